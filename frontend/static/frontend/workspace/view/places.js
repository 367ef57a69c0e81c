// @ts-check
/** Places in the text, as offsets and as positions in the page. */

import { blockAt } from "../model/blocks.js";

/** @typedef {{start: number, end: number}} Stretch half-open, in code units */

export class Places {
  /**
   * @param {HTMLElement} root holds the text and nothing else
   * @param {Stretch[]} blocks
   * @param {HTMLElement[]} elements one per block
   */
  constructor(root, blocks, elements) {
    this.root = root;
    this.blocks = blocks;
    this.elements = elements;
    /** @type {Map<Node, number>} */
    this.starts = new Map(elements.map((element, index) => [element, blocks[index].start]));
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
    const block = (node instanceof Element ? node : node.parentElement)?.closest(".block");
    const start = block && this.starts.get(block);
    if (start === null || start === undefined) return this.#offsetBetween(node, offset);
    const range = document.createRange();
    range.setStart(/** @type {Element} */ (block), 0);
    range.setEnd(node, offset);
    return start + range.toString().length;
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
    const index = blockAt(this.blocks, offset);
    let rest = offset - this.blocks[index].start;
    const walker = document.createTreeWalker(this.elements[index], NodeFilter.SHOW_TEXT);
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
    if (box) return box;
    range.setStart(node, Math.max(0, within - 1));
    range.setEnd(node, Math.min(length, within + 1));
    return range.getClientRects()[0] ?? this.elements[blockAt(this.blocks, offset)].getBoundingClientRect();
  }

  /**
   * @param {Node} node the text's root or a section
   * @param {number} offset counts its children
   * @returns {number}
   */
  #offsetBetween(node, offset) {
    const next = node.childNodes[offset];
    const block = next instanceof Element ? next.closest(".block") ?? next.querySelector(".block") : null;
    const start = block && this.starts.get(block);
    if (start !== null && start !== undefined) return start;
    const all = node instanceof Element ? node.querySelectorAll(".block") : [];
    const last = this.elements.indexOf(/** @type {HTMLElement} */ ([...all].at(-1)));
    return last === -1 ? 0 : this.blocks[last].end;
  }
}
