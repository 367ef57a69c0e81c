// @ts-check
/** Every coefficient there is: labels by measures, and the figures of all labels together. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { inPercent, spread, table, value, why } from "../figures.js";
import { labelName } from "./titles.js";

/** @typedef {import("../figures.js").Figures} Figures */

const DOT = "·";
/** What is said of a coefficient that all labels together do not have, and that one label alone does not. */
export const NOT_OF_ALL = t("not defined for all labels together");
export const NOT_OF_ONE = t("defined for all labels together only");

/** @type {[string, string][]} */
const COEFFICIENTS = [
  ["alpha", t("Krippendorff’s α")],
  ["u_alpha", t("Krippendorff’s uα")],
  ["fleiss_kappa", t("Fleiss’ κ")],
  ["gwet_ac1", t("Gwet’s AC1")],
  ["percent_agreement", t("Percent agreement")],
  ["f1_exact", t("F1, exact")],
  ["f1_iou50", t("F1, half overlap")],
  ["f1_overlap", t("F1, any overlap")],
  ["f1_units", t("F1 of units")],
  ["alpha_masi", t("α, MASI distance")],
  ["alpha_sets", t("α, equal sets only")],
];

/**
 * @param {import("./report.js").Scope} report
 * @returns {HTMLElement[]}
 */
export function coefficientTable({ overall, labels }) {
  const heads = [t("Label"), t("Marked text"), ...COEFFICIENTS.map(([, name]) => name)];
  const rows = Object.entries(labels).map(([name, figures]) => rowOf(labelName(name), figures, NOT_OF_ONE));
  const last = rowOf(t("All labels"), overall, NOT_OF_ALL);
  last.classList.add("row-of-all");
  return [table(t("Coefficients by label"), heads, [...rows, last], "coefficients"), absences()];
}

/** @returns {HTMLElement} what a dot in a table of coefficients means */
export function absences() {
  const words = t("{dot} stands where a figure is not defined for all labels together, or only for them.", { dot: DOT });
  return element("p", { class: "soft small table-note" }, words);
}

/**
 * @param {HTMLElement | string} name
 * @param {Figures} figures
 * @param {string} absence what is said where there is no such coefficient
 * @returns {HTMLElement}
 */
function rowOf(name, figures, absence) {
  const share = figures.alpha.prevalence ?? null;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    share === null ? absent(absence) : element("td", { class: "number" }, inPercent(share, true)),
    ...COEFFICIENTS.map(([key]) => cellOf(figures[key], absence)),
  );
}

/**
 * @param {string} absence
 * @returns {HTMLElement}
 */
function absent(absence) {
  const dot = element("span", { "aria-hidden": "true" }, DOT);
  return element("td", { class: "number soft", title: absence }, dot, element("span", { class: "visually-hidden" }, absence));
}

/**
 * @param {import("../figures.js").Figure | undefined} figure undefined: there is no such coefficient here
 * @param {string} absence what is then said
 * @returns {HTMLElement}
 */
export function cellOf(figure, absence) {
  if (figure === undefined) return absent(absence);
  const more = figure.value === null ? why(figure) : spread(figure);
  const hidden = more ? [element("span", { class: "visually-hidden" }, ` (${more})`)] : [];
  return element("td", { class: "number", title: more || false }, value(figure), ...hidden);
}
