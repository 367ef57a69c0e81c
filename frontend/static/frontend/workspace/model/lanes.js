// @ts-check
/** Lanes: overlapping spans are drawn on different lines under the text. */

import { inOrder } from "./order.js";

/** @typedef {{id: string, start: number, end: number, label: string}} Placed half-open, in code units */

/**
 * Gives every span, in the order of the text, the lowest lane that no overlapping span before it
 * has. So the lanes follow from the spans alone: what is marked looks as it will when it is opened
 * again.
 */
export class Lanes {
  /** @type {Map<string, Placed>} */
  #placed;
  /** @type {Map<string, number>} */
  #lanes;

  /** @param {Iterable<Placed>} [spans] */
  constructor(spans = []) {
    this.#placed = new Map([...spans].map((span) => [span.id, span]));
    this.#lanes = arranged(this.#placed.values());
  }

  /**
   * Take in what changed.
   *
   * @param {Iterable<string>} gone ids
   * @param {Iterable<Placed>} now those that came, or have other ends or another label
   * @returns {string[]} ids of the spans that have another lane now
   */
  change(gone, now) {
    for (const id of gone) this.#placed.delete(id);
    for (const span of now) this.#placed.set(span.id, span);
    const before = this.#lanes;
    this.#lanes = arranged(this.#placed.values());
    return [...this.#lanes].filter(([id, lane]) => before.get(id) !== lane).map(([id]) => id);
  }

  /**
   * @param {string} id
   * @returns {number} counted from 0, the line next to the text
   */
  of(id) {
    return this.#lanes.get(id) ?? 0;
  }
}

/**
 * @param {Iterable<Placed>} spans
 * @returns {Map<string, number>} lanes by id
 */
function arranged(spans) {
  /** @type {number[]} the end of the last span in each lane */
  const ends = [];
  const lanes = new Map();
  for (const { id, start, end } of [...spans].sort(inOrder)) {
    const free = ends.findIndex((last) => last <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = end;
    lanes.set(id, lane);
  }
  return lanes;
}
