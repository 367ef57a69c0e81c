// @ts-check
/** How far every two annotators agree: a table with a row and a column for each, shaded. */

import { n, t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { inPercent, spread, table, value, why } from "../figures.js";
import { offer, onChoice } from "./chosen.js";
import { shaded } from "./heat.js";
import { OVERALL, figuresOf } from "./report.js";

/**
 * @typedef {import("./report.js").Pair} Pair
 * @typedef {import("../figures.js").SpanFigure} SpanFigure
 */

/** @type {[string, string][]} */
const MEASURES = [
  ["alpha", t("Alpha")],
  ["cohen_kappa", t("Cohen’s κ")],
  ["f1_exact", t("F1, exact")],
  ["f1_iou50", t("F1, half overlap")],
  ["f1_overlap", t("F1, any overlap")],
];

const label = find("#pair-label", HTMLSelectElement);
const measure = find("#pair-measure", HTMLSelectElement);

/**
 * @param {HTMLElement} place
 * @returns {(pairs: Pair[]) => void}
 */
export function pairMatrix(place) {
  /** @type {Pair[]} */
  let pairs = [];
  const redraw = () => {
    offer(measure, MEASURES.filter(([key]) => label.value !== OVERALL || key !== "cohen_kappa"));
    place.replaceChildren(matrix(pairs));
  };
  onChoice(label, redraw);
  onChoice(measure, redraw);
  return (given) => {
    pairs = given;
    redraw();
  };
}

/**
 * @param {Pair[]} pairs
 * @returns {HTMLElement}
 */
function matrix(pairs) {
  const people = [...new Set(pairs.flatMap(({ annotators }) => annotators))].sort((a, b) => a.localeCompare(b));
  const pairOf = (/** @type {string} */ one, /** @type {string} */ other) =>
    pairs.find(({ annotators }) => one !== other && annotators.includes(one) && annotators.includes(other));
  const rows = people.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, row),
      ...people.map((column) => meeting(pairOf(row, column))),
    ),
  );
  const made = table(t("Agreement of each pair"), [t("Annotator"), ...people], rows, "pairs");
  made.classList.add("heat-table");
  return made;
}

/**
 * @param {Pair | undefined} pair
 * @returns {HTMLElement}
 */
function meeting(pair) {
  if (pair === undefined) return element("td", { class: "heat-none" });
  const figure = figuresOf(pair, label.value)[measure.value];
  const more = details(figure);
  const hidden = element("span", { class: "visually-hidden" }, ` (${more})`);
  const cell = element("td", { class: "number", title: more }, value(figure), hidden);
  return figure.value === null ? cell : shaded(cell, figure.value);
}

/**
 * @param {SpanFigure} figure
 * @returns {string} what it rests on
 */
function details(figure) {
  if (figure.value === null) return why(figure);
  const documents = n("{count} document", "{count} documents", figure.n_documents);
  if (!figure.interval) return documents;
  const level = inPercent(figure.interval.level);
  return t("{level} interval: {ends}; {documents}", { level, ends: spread(figure), documents });
}
