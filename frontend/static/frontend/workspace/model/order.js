// @ts-check
/** Keeps arrays sorted while single items come and go. */

/** @typedef {{id: string, start: number, end: number, label: string}} Ordered */

/**
 * @param {string} a
 * @param {string} b
 */
const byName = (a, b) => Number(a > b) - Number(a < b);

/**
 * Compare in the order of the text; of two that begin together the longer one comes first.
 *
 * @param {Ordered} a
 * @param {Ordered} b
 * @returns {number}
 */
export function inOrder(a, b) {
  return a.start - b.start || b.end - a.end || byName(a.label, b.label) || byName(a.id, b.id);
}

/**
 * Put one item in the place of another (or of none) and keep the array sorted.
 *
 * @template {Ordered} T
 * @param {T[]} sorted changed in place
 * @param {T | null} before the item that goes, as it stands there, if it does
 * @param {T | null} after the item that comes, if any
 */
export function swap(sorted, before, after) {
  if (before) {
    const old = firstWhere(sorted, (item) => inOrder(item, before) >= 0);
    if (sorted[old]?.id === before.id) sorted.splice(old, 1);
  }
  if (after) sorted.splice(firstWhere(sorted, (item) => inOrder(item, after) >= 0), 0, after);
}

/**
 * Return the place of the first item that begins at an offset or behind it.
 *
 * @param {readonly {start: number}[]} sorted
 * @param {number} offset
 * @returns {number} the length of the array where there is none
 */
export function firstFrom(sorted, offset) {
  return firstWhere(sorted, ({ start }) => start >= offset);
}

/**
 * @template T
 * @param {readonly T[]} sorted
 * @param {(item: T) => boolean} isSo false up to some place, true from there on
 * @returns {number} that place
 */
function firstWhere(sorted, isSo) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
