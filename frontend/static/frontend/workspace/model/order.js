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
 * @param {string} id of the item that goes, if it is there
 * @param {T | null} after the item that comes, if any
 */
export function swap(sorted, id, after) {
  const old = sorted.findIndex((item) => item.id === id);
  if (old !== -1) sorted.splice(old, 1);
  if (!after) return;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(sorted[middle], after) <= 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, after);
}
