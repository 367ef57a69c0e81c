// @ts-check
/** Lanes: overlapping spans are drawn on different lines under the text. */

/** @typedef {{id: string, start: number, end: number}} Placed half-open, in code units */

/**
 * Gives every span, in the order of the text, the lowest lane that no overlapping span before it
 * has. So the lanes follow from the spans alone: what is marked looks as it will when it is opened
 * again.
 */
export class Lanes {
  /** @type {Map<string, number>} by id */
  #lanes = new Map();

  /** @param {Iterable<Placed>} spans in the order of the text */
  constructor(spans) {
    this.arrange(spans);
  }

  /**
   * Give lanes to these spans, and to no others any more.
   *
   * @param {Iterable<Placed>} spans in the order of the text
   * @returns {string[]} ids of those that have another lane now, or are new
   */
  arrange(spans) {
    /** @type {number[]} the end of the last span in each lane */
    const ends = [];
    const before = this.#lanes;
    this.#lanes = new Map();
    for (const { id, start, end } of spans) {
      const free = ends.findIndex((last) => last <= start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = end;
      this.#lanes.set(id, lane);
    }
    return [...this.#lanes.keys()].filter((id) => before.get(id) !== this.#lanes.get(id));
  }

  /**
   * @param {string} id
   * @returns {number} counted from 0, the line next to the text
   */
  of(id) {
    return this.#lanes.get(id) ?? 0;
  }
}
