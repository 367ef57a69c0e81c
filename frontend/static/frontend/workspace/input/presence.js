// @ts-check
/** Watches whether somebody works on this page, and tells for how long. */

import { NO_WORK, afterSign, wholeSeconds } from "../model/time.js";

/** What people do who are there. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchmove"];
/** Moving a pointer gives hundreds of signs a second; one is enough. Milliseconds. */
const SELDOM = 1000;
/** How often the time is told. Milliseconds. */
const TELLING = 30_000;

/**
 * Count from now on. Only the page that is in view and has the focus counts.
 *
 * @param {object} does
 * @param {(seconds: number) => void} does.show the time worked so far, whenever it may have changed
 * @param {(seconds: number, isLast: boolean) => void} does.tell the same, seldom, and when the page is
 *   left; `isLast` when it goes away, so that nothing may be put off
 * @returns {() => void} ends it
 */
export function watch({ show, tell }) {
  let work = NO_WORK;
  let told = 0;
  let last = -Infinity;
  const ending = new AbortController();
  const { signal } = ending;

  /** @param {import("../model/time.js").Sign["is"]} is */
  function sign(is) {
    const at = performance.now();
    if (is === "active" && (at - last < SELDOM || document.hidden || !document.hasFocus())) return;
    last = at;
    work = afterSign(work, { at, is });
    show(wholeSeconds(work));
  }

  function tellNow(isLast = false) {
    const seconds = wholeSeconds(work);
    if (seconds <= told) return;
    told = seconds;
    tell(seconds, isLast);
  }

  function leave(isLast = false) {
    sign("away");
    tellNow(isLast);
  }

  for (const name of SIGNS) addEventListener(name, () => sign("active"), { signal, capture: true, passive: true });
  addEventListener("focus", () => sign("active"), { signal });
  addEventListener("blur", () => leave(), { signal });
  addEventListener("pagehide", () => leave(true), { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
  const timer = setInterval(() => tellNow(), TELLING);
  sign("active");
  return () => {
    leave();
    clearInterval(timer);
    ending.abort();
  };
}
