// @ts-check
/** The agreement page: figures with what they rest on, or the reason why there are none. */

import { request } from "../api.js";
import { element, find } from "../workspace/view/element.js";
import { projectId } from "./elements.js";

/**
 * @typedef {{measure: string, unit: string, value: number | null, reason: string | null,
 *   message: string | null, n_documents: number, n_annotators: number, n_spans: number}} Figure
 * @typedef {{alpha: Figure, f1_exact: Figure, f1_iou50: Figure}} Figures
 * @typedef {{annotators: [string, string], overall: Figures, labels: Record<string, Figures>}} Pair
 */

/** @type {[keyof Figures, string, string][]} */
const MEASURES = [
  ["alpha", "Alpha", "Krippendorff’s α over characters: 1 is perfect, 0 is what chance would give, below 0 is worse than chance."],
  ["f1_exact", "F1, exact", "How often one finds the very same span with the same label at another, averaged over pairs. 1 is always."],
  ["f1_iou50", "F1, half overlap", "The same, but two spans already count as one if they share at least half of what both cover."],
];

const place = find("#agreement", HTMLElement);
const titles = new Map(
  [...find("#labels", HTMLElement).children].map((item) => [
    /** @type {HTMLElement} */ (item).dataset.name ?? "",
    item.textContent ?? "",
  ]),
);

/**
 * @param {Figure} figure
 * @returns {HTMLElement}
 */
function cell(figure) {
  if (figure.value === null) {
    const why = figure.message ?? figure.reason ?? "undefined";
    return element("td", { class: "number soft" }, "–", element("span", { class: "why small" }, why));
  }
  return element("td", { class: "number" }, figure.value.toFixed(2).replace("-", "−"));
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {HTMLElement[]} rows
 * @param {string} hook
 * @returns {HTMLElement}
 */
function table(caption, heads, rows, hook) {
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
 * @param {Figures} figures
 * @returns {HTMLElement[]}
 */
function overall(figures) {
  return MEASURES.map(([key, name, words]) => {
    const figure = figures[key];
    const basis = `${figure.n_documents} documents, ${figure.n_annotators} annotators, ${figure.n_spans} spans`;
    return element(
      "div",
      { class: "figure" },
      element("dt", {}, name),
      element("dd", { class: "figure-value", "data-testid": key }, value(figure)),
      element("dd", { class: "soft small" }, figure.value === null ? (figure.message ?? "") : words),
      element("dd", { class: "soft small" }, basis),
    );
  });
}

/**
 * @param {Figure} figure
 * @returns {string}
 */
function value(figure) {
  return figure.value === null ? "–" : figure.value.toFixed(2).replace("-", "−");
}

/**
 * @param {Record<string, Figures>} labels
 * @returns {HTMLElement[]}
 */
function labelRows(labels) {
  return Object.entries(labels).map(([name, figures]) =>
    element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        element("span", { class: `label-name label-${name}` }, titles.get(name) ?? name),
      ),
      ...MEASURES.map(([key]) => cell(figures[key])),
      element("td", { class: "number" }, String(figures.alpha.n_spans)),
    ),
  );
}

/**
 * One row and one column a person; each meeting holds the pair's alpha over its exact F1.
 *
 * @param {Pair[]} pairs
 * @returns {HTMLElement}
 */
function matrix(pairs) {
  const people = [...new Set(pairs.flatMap((pair) => pair.annotators))];
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
  return table("Agreement of each pair", ["Annotator", ...people], rows, "pairs");
}

/**
 * @param {Pair | undefined} pair
 * @returns {HTMLElement}
 */
function meeting(pair) {
  if (pair === undefined) return element("td", { class: "number soft" }, "");
  const exact = `F1 ${value(pair.overall.f1_exact)}`;
  const found = cell(pair.overall.alpha);
  found.append(element("span", { class: "why small soft" }, exact));
  return found;
}

/**
 * @param {string} title
 * @param {string} words
 * @param {HTMLElement} content
 * @returns {HTMLElement}
 */
function section(title, words, content) {
  return element(
    "section",
    { class: "section" },
    element("div", { class: "section-head" }, element("h2", {}, title)),
    element("p", { class: "soft measure section-words" }, words),
    content,
  );
}

async function show() {
  const found = await request("GET", `projects/${projectId()}/agreement/`);
  const heads = ["Label", ...MEASURES.map(([, name]) => name), "Spans"];
  const parts = [
    element("dl", { class: "figures" }, ...overall(found.overall)),
    section(
      "By label",
      "Each label on its own, as if it were the only one.",
      table("Agreement by label", heads, labelRows(found.labels), "by-label"),
    ),
  ];
  if (found.n_left_out > 0) {
    const words = `Without ${found.n_left_out} document(s) that you annotate yourself.`;
    parts.unshift(element("p", { class: "notice" }, words));
  }
  if (found.pairs.length > 0) {
    const words = "Alpha of every two annotators, on the documents both have submitted; exact F1 below it.";
    parts.push(section("By pair", words, matrix(found.pairs)));
  }
  place.replaceChildren(...parts);
}

show()
  .catch((error) => place.replaceChildren(element("p", { class: "notice error" }, error.message)))
  .finally(() => place.removeAttribute("aria-busy"));
