// @ts-check
/** Lanes: overlapping spans are drawn on different lines under the text. */

import { firstFrom } from "./order.js";

/** @typedef {{id: string, start: number, end: number}} Placed half-open, in code units */

/**
 * Gives every span, in the order of the text, the lowest lane that no overlapping span before it
 * has. So the lanes follow from the spans alone: what is marked looks as it will when it is opened
 * again.
 */
export class Lanes {
  /** @type {Map<string, number>} by id */
  #lanes = new Map();

  /** @param {readonly Placed[]} spans in the order of the text */
  constructor(spans) {
    this.#arrange(spans, 0, [], Infinity, new Map());
  }

  /**
   * Arrange spans anew after some came, went or changed.
   *
   * @param {readonly Placed[]} spans all, in the order of the text
   * @param {readonly Placed[]} changed as they were, and as they are
   * @returns {string[]} ids of those that have another lane now, or are new
   */
  change(spans, changed) {
    const from = changed.reduce((least, { start }) => Math.min(least, start), Infinity);
    const until = changed.reduce((most, { end }) => Math.max(most, end), 0);
    const before = new Map(changed.map(({ id }) => [id, this.#lanes.get(id)]));
    for (const id of before.keys()) this.#lanes.delete(id);
    const first = firstFrom(spans, from);
    /** @type {number[]} the end of the last span in each lane; none where it is over by now */
    const ends = [];
    for (let at = 0; at < first; at += 1) if (spans[at].end > from) ends[this.of(spans[at].id)] = spans[at].end;
    return this.#arrange(spans, first, ends, until, before);
  }

  /**
   * @param {readonly Placed[]} spans
   * @param {number} first the first to give a lane
   * @param {number[]} ends of those before it, by lane
   * @param {number} until from where on nothing is otherwise than it was
   * @param {Map<string, number | undefined>} before the lanes of those that changed
   * @returns {string[]}
   */
  #arrange(spans, first, ends, until, before) {
    const moved = [];
    for (let at = first; at < spans.length && spans[at].start < until; at += 1) {
      const { id, start, end } = spans[at];
      const free = ends.findIndex((last) => !(last > start));
      const lane = free === -1 ? ends.length : free;
      ends[lane] = end;
      if (lane !== (before.get(id) ?? this.#lanes.get(id))) {
        moved.push(id);
        until = Math.max(until, end);
      }
      this.#lanes.set(id, lane);
    }
    return moved;
  }

  /**
   * @param {string} id
   * @returns {number} counted from 0, the line next to the text
   */
  of(id) {
    return this.#lanes.get(id) ?? 0;
  }
}
