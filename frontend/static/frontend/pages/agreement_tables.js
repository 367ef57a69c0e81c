// @ts-check
/** How far annotators agree on links, and on what they say of the spans that several marked. */

import { t } from "../words.js";
import { element } from "../workspace/view/element.js";
import { cell, table } from "./figures.js";

/**
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("../workspace/model/describe.js").Label} Label
 * @typedef {import("../workspace/model/describe.js").RelationType} RelationType
 * @typedef {Figure & {n_relations: number, n_annotators: number, n_documents: number}} RelationFigure
 * @typedef {Figure & {n_units: number, n_annotators: number, n_documents: number}} AttributeFigure
 */

/**
 * @param {string} title
 * @param {Figure} figure
 * @param {number[]} counts what it rests on
 * @returns {HTMLElement}
 */
function row(title, figure, counts) {
  const numbers = counts.map((count) => element("td", { class: "number" }, String(count)));
  return element("tr", {}, element("th", { scope: "row" }, title), cell(figure), ...numbers);
}

/**
 * @param {{overall: RelationFigure, types: Record<string, RelationFigure>}} relations
 * @param {RelationType[]} types
 * @returns {HTMLElement}
 */
export function relationTable({ overall, types: figures }, types) {
  const heads = [t("Type of link"), t("F1"), t("Links"), t("Annotators"), t("Documents")];
  /** @type {[string, RelationFigure][]} */
  const rows = [[t("All types"), overall], ...types.map((type) => /** @type {[string, RelationFigure]} */ ([type.title, figures[type.name]]))];
  const made = rows.map(([title, one]) => row(title, one, [one.n_relations, one.n_annotators, one.n_documents]));
  return table(t("Agreement on links"), heads, made, "by-relation");
}

/**
 * @param {{label: string, attribute: string, alpha: AttributeFigure}[]} attributes
 * @param {Label[]} labels
 * @returns {HTMLElement}
 */
export function attributeTable(attributes, labels) {
  const heads = [t("Attribute"), t("Alpha"), t("Spans in common"), t("Annotators"), t("Documents")];
  const made = attributes.map(({ label, attribute, alpha }) => {
    const known = labels.find((one) => one.name === label);
    const asked = known?.attributes?.find((one) => one.name === attribute);
    const title = t("{label}: {attribute}", { label: known?.title ?? label, attribute: asked?.title ?? attribute });
    return row(title, alpha, [alpha.n_units, alpha.n_annotators, alpha.n_documents]);
  });
  return table(t("Agreement on attributes"), heads, made, "by-attribute");
}
