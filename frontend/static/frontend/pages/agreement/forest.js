// @ts-check
/** A forest plot that fits its place, with a caption that sums it up and the table behind it. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { cell, counted, spread, table, written } from "../figures.js";
import { draw } from "./forest_drawing.js";
import { layoutOf } from "./forest_layout.js";
import { reasonInWords } from "./reasons.js";
import { scaleOf } from "./scale.js";

/**
 * @typedef {import("../figures.js").SpanFigure} SpanFigure
 * @typedef {import("./forest_drawing.js").Row & {alpha: SpanFigure}} Row
 * @typedef {{rows: Row[], threshold: number | null, caption: string, head: string}} Content
 *   head: what a row is
 */

/**
 * @param {string} hook
 * @returns {{place: HTMLElement, show: (content: Content) => void}}
 */
export function forest(hook) {
  const drawing = element("div", { class: "forest-drawing" });
  const caption = element("figcaption", { class: "soft small measure", id: `${hook}-caption` });
  const tables = element("div", { class: "forest-table" });
  const behind = element("details", {}, element("summary", {}, t("Figures as a table")), tables);
  const place = element("figure", { class: "forest", "data-testid": hook }, drawing, caption, behind);
  /** @type {Content | null} */
  let content = null;
  let width = 0;
  const redraw = () => {
    if (content === null || width === 0) return;
    const drawn = fitted(drawing, content, width);
    drawn.setAttribute("aria-labelledby", caption.id);
    drawing.replaceChildren(drawn);
  };
  new ResizeObserver(([{ contentRect }]) => {
    if (Math.round(contentRect.width) === width) return;
    width = Math.round(contentRect.width);
    redraw();
  }).observe(drawing);
  const show = (/** @type {Content} */ given) => {
    content = given;
    caption.textContent = given.caption;
    tables.replaceChildren(tableOf(given, `${hook}-table`));
    redraw();
  };
  return { place, show };
}

/**
 * @param {HTMLElement} place
 * @param {Content} content
 * @param {number} width
 * @returns {SVGSVGElement}
 */
function fitted(place, { rows, threshold }, width) {
  const style = getComputedStyle(place);
  const em = parseFloat(style.fontSize);
  const values = rows.flatMap(({ alpha }) => alpha.value ?? []);
  return draw(
    {
      layout: layoutOf(width, em, threshold !== null),
      font: `${em}px ${style.fontFamily}`,
      small: `${em * 0.867}px ${style.fontFamily}`,
      alpha: scaleOf(values),
      f1: scaleOf([]),
      threshold,
    },
    rows,
  );
}

/**
 * @param {Content} content
 * @param {string} hook
 * @returns {HTMLElement}
 */
function tableOf({ rows, caption, head }, hook) {
  const heads = [head, t("Alpha"), t("95% interval"), t("F1, half overlap"), t("95% interval"), t("Documents"), t("Spans")];
  const made = rows.map(({ title, alpha, f1 }) => {
    const counts = [alpha.n_documents, alpha.n_spans].map((count) => element("td", { class: "number" }, counted(count)));
    return element("tr", {}, element("th", { scope: "row" }, title), cell(alpha), ends(alpha), cell(f1), ends(f1), ...counts);
  });
  return table(caption, heads, made, hook);
}

/**
 * @param {import("../figures.js").Figure} figure
 * @returns {HTMLElement}
 */
function ends(figure) {
  return element("td", { class: "number nowrap" }, spread(figure) || "–");
}

/**
 * Sum a plot up: who stands highest and who lowest, and how to read the lines.
 *
 * @param {Row[]} rows
 * @returns {string}
 */
export function summary(rows) {
  const alphas = rows.map(({ alpha }) => alpha);
  const told = [];
  if (alphas.some(({ interval }) => interval)) told.push(t("Lines are 95% intervals; an arrow means that one goes on beyond the scale."));
  if (alphas.some((alpha) => alpha.interval_reason === "too_few_documents")) told.push(reasonInWords("too_few_documents", ""));
  return [extremes(rows), ...told].join(" ").trim();
}

/**
 * @param {Row[]} rows
 * @returns {string}
 */
function extremes(rows) {
  const known = rows.flatMap(({ title, alpha }) => (alpha.value === null ? [] : [{ title, value: alpha.value }]));
  known.sort((one, other) => one.value - other.value);
  if (known.length < 2) return "";
  const [low, high] = [known[0], known[known.length - 1]];
  return t("Alpha is lowest for {low} ({lowest}) and highest for {high} ({highest}).", {
    low: low.title,
    lowest: written(low.value),
    high: high.title,
    highest: written(high.value),
  });
}
