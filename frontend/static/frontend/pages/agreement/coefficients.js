// @ts-check
/** Every coefficient there is: labels by measures, and the figures of all labels together. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { inPercent, spread, table, value, why } from "../figures.js";
import { labelName } from "./titles.js";

/** @typedef {import("../figures.js").Figures} Figures */

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
 * @returns {HTMLElement}
 */
export function coefficientTable({ overall, labels }) {
  const heads = [t("Label"), t("Marked text"), ...COEFFICIENTS.map(([, name]) => name)];
  const rows = Object.entries(labels).map(([name, figures]) => rowOf(labelName(name), figures));
  const last = rowOf(t("All labels"), overall);
  last.classList.add("row-of-all");
  return table(t("Coefficients by label"), heads, [...rows, last], "coefficients");
}

/**
 * @param {HTMLElement | string} name
 * @param {Figures} figures
 * @returns {HTMLElement}
 */
function rowOf(name, figures) {
  const share = figures.alpha.prevalence ?? null;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", { class: "number" }, share === null ? "" : inPercent(share, true)),
    ...COEFFICIENTS.map(([key]) => cellOf(figures[key])),
  );
}

/**
 * @param {import("../figures.js").Figure | undefined} figure undefined: there is no such coefficient here
 * @returns {HTMLElement}
 */
export function cellOf(figure) {
  if (figure === undefined) return element("td", {});
  const more = figure.value === null ? why(figure) : spread(figure);
  const hidden = more ? [element("span", { class: "visually-hidden" }, ` (${more})`)] : [];
  return element("td", { class: "number", title: more || false }, value(figure), ...hidden);
}
