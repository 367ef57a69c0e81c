// @ts-check
/** What labels and languages are called, and names that people gave in a project. */

import { locale, t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";

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
 * @param {string} name as somebody wrote it, in capitals or not
 * @returns {string} marked as such, beside words of the page
 */
export function quoted(name) {
  return t("“{name}”", { name });
}
