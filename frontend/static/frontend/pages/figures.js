// @ts-check
/** Figures that may be undefined, in words and numbers, and the tables they stand in. */

import { locale, t } from "../words.js";
import { element } from "../workspace/view/element.js";
import { reasonInWords } from "./agreement/reasons.js";

/**
 * @typedef {{low: number, high: number, level: number, threshold: number | null, p_below: number | null}} Interval
 * @typedef {{value: number | null, reason: string | null, message: string | null,
 *   n_documents: number, n_annotators: number, prevalence?: number | null, interval?: Interval | null,
 *   interval_reason?: string | null, interval_message?: string | null}} Figure value null: reason and message say why
 * @typedef {Figure & {n_spans: number}} SpanFigure
 * @typedef {Record<string, SpanFigure>} Figures by key, as alpha or f1_iou50
 */

const twoPlaces = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(locale);

/**
 * @param {number} value
 * @returns {string}
 */
export function written(value) {
  const text = twoPlaces.format(value);
  return Number(value.toFixed(2)) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/**
 * @param {number} count
 * @returns {string}
 */
export function counted(count) {
  return whole.format(count);
}

/**
 * @param {number} share of 1
 * @param {boolean} [isFine] with one place
 * @returns {string}
 */
export function inPercent(share, isFine = false) {
  return (isFine ? finePercent : percent).format(share);
}

/**
 * @param {Figure} figure
 * @returns {string}
 */
export function value(figure) {
  return figure.value === null ? "–" : written(figure.value);
}

/**
 * @param {Figure} figure an undefined one
 * @returns {string} the sentence that says why
 */
export function why(figure) {
  return reasonInWords(figure.reason, figure.message);
}

/**
 * @param {Figure} figure
 * @returns {string} both ends of its interval; empty where there is none
 */
export function spread({ interval }) {
  return interval ? t("{low} to {high}", { low: written(interval.low), high: written(interval.high) }) : "";
}

/**
 * @param {Figure} figure
 * @returns {HTMLElement}
 */
export function cell(figure) {
  if (figure.value === null) {
    return element("td", { class: "number soft" }, "–", element("span", { class: "why small" }, why(figure)));
  }
  return element("td", { class: "number" }, written(figure.value));
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
    element("th", { scope: "col", class: index === 0 ? false : "number" }, text),
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
