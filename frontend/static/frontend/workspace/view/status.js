// @ts-check
/** Tells how things stand: saved or not, suggestions on their way. */

import { n, t } from "../../words.js";
import { element, find } from "./element.js";

/** @typedef {import("../../api.js").ApiError} ApiError */

const NOT_KEPT = t(
  "This browser keeps nothing on this computer: leave the page only when it says that everything is saved.",
);

/**
 * @typedef {"computer" | "page" | "broken"} Place where changes are kept until they are saved: on this
 *   computer, in the page only, or in the page only because the browser keeps nothing
 */

/**
 * Show whether everything is saved, and where it is kept until then.
 *
 * @param {number} pending writes not answered yet
 * @param {ApiError | null} trouble why they do not get through
 * @param {() => void} retry
 * @param {Place} [kept]
 */
export function showSaved(pending, trouble, retry, kept = "page") {
  const chip = find("#save-state", HTMLElement);
  const words = wordsOf(pending, trouble, kept);
  if (chip.textContent !== words) {
    chip.className = `chip ${trouble ? "danger" : pending > 0 ? "" : "success"}`;
    chip.textContent = words;
  }
  showTrouble(find("#trouble", HTMLElement), pending, trouble, retry, kept);
}

/**
 * @param {number} count
 * @param {ApiError | null} trouble
 * @param {Place} kept
 * @returns {string}
 */
function wordsOf(count, trouble, kept) {
  if (count === 0) return t("Saved");
  if (!trouble) return t("Saving {count}", { count });
  if (trouble.isSignedOut) return t("Signed out: {count} kept", { count });
  if (trouble.status > 0) return t("Waiting for the server: {count} kept", { count });
  return kept === "computer"
    ? t("Waiting for the network: {count} kept on this computer", { count })
    : t("Waiting for the network: {count} kept in this page", { count });
}

/**
 * @param {HTMLElement} notice says why changes do not get through, and what helps
 * @param {number} pending
 * @param {ApiError | null} trouble
 * @param {() => void} retry
 * @param {Place} kept
 */
function showTrouble(notice, pending, trouble, retry, kept) {
  const isStuck = trouble !== null && pending > 0;
  const isClear = !isStuck && kept !== "broken";
  // It is told after every write: what is hidden stays as it is.
  if (isClear && notice.hidden) return;
  notice.hidden = isClear;
  if (!isStuck) return notice.replaceChildren(isClear ? "" : NOT_KEPT);
  const button = element("button", { type: "button", class: "button small", click: retry }, t("Try now"));
  const words = keptWords(pending, kept);
  if (!trouble.isSignedOut) {
    return notice.replaceChildren(`${words} ${trouble.message} ${t("Trying again by itself.")} `, button);
  }
  const address = notice.dataset.signIn ?? "/";
  const link = element("a", { href: address, target: "_blank", rel: "noopener" }, t("Sign in"));
  return notice.replaceChildren(`${trouble.message} `, link, ` ${words} `, button);
}

/**
 * @param {number} pending
 * @param {Place} kept
 * @returns {string}
 */
function keptWords(pending, kept) {
  if (kept === "computer") {
    return n(
      "{count} change not saved yet, and kept on this computer.",
      "{count} changes not saved yet, and kept on this computer.",
      pending,
    );
  }
  return n(
    "{count} change not saved yet. It is lost if you close this page.",
    "{count} changes not saved yet. They are lost if you close this page.",
    pending,
  );
}

/**
 * Show how far pre-annotation is, while it is under way or where it failed.
 *
 * @param {import("../sync/api.js").Preannotation} job
 */
export function showPreannotation(job) {
  const root = find("#preannotation", HTMLElement);
  root.hidden = job === null || job.state === "done";
  if (job === null) return;
  const bar = find("progress", HTMLProgressElement, root);
  bar.hidden = job.state === "failed";
  bar.max = Math.max(1, job.total);
  if (job.state === "queued") bar.removeAttribute("value");
  else bar.value = job.done;
  find("span", HTMLElement, root).textContent = {
    queued: t("Suggestions are about to be made. You can begin without them."),
    running: t("Making suggestions: {done} of {total}. You can begin without them.", { done: job.done, total: job.total }),
    failed: t("No suggestions could be made for this text. You can mark it without them."),
  }[job.state] ?? "";
}
