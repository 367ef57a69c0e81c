// @ts-check
/**
 * One section of the text. It holds plain text until somebody comes near; then its blocks are made.
 * What is far away costs two nodes, whatever is marked there.
 */

import { element } from "./element.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("../model/blocks.js").Block} Block
 */

/** Guesses for a section that was never laid out; the browser remembers the true height afterwards. */
const CHARACTERS_A_LINE = 68;

export class Section {
  /** @type {HTMLElement[]} one per block once they are made */
  elements = [];
  /** @type {Drawn[]} the spans that stand in it, wholly or in part, in their order */
  spans = [];

  /**
   * @param {string} text the whole text
   * @param {Block[]} blocks
   */
  constructor(text, blocks) {
    this.text = text;
    this.blocks = blocks;
    this.start = blocks[0].start;
    this.end = blocks[blocks.length - 1].end;
    this.node = element("div", { class: "text-section" }, text.slice(this.start, this.end));
    const lines = blocks.reduce((sum, { start, end }) => sum + Math.ceil((end - start) / CHARACTERS_A_LINE), 0);
    this.node.style.containIntrinsicBlockSize = `auto ${lines}lh`;
  }

  get isOpen() {
    return this.elements.length > 0;
  }

  /** @param {(block: Block, element: HTMLElement) => void} fill puts a block's text and marks into its element */
  open(fill) {
    /** @type {HTMLElement[]} */
    const lines = [];
    for (const [index, block] of this.blocks.entries()) {
      const isCut = block.isJoined || this.blocks[index + 1]?.isJoined === true;
      const made = isCut ? element("span", { class: "block" }) : this.#line(block);
      fill(block, made);
      this.elements.push(made);
      // The pieces of a line that was cut flow on inside one paragraph.
      if (!isCut) lines.push(made);
      else if (block.isJoined && index > 0) lines[lines.length - 1].append(made);
      else lines.push(element("div", { class: this.#isContinued ? "flow continued" : "flow", dir: "auto" }, made));
    }
    this.node.replaceChildren(...lines);
  }

  /** Whether its last paragraph is so long that it goes on in the next section. */
  get #isContinued() {
    return this.end < this.text.length && !/[\r\n]/.test(this.text[this.end - 1]);
  }

  /** @param {Block} block */
  #line({ start, end }) {
    const isBlank = this.text.slice(start, end).trim() === "";
    return element("div", { class: isBlank ? "block blank" : "block", dir: "auto" });
  }
}
