// @ts-check
/** The one figure on top: agreement on all labels, and what it rests on. */

import { n, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { counted, inPercent, spread, value, why, written } from "../figures.js";
import { reasonInWords } from "./reasons.js";

/**
 * @typedef {import("./report.js").Report} Report
 * @typedef {import("../figures.js").Figure} Figure
 */

const TWO_NEEDED = t("Agreement needs two annotators or more: choose another one beside this one, or none.");

/**
 * @param {Report} report
 * @param {boolean} isWhole whether intervals have been asked for
 * @param {boolean} isOfOne whether a single annotator was chosen
 * @returns {HTMLElement[]}
 */
export function lead({ overall, threshold, n_left_out }, isWhole, isOfOne) {
  const { alpha, f1_iou50, f1_exact } = overall;
  const parts = [
    element("p", { class: "verdict-value", "data-testid": "alpha" }, value(alpha)),
    element("p", { class: "verdict-name" }, t("Krippendorff’s α on label sets")),
    ...(alpha.value === null ? [element("p", { class: "soft", "data-testid": "no-alpha" }, isOfOne ? TWO_NEEDED : why(alpha))] : certainty(alpha, threshold, isWhole)),
    element(
      "dl",
      { class: "basis" },
      ...fact(t("Documents"), counted(alpha.n_documents)),
      ...fact(t("Annotators"), counted(alpha.n_annotators)),
      ...fact(t("Spans"), counted(alpha.n_spans)),
      ...fact(t("F1, half overlap"), value(f1_iou50), "f1_iou50"),
      ...fact(t("F1, exact"), value(f1_exact), "f1_exact"),
    ),
  ];
  if (n_left_out > 0) {
    const words = n("Without {count} document that you annotate yourself.", "Without {count} documents that you annotate yourself.", n_left_out);
    parts.push(element("p", { class: "notice", "data-testid": "left-out" }, words));
  }
  return parts;
}

/**
 * @param {string} name
 * @param {string} words
 * @param {string} [hook]
 * @returns {HTMLElement[]}
 */
function fact(name, words, hook) {
  return [element("dt", {}, name), element("dd", { "data-testid": hook ?? false }, words)];
}

/**
 * @param {Figure} alpha
 * @param {number | null} threshold
 * @param {boolean} isWhole
 * @returns {HTMLElement[]}
 */
function certainty(alpha, threshold, isWhole) {
  const said = (/** @type {string} */ words) => element("p", { "data-testid": "interval" }, words);
  if (!isWhole) return [said(t("The interval is being computed …"))];
  if (!alpha.interval) return [said(reasonInWords(alpha.interval_reason, alpha.interval_message)), ...limit(threshold)];
  const level = inPercent(alpha.interval.level);
  const ends = t("{level} interval: {ends}", { level, ends: spread(alpha) });
  return [said(ends), ...limit(threshold, alpha.interval.p_below)];
}

/**
 * @param {number | null} threshold
 * @param {number | null} [below] the probability that alpha is below it
 * @returns {HTMLElement[]}
 */
function limit(threshold, below = null) {
  if (threshold === null) return [];
  const value = written(threshold);
  const words =
    below === null
      ? t("This project’s threshold: {value}.", { value })
      : t("The probability that alpha lies below {value}, this project’s threshold, is {share}.", { value, share: likelihood(below) });
  return [element("p", { class: "soft", "data-testid": "threshold" }, words)];
}

/**
 * @param {number} share
 * @returns {string}
 */
function likelihood(share) {
  if (share < 0.005) return t("less than {share}", { share: inPercent(0.01) });
  if (share > 0.995) return t("more than {share}", { share: inPercent(0.99) });
  return inPercent(share);
}
