// @ts-check
/** The head of the panel: how far the review is, and what can be done with all of it. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { LEGEND } from "../input/keys.js";

/**
 * @typedef {import("../model/review.js").Review} Review
 * @typedef {{go: (step: 1 | -1) => void, majority: () => void, finish: () => void, reopen: () => void}} Actions
 */

/**
 * @param {Review} review
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
export function progressHead(review, actions) {
  const { adjudication, isOpen, reader: { mayRule } } = review;
  const { total } = review;
  const bar = element("progress", { max: String(Math.max(total, 1)), "aria-labelledby": "decided" });
  bar.value = total === 0 ? 1 : review.decided;
  bar.className = review.isComplete ? "full" : "";
  const counts = total === 0 ? t("Nothing to decide: everybody agrees.") : t("{done} of {all} decided", { done: review.decided, all: total });
  const isFinished = adjudication?.state === "finished";
  /** @type {HTMLElement[]} */
  const parts = [
    element("p", { class: "review-count", id: "decided", "data-testid": "decided" }, counts),
    bar,
  ];
  if (isFinished && adjudication) {
    const words = t("Finished by {person}. What was decided is gold.", { person: adjudication.adjudicator.name });
    parts.push(element("p", { class: "notice success", "data-testid": "finished" }, words));
    if (mayRule) parts.push(element("div", { class: "row" }, button("reopen", t("Reopen"), actions.reopen, "")));
  } else if (mayRule && !isOpen && adjudication) {
    parts.push(element("p", { class: "notice" }, t("{person} holds this review; you can read along.", { person: adjudication.adjudicator.name })));
  }
  if (isOpen) {
    const finish = button("finish", t("Finish"), actions.finish, review.isComplete ? "primary" : "");
    finish.disabled = !review.isComplete;
    parts.push(
      element("div", { class: "row" }, button("previous", t("Previous"), () => actions.go(-1), ""), button("next", t("Next"), () => actions.go(1), ""), button("majority", t("Take majorities"), actions.majority, ""), finish),
      keysLegend,
    );
  }
  return parts;
}

/**
 * @param {string} hook
 * @param {string} words
 * @param {() => void} click
 * @param {string} kind
 */
function button(hook, words, click, kind) {
  return element("button", { class: `button small ${kind}`, type: "button", "data-testid": hook, click }, words);
}

/** One for all drawings, so that it stays open or closed. */
const keysLegend = legend();

function legend() {
  const rows = LEGEND.flatMap(([keys, words]) => [element("dt", {}, element("kbd", {}, keys)), element("dd", {}, words)]);
  return element("details", { class: "keys" }, element("summary", {}, t("Keys")), element("dl", { class: "facts small" }, ...rows));
}
