// @ts-check
/** The points of a forest plot: a disc for alpha, a diamond for F1, whiskers for their intervals. */

import { placeOf } from "./scale.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("../figures.js").Figure} Figure
 * @typedef {import("./scale.js").Scale} Scale
 * @typedef {import("./forest_layout.js").Column} Column
 * @typedef {"alpha" | "f1"} Kind
 */

const SIZE = { alpha: 5, f1: 5.5 };
const ARROW = 4;

/**
 * @param {Kind} kind
 * @param {number} x
 * @param {number} y
 * @returns {SVGElement}
 */
export function mark(kind, x, y) {
  const size = SIZE[kind];
  if (kind === "alpha") return svg("circle", { class: "mark-alpha", cx: x, cy: y, r: size });
  return svg("path", { class: "mark-f1", d: `M${x - size} ${y}L${x} ${y - size}L${x + size} ${y}L${x} ${y + size}Z` });
}

/**
 * @param {Kind} kind
 * @param {Figure} figure a defined one
 * @param {Scale} scale
 * @param {Column} column
 * @param {number} y
 * @returns {SVGElement[]}
 */
export function point(kind, figure, scale, column, y) {
  const at = (/** @type {number} */ value) => column.x + placeOf(scale, value) * column.width;
  const shown = mark(kind, at(figure.value ?? 0), y);
  if (!figure.interval) return [shown];
  const { low, high } = figure.interval;
  const line = svg("path", { class: "whisker", d: `M${at(low)} ${y}H${at(high)}` });
  return [line, end(at(low), y, low < scale.min ? -1 : 0), end(at(high), y, high > scale.max ? 1 : 0), shown];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {-1 | 0 | 1} beyond where the interval goes on off the scale: an arrow; 0 = it ends here
 * @returns {SVGElement}
 */
function end(x, y, beyond) {
  if (beyond === 0) return svg("path", { class: "whisker", d: `M${x} ${y - 3.5}v7` });
  const back = x - beyond * ARROW;
  return svg("path", { class: "whisker arrow", d: `M${back} ${y - ARROW}L${x} ${y}L${back} ${y + ARROW}` });
}
