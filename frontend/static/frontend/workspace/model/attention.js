// @ts-check
/**
 * Where the annotator is: the selected stretch (or the caret), the span that has the focus, and
 * what they are in the middle of: marking with a pen, linking, selecting a span anew.
 */

/**
 * @typedef {{anchor: number, head: number}} Selection code units; equal = a caret
 */

export class Attention {
  /** @type {Selection} */
  selection = { anchor: 0, head: 0 };
  /** @type {string | null} id of an annotation or an undecided suggestion */
  focused = null;
  /** @type {string | null} name of the label that marks whatever is selected */
  pen = null;
  /** @type {string | null} id of the annotation that is about to be linked to another */
  linking = null;
  /** @type {string | null} id of the annotation or suggestion that is being selected anew */
  edited = null;
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
   * Give the focus to a span, or to none, and put the caret. What was selected anew is let go.
   *
   * @param {string | null} id
   * @param {number} [caret] where it is now, if not given
   */
  focus(id, caret = this.selection.head) {
    this.focused = id;
    this.edited = null;
    this.selection = { anchor: caret, head: caret };
    this.#tell();
  }

  /**
   * Begin or end what one can be in the middle of. A pen and a link exclude each other.
   *
   * @param {{pen?: string | null, linking?: string | null, edited?: string | null}} doing
   */
  begin(doing) {
    if (doing.pen) this.linking = null;
    if (doing.linking) this.pen = null;
    Object.assign(this, doing);
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
