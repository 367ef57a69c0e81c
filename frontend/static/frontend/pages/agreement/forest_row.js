// @ts-check
/** One row of a forest plot: its name, its two points, and both figures in numbers. */

import { t } from "../../words.js";
import { counted, spread, value, why } from "../figures.js";
import { point } from "./marks.js";
import { clipped, svg, widthOf, wrapped } from "./svg.js";

/**
 * @typedef {import("./forest_drawing.js").Drawing} Drawing
 * @typedef {import("./forest_drawing.js").Row} Row
 * @typedef {import("./marks.js").Kind} Kind
 */

/** @type {Kind[]} */
const KINDS = ["alpha", "f1"];

/**
 * @param {Drawing} drawing
 * @param {Row} row
 * @param {number} top
 * @returns {[SVGElement, number]} and its height
 */
export function drawRow(drawing, row, top) {
  const { layout } = drawing;
  const y = top + (layout.isNarrow ? 2.8 : 1.35) * layout.em;
  const cells = KINDS.map((kind) => drawCell(drawing, row, kind, y));
  const lines = Math.max(...cells.map(([, count]) => count));
  const height = layout.row + Math.max(0, lines - 1) * layout.line;
  const parts = [
    svg("title", {}, `${row.title}: ${inOneLine(row)}`),
    svg("path", { class: "row-line", d: `M0 ${top + height}H${layout.width}` }),
    ...drawName(drawing, row, top),
  ];
  return [svg("g", {}, ...parts, ...cells.flatMap(([drawn]) => drawn)), height];
}

/**
 * The name, with the label's line under it; in narrow windows the numbers stand beside it.
 *
 * @param {Drawing} drawing
 * @param {Row} row
 * @param {number} top
 * @returns {SVGElement[]}
 */
function drawName({ layout, font, small }, row, top) {
  const { em, isNarrow, width } = layout;
  const y = top + (isNarrow ? 1.5 : 1.7) * em;
  const values = isNarrow && !isUndefined(row) ? inOneLine(row) : "";
  const basis = row.n === null ? "" : t("n = {count}", { count: counted(row.n) });
  const taken = basis ? widthOf(basis, small) + 0.7 * em : 0;
  const room = (isNarrow ? width - widthOf(values, small) - em : layout.nameWidth) - taken;
  const name = clipped(row.title, room, font);
  /** @type {SVGElement[]} */
  const parts = isNarrow ? [svg("rect", { x: 0, y: top + 1, width, height: 2 * em })] : [];
  parts.push(svg("text", { x: 0, y }, name));
  const besides = isNarrow ? widthOf(name, font) + 0.7 * em : layout.nameWidth;
  const anchor = isNarrow ? "start" : "end";
  if (basis) parts.push(svg("text", { class: "small soft", x: besides, y, "text-anchor": anchor }, basis));
  if (isNarrow) parts.push(svg("text", { class: "small", x: width, y, "text-anchor": "end" }, values));
  if (row.label === null) return parts;
  const line = `M0 ${y + 0.42 * em}h${widthOf(name, font)}`;
  return [...parts, svg("path", { class: `label-line label-${row.label}`, d: line })];
}

/**
 * @param {Pick<Row, "alpha" | "f1">} row
 * @returns {boolean} whether neither figure is defined, for the same reason
 */
function isUndefined({ alpha, f1 }) {
  return alpha.value === null && f1.value === null && alpha.reason === f1.reason;
}

/**
 * @param {Row} row
 * @returns {string} both figures
 */
function inOneLine({ alpha, f1 }) {
  const ends = spread(alpha) && ` (${spread(alpha)})`;
  return `α ${value(alpha)}${ends} · F1 ${value(f1)}`;
}

/**
 * One figure: its point and its numbers, or the sentence why there is none.
 *
 * @param {Drawing} drawing
 * @param {Row} row
 * @param {Kind} kind
 * @param {number} y
 * @returns {[SVGElement[], number]} and how many lines it takes
 */
function drawCell(drawing, row, kind, y) {
  const { layout } = drawing;
  const [column, figure] = [layout[kind], row[kind]];
  if (figure.value === null) return drawReason(drawing, row, kind, y);
  const parts = point(kind, figure, drawing[kind], column, y);
  if (layout.isNarrow) return [parts, 1];
  const baseline = y + 0.35 * layout.em;
  parts.push(svg("text", { class: "strong", x: column.valueX, y: baseline, "text-anchor": "end" }, value(figure)));
  if (column.spreadX !== null) {
    parts.push(svg("text", { class: "small soft", x: column.spreadX, y: baseline }, spread(figure)));
  }
  return [parts, 1];
}

/**
 * Where neither figure is defined for the same reason, this is said once, across both panels.
 *
 * @param {Drawing} drawing
 * @param {Row} row
 * @param {Kind} kind
 * @param {number} y
 * @returns {[SVGElement[], number]}
 */
function drawReason({ layout, small }, { alpha, f1 }, kind, y) {
  const { em, isNarrow, line } = layout;
  const isShared = isUndefined({ alpha, f1 });
  if (isShared && kind === "f1") return [[], 1];
  const { x, width, valueX } = layout[kind];
  const own = isNarrow ? width : Math.max(width, valueX - x);
  const lines = wrapped(why(kind === "alpha" ? alpha : f1), (isShared ? layout.width - x : own) - em, small);
  const place = x + (isNarrow ? 0 : 0.5 * em);
  const words = lines.map((text, index) =>
    svg("text", { class: "small soft", x: place, y: y + 0.35 * em + index * line }, text),
  );
  const widest = Math.max(...lines.map((text) => widthOf(text, small)));
  // No grid shines through the words.
  const ground = svg("rect", { x: place - 0.3 * em, y: y - 0.8 * em, width: widest + 0.6 * em, height: lines.length * line + 0.3 * em });
  return [[ground, ...words], lines.length];
}
