// @ts-check
/** Passing backgrounds: the focused span, the one under the pointer, those that were refused. */

/** @typedef {{start: number, end: number}} Stretch */

/**
 * @param {Stretch} one
 * @param {Stretch} other
 */
const isEqual = (one, other) => one.start === other.start && one.end === other.end;

/** Painted with CSS highlights, so that the text's elements stay as they are. */
export class Transient {
  /** @type {Map<string, Stretch[]>} */
  #shown = new Map();

  /** @param {import("./text.js").TextView} view */
  constructor(view) {
    this.places = view.places;
    view.subscribe(() => this.#restore());
  }

  /**
   * @param {"focused" | "hovered" | "refused"} kind
   * @param {Stretch[]} stretches
   */
  show(kind, stretches) {
    const before = this.#shown.get(kind) ?? [];
    const isSame = before.length === stretches.length && before.every((one, at) => isEqual(one, stretches[at]));
    if (isSame) return;
    this.#shown.set(kind, stretches);
    this.#paint(kind, stretches);
  }

  /** Ranges die with the text nodes they began in. */
  #restore() {
    for (const [kind, stretches] of this.#shown) this.#paint(kind, stretches);
  }

  /**
   * @param {string} kind
   * @param {Stretch[]} stretches
   */
  #paint(kind, stretches) {
    CSS.highlights.set(kind, new Highlight(...stretches.map((stretch) => this.places.rangeOf(stretch))));
  }
}
