// @ts-check
/** Draws a block: its text, the marks under it, the small digits where spans begin. */

import { segments } from "../model/segments.js";
import { arrange, element } from "./element.js";
import { lineOf, tagClass } from "./palette.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {Stretch & {spans: Drawn[]}} Piece covered by the same spans from end to end
 * @typedef {object} Look how spans look
 * @property {(id: string) => number} laneOf counted from 0, the line next to the text
 * @property {(span: Drawn) => string} nameOf for tooltips
 * @property {(span: Drawn) => string} signsOf signs beside the digit; "?" = unsure, arrows = linked
 */

/** Characters that steer or hide and cannot be seen: bidi controls, zero widths, C0 and C1. Joiners are none. */
const CONTROL =
  /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
/** What they are called; others by their number. */
const NAMES = /** @type {Record<string, string>} */ ({
  "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u2028": "LS", "\u2029": "PS",
  "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2060": "WJ",
  "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM", "\x7f": "DEL",
});
/** What ends what another one began stands on its other side. */
const CLOSING = new Set(["\u202c", "\u2069"]);
/** Up to this many lanes all lines of a block are equally high. */
const EVEN_LANES = 4;
/** More combining signs in a row than any language needs. */
const STACKED = /\p{M}{4}/u;
/** How wide digits are, each with its signs and its box, in parts of their height. */
const [DIGIT, BOX] = [0.62, 0.4];
/** How much of that fits over one character of the text. */
const ROOM = 0.8;

/** @type {WeakMap<HTMLElement, Map<string, Node[]>>} what each block holds, by what it shows */
const HELD = new WeakMap();

/**
 * Fill a block's element. What it holds already and looks the same stays as it is.
 *
 * @param {HTMLElement} node
 * @param {string} text the whole text
 * @param {Stretch} block
 * @param {Drawn[]} spans those that do not touch the block are ignored
 * @param {Look} look
 */
export function fillBlock(node, text, block, spans, look) {
  const here = spans.filter((span) => span.start < block.end && span.end > block.start);
  const words = text.slice(block.start, block.end);
  const deepest = here.reduce((most, span) => Math.max(most, look.laneOf(span.id) + 1), 0);
  if (node.dataset.lanes !== String(deepest)) node.dataset.lanes = String(deepest);
  node.style.setProperty("--rows", String(Math.min(deepest, EVEN_LANES)));
  node.style.setProperty("--deepest", String(deepest));
  node.classList.toggle("stacked", STACKED.test(words));
  const held = HELD.get(node);
  const holds = new Map(
    segments(block.start, block.end, here).map((piece) => {
      const key = keyOf(piece, look);
      return [key, held?.get(key) ?? nodesOf(piece, text, look)];
    }),
  );
  HELD.set(node, holds);
  // The tooltips may say something else now; they are made when the pointer comes.
  for (const named of node.querySelectorAll("mark[title]")) named.removeAttribute("title");
  arrange(node, [...holds.values()].flat());
}

/**
 * @param {Piece} piece
 * @param {Look} look
 * @returns {string} that says all that one sees of it
 */
function keyOf({ start, end, spans }, look) {
  const looks = spans.map((span) => [span.id, span.label, span.origin, look.laneOf(span.id), look.signsOf(span)]);
  return JSON.stringify([start, end, looks]);
}

/**
 * @param {Piece} piece
 * @param {string} text
 * @param {Look} look
 * @returns {Node[]}
 */
function nodesOf(piece, text, look) {
  if (piece.spans.length > 0) return [mark(piece, text, look)];
  return visible(text.slice(piece.start, piece.end));
}

/**
 * @param {Piece} piece
 * @param {string} text
 * @param {Look} look
 * @returns {HTMLElement}
 */
function mark({ start, end, spans }, text, look) {
  const made = document.createElement("mark");
  const lanes = spans.map((span) => look.laneOf(span.id));
  const rows = Math.max(...lanes) + 1;
  made.dataset.spans = spans.map((span) => span.id).join(" ");
  const lines = spans.map((span) => lineOf(span.label, span.origin)).join();
  const heights = lanes.map((lane) => `calc(100% - ${rows - 1 - lane} * var(--lane-pitch))`).join();
  made.style.cssText =
    `background-image:${lines};background-position-y:${heights};padding-block-end:calc(${rows} * var(--lane-pitch))`;
  if (rows > EVEN_LANES) {
    made.className = "deep";
    made.style.setProperty("--rows", String(rows));
  }
  const begun = spans.filter((span) => span.start === start);
  if (begun.length > 0) made.append(...tags(begun, end - start, look));
  made.append(...visible(text.slice(start, end)));
  return made;
}

/**
 * Return the digits of spans that begin together, next to the text the one with the first line.
 * They are generated by the style sheet and hang over the text, so it stays as it is.
 *
 * @param {Drawn[]} spans
 * @param {number} room the characters over which they may hang
 * @param {Look} look
 * @returns {HTMLElement[]}
 */
function tags(spans, room, look) {
  const ordered = [...spans].sort((a, b) => look.laneOf(a.id) - look.laneOf(b.id));
  /** @type {HTMLElement[]} */
  const made = [];
  let at = 0;
  for (const span of ordered) {
    const signs = look.signsOf(span);
    const width = DIGIT * (1 + signs.length) + (span.origin === "own" ? 0 : BOX);
    // If not all fit, one says how many more there are.
    const isTight = at + width > room * ROOM && ordered.length - made.length > 1;
    if (isTight && made.length > 0) return [...made, tag("rest", `+${ordered.length - made.length}`, at)];
    made.push(tag(`${span.origin} ${tagClass(span.label)}`, signs, at, span.id));
    at += width;
  }
  return made;
}

/**
 * @param {string} kind
 * @param {string} signs
 * @param {number} at how far from the beginning of the span
 * @param {string} [id] of the span
 * @returns {HTMLElement}
 */
function tag(kind, signs, at, id = "") {
  const made = document.createElement("i");
  made.className = `tag ${kind}`;
  if (id) made.dataset.tag = id;
  if (signs) made.dataset.signs = signs;
  if (at > 0) made.style.insetInlineStart = `calc(${at.toFixed(2)} * var(--tag-size))`;
  return made;
}

/**
 * Return text with what cannot be seen in it wrapped, so that the style sheet can show a sign for it.
 *
 * @param {string} words
 * @returns {Node[]}
 */
function visible(words) {
  /** @type {Node[]} */
  const parts = [];
  let from = 0;
  for (const { 0: sign, index } of words.matchAll(CONTROL)) {
    if (index > from) parts.push(new Text(words.slice(from, index)));
    parts.push(control(sign));
    from = index + sign.length;
  }
  if (from < words.length) parts.push(new Text(words.slice(from)));
  return parts;
}

/** @param {string} sign */
function control(sign) {
  const number = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const kind = CLOSING.has(sign) ? "control closing" : "control";
  return element("span", { class: kind, "data-name": NAMES[sign] ?? number, title: `U+${number}` }, sign);
}
