// @ts-check
/** What the server did not take, with the choice of what is to be. */

import { t } from "../../words.js";
import { element, find } from "./element.js";

/**
 * @typedef {import("../sync/problems.js").Problem} Problem
 * @typedef {import("../sync/ops.js").Content} Content
 * @typedef {import("../model/spans.js").SpanStore} SpanStore
 * @typedef {import("../model/describe.js").Describe} Describe
 * @typedef {{dismiss: (problem: Problem) => void, insist: (problem: Problem, name: string) => void}} Does
 *   `name` = what that change does, in words
 * @typedef {{store: SpanStore, describe: Describe}} Parts
 */

/**
 * Show what was refused.
 *
 * @param {readonly Problem[]} problems
 * @param {Parts} parts
 * @param {Does} does
 */
export function showProblems(problems, parts, does) {
  const notices = problems.map((problem) => {
    const content = problem.isConflict ? conflict(problem, parts, does) : refusal(problem, parts, does);
    return element("div", { class: "notice danger", "data-testid": "problem" }, ...content);
  });
  find("#problems", HTMLElement).replaceChildren(...notices);
}

/**
 * @param {string} name
 * @param {() => void} click
 */
function button(name, click) {
  return element("button", { type: "button", class: "button small", click }, name);
}

/**
 * @param {Problem} problem
 * @param {Parts} parts
 * @param {Does} does
 * @returns {(Node | string)[]}
 */
function conflict(problem, parts, does) {
  const { wanted, stored } = problem;
  const [mine, other] = [wordsOf(wanted, problem, parts), wordsOf(stored, problem, parts)];
  return [
    element("strong", {}, t("Changed elsewhere.")),
    ` ${t("Yours: {what}.", { what: mine })} ${t("The other: {what}.", { what: other })} `,
    button(t("Keep mine"), () => does.insist(problem, t("Kept: {what}.", { what: mine }))),
    " ",
    button(t("Take the other"), () => does.dismiss(problem)),
  ];
}

/**
 * @param {Problem} problem
 * @param {Parts} parts
 * @param {Does} does
 * @returns {(Node | string)[]}
 */
function refusal(problem, parts, does) {
  const what = wordsOf(problem.named, problem, parts);
  const words = problem.wanted || problem.kind === "suggestion" ? what : t("deleting {what}", { what });
  const again = button(t("Try again"), () => does.insist(problem, t("Tried again: {what}.", { what: words })));
  return [
    element("strong", {}, t("Not saved:")),
    ` ${words}. ${problem.message} `,
    ...(problem.kind === "suggestion" ? [] : [again, " "]),
    button(t("Let it go"), () => does.dismiss(problem)),
  ];
}

/**
 * @param {Content | null} content
 * @param {Problem} problem
 * @param {Parts} parts
 * @returns {string}
 */
function wordsOf(content, { kind, id }, { store, describe }) {
  if (kind === "suggestion") {
    const suggestion = store.suggestion(id);
    return suggestion ? describe.span(suggestion) : t("a suggestion that is gone");
  }
  if (!content) return t("deleted");
  if ("label" in content) return describe.span(content) + extras(content);
  if ("type" in content) {
    return describe.relation(content, store.annotation(content.source), store.annotation(content.target)) + extras(content);
  }
  return content.note ? t("the note “{note}” on the text", { note: content.note }) : t("no note on the text");
}

/**
 * @param {{note: string, is_unsure: boolean, attributes?: Record<string, any>}} content
 * @returns {string} what it has beyond its place
 */
function extras({ note, is_unsure: isUnsure, attributes = {} }) {
  const answers = Object.entries(attributes).map(([name, value]) => `${name}: ${[value].flat().join(", ")}`);
  const parts = [...answers, ...(note ? [t("note “{note}”", { note })] : []), ...(isUnsure ? [t("unsure")] : [])];
  return parts.length > 0 ? ` (${parts.join("; ")})` : "";
}
