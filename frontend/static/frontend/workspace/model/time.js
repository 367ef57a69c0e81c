// @ts-check
/** How long somebody worked, from the signs of it: keys, presses, scrolling, coming and going. */

/**
 * @typedef {{at: number, is: "active" | "away"}} Sign milliseconds of any clock; "away" = the page
 *   is no longer the one that is looked at
 * @typedef {{worked: number, last: number | null}} Work milliseconds; `last` = the latest sign of
 *   somebody who is still there
 */

/** Who gives no sign for longer than this may be gone: none of that time counts. */
const LONGEST_PAUSE = 60_000;

/** @type {Work} before the first sign */
export const NO_WORK = Object.freeze({ worked: 0, last: null });

/**
 * Return the work after one more sign. Time counts between two signs that are close enough for
 * somebody to have been there; what lies before the first sign, behind the page being left, or in
 * a clock that was set does not.
 *
 * @param {Work} work
 * @param {Sign} sign
 * @returns {Work}
 */
export function afterSign({ worked, last }, { at, is }) {
  const gap = last === null ? 0 : at - last;
  const counted = gap > 0 && gap <= LONGEST_PAUSE ? gap : 0;
  return { worked: worked + counted, last: is === "away" ? null : at };
}

/**
 * Return whole seconds, never more than were worked.
 *
 * @param {Work} work
 * @returns {number}
 */
export function wholeSeconds({ worked }) {
  return Math.floor(worked / 1000);
}
