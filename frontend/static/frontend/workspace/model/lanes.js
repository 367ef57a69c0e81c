// @ts-check
/** Lanes: overlapping spans are drawn on different lines under the text. */

/** @typedef {{id: string, start: number, end: number}} Placed half-open, in code units */

/**
 * Gives every span the lowest lane that no overlapping span has. A span keeps its lane until it
 * grows into another one, so nothing else moves when one is added or removed.
 */
export class Lanes {
  /** @type {Map<string, Placed & {lane: number}>} */
  #placed = new Map();

  /** @param {Iterable<Placed>} [spans] */
  constructor(spans = []) {
    /** @type {number[]} the end of the last span in each lane */
    const ends = [];
    const order = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
    for (const { id, start, end } of order) {
      const free = ends.findIndex((last) => last <= start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = end;
      this.#placed.set(id, { id, start, end, lane });
    }
  }

  /**
   * Add a span, or move one to other offsets.
   *
   * @param {Placed} span
   * @returns {number} its lane
   */
  put({ id, start, end }) {
    const taken = new Set();
    for (const other of this.#placed.values()) {
      if (other.id !== id && other.start < end && other.end > start) taken.add(other.lane);
    }
    let lane = this.#placed.get(id)?.lane ?? 0;
    if (taken.has(lane)) for (lane = 0; taken.has(lane); ) lane += 1;
    this.#placed.set(id, { id, start, end, lane });
    return lane;
  }

  /** @param {string} id */
  remove(id) {
    this.#placed.delete(id);
  }

  /**
   * @param {string} id
   * @returns {number} counted from 0, the line next to the text
   */
  of(id) {
    return this.#placed.get(id)?.lane ?? 0;
  }
}
