// @ts-check
/** What of a stretch of text a reader marked, shown so that readers can be compared. */

import { shorten } from "../../workspace/model/describe.js";

/**
 * @typedef {{start: number, end: number}} Stretch half-open, in code units
 */

/** Words kept on each side of a place where readers differ, in code units. */
const KEPT = 36;

/**
 * Cut the text of a disagreement where any reader's spans begin or end, and say of each piece
 * which of this reader's spans covers it. What lies far from every such place is left out.
 *
 * @template {Stretch} S
 * @param {string} text
 * @param {Stretch} whole the disagreement
 * @param {S[]} mine the spans of this reader
 * @param {Stretch[]} all the spans of all readers
 * @returns {{text: string, span: S | null}[]}
 */
export function compare(text, whole, mine, all) {
  const cuts = new Set([whole.start, whole.end, ...all.flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1];
    const span = mine.find((one) => one.start <= start && one.end >= end) ?? null;
    return { text: shorten(text.slice(start, end), 3 * KEPT, KEPT), span };
  });
}
