// @ts-check
/** Where a document stands: submitted, put aside or given back; and what can be done then. */

import { locale, t } from "../../words.js";
import { element, find } from "./element.js";

/**
 * @typedef {object} Standing
 * @property {string} state of the assignment
 * @property {string | null} submitted_at ISO 8601
 * @property {string} skip_reason
 * @property {string} reopening_reason
 * @typedef {object} Does
 * @property {() => void} resume take up again what was put aside
 * @property {() => void} askBack ask for a submitted document
 * @property {() => void} withdraw what was asked
 * @property {() => (Node | string)[]} changes of the guideline since; empty where there are none
 */

/**
 * Show it, or nothing where the document is simply worked on.
 *
 * @param {Standing} standing
 * @param {Does} does
 * @returns {boolean} whether it is open to changes
 */
export function showStanding(standing, does) {
  const isClosed = standing.state === "submitted" || standing.state === "skipped";
  const notice = find("#standing", HTMLElement);
  const isBack = standing.state === "reopened";
  notice.hidden = !isClosed && !isBack;
  notice.dataset.testid = standing.state;
  notice.classList.toggle("success", standing.state === "submitted");
  find("main", HTMLElement).classList.toggle("is-closed", isClosed);
  for (const id of ["#submit", "#undo", "#redo", "#skip"]) find(id, HTMLButtonElement).hidden = isClosed;
  if (isBack) notice.replaceChildren(...givenBack(does.changes()));
  if (!isClosed) return true;
  find("#preannotation", HTMLElement).hidden = true;
  const [words, buttons] = standing.state === "submitted" ? submitted(standing, does) : putAside(standing, does);
  const actions = element("div", { class: "row" }, onward(notice.dataset), ...buttons);
  notice.replaceChildren(...words.map((sentence) => element("p", {}, sentence)), actions);
  return false;
}

/** @param {(Node | string)[]} changes of the guideline */
function givenBack(changes) {
  const words = element("p", {}, t("This document was given back to you. Change what is to be changed, then submit it again."));
  return changes.length > 0 ? [words, element("p", {}, ...changes)] : [words];
}

/** Give the keys to what leads on. */
export function focusOnward() {
  find("#standing a", HTMLAnchorElement).focus();
}

/**
 * @param {Standing} standing
 * @param {Does} does
 * @returns {[string[], HTMLElement[]]}
 */
function submitted({ submitted_at: at, reopening_reason: reason }, { askBack, withdraw }) {
  const done = at ? t("Submitted on {when}.", { when: written(new Date(at)) }) : t("Submitted.");
  const how = t("You can read your work here; it can be changed only if it is given back to you.");
  if (reason === "") return [[`${done} ${how}`], [button(t("Ask to have it back"), "ask-back", askBack)]];
  const asked = t("You asked to have it back: {reason}", { reason });
  return [[`${done} ${how}`, asked], [button(t("Ask no more"), "withdraw", withdraw)]];
}

/** @param {Date} time @returns {string} in the page's language */
function written(time) {
  return time.toLocaleString(locale, { dateStyle: "long", timeStyle: "short" });
}

/**
 * @param {Standing} standing
 * @param {Does} does
 * @returns {[string[], HTMLElement[]]}
 */
function putAside({ skip_reason: reason }, { resume }) {
  const words = t("You put this document aside: {reason}", { reason });
  return [[words], [button(t("Take it up again"), "resume", resume)]];
}

/**
 * @param {string} title
 * @param {string} testid
 * @param {() => void} click
 */
function button(title, testid, click) {
  return element("button", { type: "button", class: "button small", "data-testid": testid, click }, title);
}

/** @param {DOMStringMap} given address and title of the next document, address of the start page */
function onward({ next, nextTitle = "", home = "/" }) {
  if (!next) return element("a", { href: home }, t("Back to your work"));
  return element("a", { href: next, "data-testid": "next-assignment" }, t("Next: {title}", { title: nextTitle }));
}
