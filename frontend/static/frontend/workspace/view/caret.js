// @ts-check
/** The selection in the page, and a caret of our own, since text that is not edited has none. */

/**
 * @typedef {import("../model/attention.js").Selection} Selection
 */

/** Keys and what they move by: [direction, unit], the unit with Ctrl or Alt. */
const MOVES = /** @type {Record<string, [string, string, string]>} */ ({
  ArrowLeft: ["left", "character", "word"],
  ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "block"],
  ArrowDown: ["forward", "line", "block"],
  Home: ["backward", "lineboundary", "text"],
  End: ["forward", "lineboundary", "text"],
});

export class Caret {
  /**
   * @param {HTMLElement} element the drawn caret, beside the text
   * @param {import("./text.js").TextView} view
   */
  constructor(element, view) {
    this.element = element;
    this.view = view;
    this.places = view.places;
    this.offset = 0;
    // Text above that is laid out only now, or another letter size, moves what is below.
    new ResizeObserver(() => this.#move()).observe(view.root);
  }

  /** @returns {Selection | null} what is selected in the page; null outside the text */
  read() {
    const selection = getSelection();
    if (!selection) return null;
    const anchor = this.places.offsetOf(selection.anchorNode, selection.anchorOffset);
    const head = this.places.offsetOf(selection.focusNode, selection.focusOffset);
    return anchor === null || head === null ? null : { anchor, head };
  }

  /** @param {Selection} selection select this in the page, if it is not selected already */
  write({ anchor, head }) {
    const now = this.read();
    if (now && now.anchor === anchor && now.head === head) return;
    const [from, to] = [this.places.positionOf(anchor), this.places.positionOf(head)];
    getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }

  /**
   * Move by a key press.
   *
   * @param {KeyboardEvent} event
   * @param {Selection} from
   * @returns {Selection | null} null where the key does not move the caret
   */
  moved(event, from) {
    const move = MOVES[event.key];
    const selection = getSelection();
    if (!move || !selection) return null;
    const [direction, unit, far] = move;
    const granularity = event.ctrlKey || event.altKey || event.metaKey ? far : unit;
    const head = granularity === "block" ? this.#block(from.head, direction) : this.#edge(granularity, direction);
    if (head !== null) return { anchor: event.shiftKey ? from.anchor : head, head };
    this.write(from);
    selection.modify(event.shiftKey ? "extend" : "move", direction, granularity);
    return this.read() ?? from;
  }

  /** @param {number} offset draw the caret here */
  draw(offset) {
    this.offset = offset;
    this.#move();
  }

  #move() {
    if (this.element.hidden) return;
    const box = this.places.boxAt(this.offset);
    const origin = this.element.offsetParent?.getBoundingClientRect();
    if (!origin) return;
    this.element.style.left = `${box.left - origin.left}px`;
    this.element.style.top = `${box.top - origin.top}px`;
    this.element.style.height = `${box.height}px`;
  }

  /**
   * @param {string} granularity
   * @param {string} direction
   * @returns {number | null}
   */
  #edge(granularity, direction) {
    if (granularity !== "text") return null;
    return direction === "backward" ? 0 : this.view.text.length;
  }

  /**
   * @param {number} offset
   * @param {string} direction
   * @returns {number} the beginning of the paragraph before or after
   */
  #block(offset, direction) {
    const starts = this.places.paragraphs.map(({ start }) => start);
    if (direction === "backward") return starts.findLast((start) => start < offset) ?? 0;
    return starts.find((start) => start > offset) ?? this.view.text.length;
  }
}
