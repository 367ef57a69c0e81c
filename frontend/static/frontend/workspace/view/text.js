// @ts-check
/** Shows the text with its spans. `root.textContent` is the source, always. */

import { blocksOf, sectionsOf } from "../model/blocks.js";
import { segments } from "../model/segments.js";
import { element } from "./element.js";
import { lineOf } from "./palette.js";
import { Places } from "./places.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {{spans: () => Iterable<Drawn>, laneOf: (id: string) => number, nameOf: (span: Drawn) => string}} Source
 *   what to draw: the spans in order, their lanes, their names for tooltips
 */

/** Lines under the text beyond this many would run into the next line: they share the last lane. */
export const MOST_LANES = 8;

export class TextView {
  /**
   * @param {HTMLElement} root
   * @param {string} text
   * @param {Source} source
   */
  constructor(root, text, source) {
    this.text = text;
    this.source = source;
    const blocks = blocksOf(text);
    const elements = blocks.map((block) => this.#plainBlock(block));
    this.places = new Places(root, blocks, elements);
    /** @type {Map<Element, Stretch & {isMarked: boolean, indices: number[]}>} */
    this.sections = new Map();
    let index = 0;
    for (const section of sectionsOf(blocks)) {
      const indices = section.map(() => index++);
      const node = element("div", { class: "text-section" }, ...indices.map((one) => elements[one]));
      const [start, end] = [section[0].start, section[section.length - 1].end];
      // A guess from 70 characters a line; the browser remembers the true height once it was seen.
      node.style.containIntrinsicBlockSize = `auto ${Math.ceil((end - start) / 70 + section.length) * 2}rem`;
      this.sections.set(node, { start, end, indices, isMarked: false });
    }
    root.replaceChildren(...this.sections.keys());
    this.#markNearTheWindow();
  }

  /**
   * Draw anew what overlaps these stretches.
   *
   * @param {Stretch[]} stretches
   */
  refresh(stretches) {
    const touches = (/** @type {Stretch} */ place) =>
      stretches.some(({ start, end }) => start < place.end && end > place.start);
    for (const section of this.sections.values()) {
      if (section.isMarked && touches(section)) this.#draw(section, touches);
    }
  }

  /**
   * Bring an offset into the middle of the window, unless it is in view already.
   *
   * @param {number} offset
   */
  reveal(offset) {
    const node = this.places.positionOf(offset).node.parentElement;
    const section = node?.closest(".text-section");
    if (section) this.#mark(section);
    const box = this.places.boxAt(offset);
    if (box.top > 96 && box.bottom < innerHeight - 160) return;
    scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
  }

  #markNearTheWindow() {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer.unobserve(target);
          this.#mark(target);
        }
      },
      { rootMargin: "100% 0px" },
    );
    for (const section of this.sections.keys()) observer.observe(section);
    addEventListener("beforeprint", () => {
      for (const section of this.sections.keys()) this.#mark(section);
    });
  }

  /** @param {Element} node */
  #mark(node) {
    const section = this.sections.get(node);
    if (!section || section.isMarked) return;
    section.isMarked = true;
    this.#draw(section, () => true);
  }

  /**
   * @param {Stretch & {indices: number[]}} section
   * @param {(block: Stretch) => boolean} isAffected
   */
  #draw(section, isAffected) {
    const spans = [...this.source.spans()].filter((span) => span.start < section.end && span.end > section.start);
    for (const index of section.indices) {
      const block = this.places.blocks[index];
      if (!isAffected(block)) continue;
      const pieces = segments(block.start, block.end, spans);
      const deepest = Math.max(-1, ...pieces.flatMap((piece) => piece.spans.map((span) => this.#lane(span))));
      const node = this.places.elements[index];
      node.dataset.lanes = String(deepest + 1);
      node.replaceChildren(...pieces.map((piece) => this.#piece(piece)));
    }
  }

  /** @param {Drawn} span */
  #lane(span) {
    return Math.min(this.source.laneOf(span.id), MOST_LANES - 1);
  }

  /**
   * @param {{start: number, end: number, spans: Drawn[]}} piece
   * @returns {Node}
   */
  #piece({ start, end, spans }) {
    const words = this.text.slice(start, end);
    if (spans.length === 0) return document.createTextNode(words);
    const title = spans.map((span) => this.source.nameOf(span)).join("\n");
    const mark = element("mark", { "data-spans": spans.map((span) => span.id).join(" "), title }, words);
    for (const span of spans) mark.style.setProperty(`--lane-${this.#lane(span)}`, lineOf(span.label, span.origin));
    return mark;
  }

  /**
   * @param {Stretch} block
   * @returns {HTMLElement}
   */
  #plainBlock({ start, end }) {
    const words = this.text.slice(start, end);
    const kind = words.trim() === "" ? "block blank" : "block";
    return element("div", { class: kind, dir: "auto" }, words);
  }
}
