// @ts-check
/** The agreement page: figures with what they rest on, or the reason why there are none. */

import { request } from "../api.js";
import { n, t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attributeTable, relationTable } from "./agreement_tables.js";
import { projectId } from "./elements.js";
import { cell, section, table, value } from "./figures.js";

/**
 * @typedef {{measure: string, unit: string, value: number | null, reason: string | null,
 *   message: string | null, n_documents: number, n_annotators: number, n_spans: number}} Figure
 * @typedef {{alpha: Figure, f1_exact: Figure, f1_iou50: Figure}} Figures
 * @typedef {{annotators: [string, string], overall: Figures, labels: Record<string, Figures>}} Pair
 */

/** @type {[keyof Figures, string, string][]} */
const MEASURES = [
  ["alpha", t("Alpha"), t("Krippendorff’s α over characters: 1 is perfect, 0 is what chance would give, below 0 is worse than chance.")],
  ["f1_exact", t("F1, exact"), t("How often one finds the very same span with the same label at another, averaged over pairs. 1 is always.")],
  ["f1_iou50", t("F1, half overlap"), t("The same, but two spans already count as one if they share at least half of what both cover.")],
];

const place = find("#agreement", HTMLElement);
const titles = new Map(
  [...find("#labels", HTMLElement).children].map((item) => [
    /** @type {HTMLElement} */ (item).dataset.name ?? "",
    item.textContent ?? "",
  ]),
);

/**
 * @param {Figures} figures
 * @returns {HTMLElement[]}
 */
function overall(figures) {
  return MEASURES.map(([key, name, words]) => {
    const figure = figures[key];
    const basis = [
      n("{count} document", "{count} documents", figure.n_documents),
      n("{count} annotator", "{count} annotators", figure.n_annotators),
      n("{count} span", "{count} spans", figure.n_spans),
    ].join(", ");
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
  return table(t("Agreement of each pair"), [t("Annotator"), ...people], rows, "pairs");
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

async function show() {
  const project = `projects/${projectId()}`;
  const [found, labelSet] = await Promise.all([request("GET", `${project}/agreement/`), request("GET", `${project}/label-set/`)]);
  const heads = [t("Label"), ...MEASURES.map(([, name]) => name), t("Spans")];
  const parts = [
    element("dl", { class: "figures" }, ...overall(found.overall)),
    section(
      t("By label"),
      t("Each label on its own, as if it were the only one."),
      table(t("Agreement by label"), heads, labelRows(found.labels), "by-label"),
    ),
  ];
  if (found.n_left_out > 0) {
    const words = n("Without {count} document that you annotate yourself.", "Without {count} documents that you annotate yourself.", found.n_left_out);
    parts.unshift(element("p", { class: "notice" }, words));
  }
  if (found.pairs.length > 0) {
    const words = t("Alpha of every two annotators, on the documents both have submitted; exact F1 below it.");
    parts.push(section(t("By pair"), words, matrix(found.pairs)));
  }
  if (labelSet.relation_types.length > 0) {
    const words = t("How often one finds a link of the same type and direction between the same two spans at another. Spans count as the same if they share at least half of what both cover.");
    parts.push(section(t("Links"), words, relationTable(found.relations, labelSet.relation_types)));
  }
  if (found.attributes.length > 0) {
    const words = t("Krippendorff’s α of what is said of spans that several marked: 1 is perfect, 0 is what chance would give.");
    parts.push(section(t("Attributes"), words, attributeTable(found.attributes, labelSet.labels)));
  }
  place.replaceChildren(...parts);
}

show()
  .catch((error) => place.replaceChildren(element("p", { class: "notice error" }, error.message)))
  .finally(() => place.removeAttribute("aria-busy"));
