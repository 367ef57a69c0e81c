// @ts-check
/** Passing backgrounds: the focused span, the one under the pointer, those that were refused. */

/** @typedef {{start: number, end: number}} Stretch */

/** Painted with CSS highlights, so that the text's elements stay as they are. */
export class Transient {
  /** @type {Map<string, Stretch[]>} */
  #shown = new Map();

  /** @param {import("./places.js").Places} places */
  constructor(places) {
    this.places = places;
  }

  /**
   * @param {"focused" | "hovered" | "refused"} kind
   * @param {Stretch[]} stretches
   */
  show(kind, stretches) {
    this.#shown.set(kind, stretches);
    CSS.highlights.set(kind, new Highlight(...stretches.map((stretch) => this.places.rangeOf(stretch))));
  }

  /** Ranges die with the text nodes they began in: make them anew after drawing. */
  restore() {
    for (const [kind, stretches] of this.#shown) {
      this.show(/** @type {"focused" | "hovered" | "refused"} */ (kind), stretches);
    }
  }
}
