// @ts-check
/** Figures that may be undefined, and the tables they stand in. */

import { locale, t } from "../words.js";
import { element } from "../workspace/view/element.js";

/** @typedef {{value: number | null, reason: string | null, message: string | null}} Figure value null: reason and message say why */

const twoPlaces = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * @param {number} value
 * @returns {string}
 */
function written(value) {
  return twoPlaces.format(value).replace("-", "−");
}

/**
 * @param {Figure} figure
 * @returns {HTMLElement}
 */
export function cell(figure) {
  if (figure.value === null) {
    const why = figure.message ?? figure.reason ?? t("undefined");
    return element("td", { class: "number soft" }, "–", element("span", { class: "why small" }, why));
  }
  return element("td", { class: "number" }, written(figure.value));
}

/**
 * @param {Figure} figure
 * @returns {string}
 */
export function value(figure) {
  return figure.value === null ? "–" : written(figure.value);
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {HTMLElement[]} rows
 * @param {string} hook
 * @returns {HTMLElement}
 */
export function table(caption, heads, rows, hook) {
  const head = heads.map((text, index) =>
    index === 0
      ? element("th", { scope: "col" }, text)
      : element("th", { scope: "col", class: "number" }, text),
  );
  return element(
    "div",
    { class: "table-wrap", tabindex: "0", role: "region", "aria-label": caption },
    element(
      "table",
      { "data-testid": hook },
      element("caption", { class: "visually-hidden" }, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows),
    ),
  );
}

/**
 * @param {string} title
 * @param {string} words
 * @param {HTMLElement} content
 * @returns {HTMLElement}
 */
export function section(title, words, content) {
  return element(
    "section",
    { class: "section" },
    element("div", { class: "section-head" }, element("h2", {}, title)),
    element("p", { class: "soft measure section-words" }, words),
    content,
  );
}
