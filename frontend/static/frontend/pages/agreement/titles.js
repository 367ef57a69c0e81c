// @ts-check
/** What labels are called, and the lists to choose one from. */

import { locale, t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { OVERALL } from "./report.js";

const titles = new Map(
  [...find("#labels", HTMLElement).children].map((item) => [
    /** @type {HTMLElement} */ (item).dataset.name ?? "",
    item.textContent ?? "",
  ]),
);

/**
 * @param {string} name of a label
 * @returns {string}
 */
export function titleOf(name) {
  return titles.get(name) ?? name;
}

/**
 * @param {string} name of a label
 * @returns {HTMLElement}
 */
export function labelName(name) {
  return element("span", { class: `label-name label-${name}` }, titleOf(name));
}

const languages = new Intl.DisplayNames(locale, { type: "language" });

/**
 * @param {string} code
 * @returns {string} the language's name; what is no code stays as it is
 */
export function languageName(code) {
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(code) ? (languages.of(code) ?? code) : code;
}

/**
 * Offer choices, and keep the one that is made as long as it is among them.
 *
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} choices values and their words
 */
export function offer(select, choices) {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([value, words]) => element("option", { value }, words)));
  select.value = choices.some(([value]) => value === chosen) ? chosen : (choices[0]?.[0] ?? "");
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} labels
 */
export function offerLabels(select, labels) {
  offer(select, [[OVERALL, t("All labels")], ...labels.map((name) => /** @type {[string, string]} */ ([name, titleOf(name)]))]);
}
