// @ts-check
/** Where the annotator is: the selected stretch (or the caret) and the span that has the focus. */

/**
 * @typedef {{anchor: number, head: number}} Selection code units; equal = a caret
 */

export class Attention {
  /** @type {Selection} */
  selection = { anchor: 0, head: 0 };
  /** @type {string | null} id of an annotation or an undecided suggestion */
  focused = null;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @returns {{start: number, end: number} | null} null for a caret */
  get stretch() {
    const { anchor, head } = this.selection;
    return anchor === head ? null : { start: Math.min(anchor, head), end: Math.max(anchor, head) };
  }

  /**
   * Select, or put the caret. A selection takes the focus from a span.
   *
   * @param {number} anchor
   * @param {number} [head]
   */
  select(anchor, head = anchor) {
    this.selection = { anchor, head };
    if (anchor !== head) this.focused = null;
    this.#tell();
  }

  /**
   * Give the focus to a span, or to none, and put the caret.
   *
   * @param {string | null} id
   * @param {number} [caret] where it is now, if not given
   */
  focus(id, caret = this.selection.head) {
    this.focused = id;
    this.selection = { anchor: caret, head: caret };
    this.#tell();
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
