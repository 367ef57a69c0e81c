// @ts-check
/** Places in the text, as offsets and as positions in the page. */

import { blockAt } from "../model/blocks.js";

/**
 * @typedef {{start: number, end: number}} Stretch half-open, in code units
 * @typedef {import("./section.js").Section} Section
 */

export class Places {
  /**
   * @param {HTMLElement} root holds the text and nothing else
   * @param {Section[]} sections
   * @param {(section: Section) => void} open makes a section's blocks, if they are not made yet
   */
  constructor(root, sections, open) {
    this.root = root;
    this.sections = sections;
    this.open = open;
    /** Where paragraphs begin; a piece of one that was cut begins none. */
    this.paragraphs = sections.flatMap(({ blocks }) => blocks.filter(({ isJoined }) => !isJoined));
    /** @type {WeakMap<Element, number>} */
    this.starts = new WeakMap([[root, 0]]);
    for (const { node, start } of sections) this.starts.set(node, start);
  }

  /**
   * Return the offset of a position in the page, be it in a text node or between elements.
   *
   * @param {Node | null} node
   * @param {number} offset
   * @returns {number | null} null outside the text
   */
  offsetOf(node, offset) {
    if (!node || !this.root.contains(node)) return null;
    const around = node instanceof Element ? node : node.parentElement;
    const container = around?.closest(".block, .text-section") ?? this.root;
    const range = document.createRange();
    range.setStart(container, 0);
    range.setEnd(node, offset);
    return (this.starts.get(container) ?? 0) + range.toString().length;
  }

  /**
   * Return the position of an offset in the page, always in a text node. Between two of them it is
   * the beginning of the second one, unless it is meant as an end.
   *
   * @param {number} offset
   * @param {boolean} [isEnd]
   * @returns {{node: Node, offset: number}}
   */
  positionOf(offset, isEnd = false) {
    const { element, start } = this.#blockAt(offset);
    let rest = offset - start;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node = /** @type {Text} */ (walker.nextNode());
    while (rest > node.length || (rest === node.length && !isEnd)) {
      const next = /** @type {Text | null} */ (walker.nextNode());
      if (!next) break;
      rest -= node.length;
      node = next;
    }
    return { node, offset: Math.min(rest, node.length) };
  }

  /**
   * @param {Stretch} stretch
   * @returns {Range}
   */
  rangeOf({ start, end }) {
    const [from, to] = [this.positionOf(start), this.positionOf(end, true)];
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /**
   * Return the box of the character before or after an offset, in the window's pixels.
   *
   * @param {number} offset
   * @param {boolean} [isEnd] whether the character before it is meant
   * @returns {DOMRect}
   */
  boxAt(offset, isEnd = false) {
    const { node, offset: within } = this.positionOf(offset, isEnd);
    const length = node.textContent?.length ?? 0;
    const range = document.createRange();
    range.setStart(node, within);
    range.setEnd(node, within);
    const box = range.getClientRects()[0];
    if (box?.height) return box;
    const control = node.parentElement?.closest(".control");
    if (control) return control.getBoundingClientRect();
    range.setStart(node, Math.max(0, within - 1));
    range.setEnd(node, Math.min(length, within + 1));
    return range.getClientRects()[0] ?? this.#blockAt(offset).element.getBoundingClientRect();
  }

  /**
   * @param {number} offset
   * @returns {number} how far the lines under the text reach in this block, in pixels
   */
  lanesAt(offset) {
    const pitch = parseFloat(getComputedStyle(this.root).getPropertyValue("--lane-pitch"));
    return Number(this.#blockAt(offset).element.dataset.lanes) * pitch;
  }

  /**
   * @param {number} offset
   * @returns {Section}
   */
  sectionAt(offset) {
    return this.sections[blockAt(this.sections, offset)];
  }

  /**
   * @param {number} offset
   * @returns {{element: HTMLElement, start: number}}
   */
  #blockAt(offset) {
    const section = this.sectionAt(offset);
    this.open(section);
    const index = blockAt(section.blocks, offset);
    return { element: section.elements[index], start: section.blocks[index].start };
  }
}
