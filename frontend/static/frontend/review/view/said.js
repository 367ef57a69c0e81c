// @ts-check
/** What is said of a span, a link or a text: attributes, a doubt, a note. */

import { t } from "../../words.js";
import { inWords } from "../../workspace/model/attributes.js";
import { element } from "../../workspace/view/element.js";

/**
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 * @typedef {import("../sync/api.js").Answers} Answers
 * @typedef {{note: string, is_unsure: boolean}} Remark
 */

/**
 * Return the answers in the words and the order of the label set, each with its question.
 *
 * @param {Describe} describe
 * @param {string} label
 * @param {Answers} attributes
 * @returns {[string, string][]} question, answer
 */
export function answersOf(describe, label, attributes) {
  const yesNo = { yes: t("Yes"), no: t("No") };
  const asked = describe.attributesOf(label);
  const known = asked.filter(({ name }) => name in attributes);
  const rest = Object.keys(attributes).filter((name) => !asked.some((one) => one.name === name));
  return [
    ...known.map((one) => /** @type {[string, string]} */ ([one.title, inWords(one, attributes[one.name], yesNo)])),
    ...rest.map((name) => /** @type {[string, string]} */ ([name, String(attributes[name])])),
  ];
}

/**
 * @param {Describe} describe
 * @param {string} label
 * @param {Answers} attributes
 * @returns {HTMLElement[]} nothing where nothing is said
 */
export function answerList(describe, label, attributes) {
  const rows = answersOf(describe, label, attributes).map(([question, answer]) =>
    element("div", {}, element("dt", {}, question), element("dd", {}, answer)),
  );
  return rows.length === 0 ? [] : [element("dl", { class: "answers", "data-testid": "answers" }, ...rows)];
}

/**
 * @param {Remark} remark
 * @returns {HTMLElement[]} nothing where there is neither doubt nor note
 */
export function remarkWords({ note, is_unsure: isUnsure }) {
  const parts = [];
  if (isUnsure) parts.push(element("span", { class: "chip warning", "data-testid": "unsure" }, t("Not sure")));
  if (note) parts.push(element("span", { class: "remark-note", dir: "auto", "data-testid": "remark" }, note));
  return parts.length === 0 ? [] : [element("p", { class: "remark" }, ...parts)];
}

/**
 * Return a sign for what is folded: that somebody doubts or has written a note there.
 *
 * @param {Remark[]} remarks
 * @returns {HTMLElement[]}
 */
export function remarkSign(remarks) {
  const words = remarks.some((one) => one.is_unsure) ? t("not sure") : remarks.some((one) => one.note) ? t("with a note") : "";
  return words === "" ? [] : [element("span", { class: "soft small remark-sign" }, words)];
}
