// @ts-check
/** Draws a forest plot: a row for each name, alpha and F1 as points on axes of their own. */

import { locale, t } from "../../words.js";
import { written } from "../figures.js";
import { drawRow } from "./forest_row.js";
import { mark } from "./marks.js";
import { placeOf } from "./scale.js";
import { svg, widthOf } from "./svg.js";

/**
 * @typedef {import("../figures.js").Figure} Figure
 * @typedef {import("./scale.js").Scale} Scale
 * @typedef {import("./forest_layout.js").Layout} Layout
 * @typedef {{title: string, label: string | null, n: number | null, alpha: Figure, f1: Figure}} Row label: whose colour;
 *   n: how many documents, where rows differ in that
 * @typedef {{layout: Layout, font: string, small: string, alpha: Scale, f1: Scale, threshold: number | null}} Drawing
 */

const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/**
 * @param {Drawing} drawing
 * @param {Row[]} rows
 * @returns {SVGSVGElement}
 */
export function draw(drawing, rows) {
  const { layout } = drawing;
  let y = layout.head;
  const drawn = rows.map((row) => {
    const [part, height] = drawRow(drawing, row, y);
    y += height;
    return part;
  });
  const height = y + 2 * layout.em;
  return svg(
    "svg",
    { viewBox: `0 0 ${layout.width} ${height}`, width: layout.width, height, role: "img" },
    ...panel(drawing, "alpha", t("Alpha"), y),
    ...panel(drawing, "f1", layout.isNarrow ? t("F1") : t("F1, half overlap"), y),
    ...limit(drawing, y),
    ...drawn,
  );
}

/**
 * The heading, the grid and the axis of one kind of figure.
 *
 * @param {Drawing} drawing
 * @param {"alpha" | "f1"} kind
 * @param {string} title
 * @param {number} bottom
 * @returns {SVGElement[]}
 */
function panel({ layout, ...scales }, kind, title, bottom) {
  const { em, head } = layout;
  const { x, width } = layout[kind];
  const scale = scales[kind];
  const isTight = width / (scale.ticks.length - 1) < 2.2 * em;
  const ticks = scale.ticks.map((tick) => {
    const at = x + placeOf(scale, tick) * width;
    const line = svg("path", { class: tick === 0 ? "grid zero" : "grid", d: `M${at} ${head}V${bottom}` });
    if (isTight && tick !== 0 && tick !== 1) return line;
    const words = svg("text", { class: "small soft", x: at, y: bottom + 1.25 * em, "text-anchor": "middle" }, short.format(tick).replace("-", "−"));
    return svg("g", {}, line, words);
  });
  const heading = svg("text", { class: "small strong", x: x + 1.1 * em, y: em }, title);
  return [mark(kind, x + 0.4 * em, 0.68 * em), heading, ...ticks];
}

/**
 * The project's threshold: a dashed line through all alphas.
 *
 * @param {Drawing} drawing
 * @param {number} bottom
 * @returns {SVGElement[]}
 */
function limit({ layout, small, alpha, threshold }, bottom) {
  if (threshold === null) return [];
  const { em, head } = layout;
  const at = layout.alpha.x + placeOf(alpha, threshold) * layout.alpha.width;
  const words = t("threshold {value}", { value: written(threshold) });
  const half = widthOf(words, small) / 2;
  const middle = Math.max(half, at - Math.max(0, at + half - layout.alpha.x - layout.alpha.width - 3 * em));
  return [
    svg("path", { class: "threshold", d: `M${at} ${head - 0.5 * em}V${bottom}` }),
    svg("text", { class: "small soft", x: middle, y: head - 0.85 * em, "text-anchor": "middle" }, words),
  ];
}
