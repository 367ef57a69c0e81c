// @ts-check
/** How far annotators agree on links, and on what they say of the spans that several marked. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { cell, counted, spread, table } from "../figures.js";
import { quoted, titleOf } from "./titles.js";

/**
 * @typedef {import("../figures.js").Figure} Figure
 * @typedef {import("./report.js").Report} Report
 * @typedef {import("../../workspace/model/describe.js").Label} Label
 * @typedef {import("../../workspace/model/describe.js").RelationType} RelationType
 */

/**
 * @param {string} title
 * @param {Figure} figure
 * @param {number[]} counts what it rests on
 * @returns {HTMLElement}
 */
function row(title, figure, counts) {
  const numbers = counts.map((count) => element("td", { class: "number" }, counted(count)));
  const ends = element("td", { class: "number nowrap" }, spread(figure) || "–");
  return element("tr", {}, element("th", { scope: "row" }, title), cell(figure), ends, ...numbers);
}

/**
 * @param {Report["relations"]} relations
 * @returns {boolean} whether there is any figure, and not only reasons why there is none
 */
export function hasLinks({ overall, types }) {
  return [overall, ...Object.values(types)].some(({ value }) => value !== null);
}

/**
 * @param {Report["attributes"]} attributes
 * @returns {boolean}
 */
export function hasAnswers(attributes) {
  return attributes.some(({ alpha }) => alpha.value !== null);
}

/**
 * @param {Report["relations"]} relations
 * @param {RelationType[]} types
 * @returns {HTMLElement}
 */
export function relationTable({ overall, types: figures }, types) {
  const heads = [t("Type of link"), t("F1"), t("95% interval"), t("Links"), t("Annotators"), t("Documents")];
  const found = types.flatMap((type) => (figures[type.name] ? [{ title: quoted(type.title), figure: figures[type.name] }] : []));
  const rows = [{ title: t("All types"), figure: overall }, ...found].map(({ title, figure }) =>
    row(title, figure, [figure.n_relations, figure.n_annotators, figure.n_documents]),
  );
  return table(t("Agreement on links"), heads, rows, "by-relation");
}

/**
 * @param {Report["attributes"]} attributes
 * @param {Label[]} labels
 * @returns {HTMLElement}
 */
export function attributeTable(attributes, labels) {
  const heads = [t("Attribute"), t("Alpha"), t("95% interval"), t("Spans in common"), t("Annotators"), t("Documents")];
  const made = attributes.map(({ label, attribute, alpha }) => {
    const known = labels.find((one) => one.name === label);
    const asked = known?.attributes?.find((one) => one.name === attribute);
    const title = t("{label}: {attribute}", { label: titleOf(label), attribute: asked?.title ?? attribute });
    return row(title, alpha, [alpha.n_units, alpha.n_annotators, alpha.n_documents]);
  });
  return table(t("Agreement on attributes"), heads, made, "by-attribute");
}
