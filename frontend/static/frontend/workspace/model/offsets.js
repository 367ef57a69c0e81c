// @ts-check
/**
 * The only module that knows UTF-16. Browsers count code units, the API counts code points;
 * they differ after every character beyond U+FFFF.
 */

/**
 * Return how many entries of a sorted array, each less its own index times `step`, lie below `value`.
 *
 * @param {number[]} sorted
 * @param {number} value
 * @param {0 | 1} step
 * @returns {number}
 */
function countBelow(sorted, value, step) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] - middle * step < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Translates offsets of one text, both ways, in logarithmic time. */
export class OffsetMap {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} where each character of two code units begins */
    this.pairs = [];
    for (const match of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) this.pairs.push(match.index);
    /** Length in code units, as the browser counts. */
    this.units = text.length;
    /** Length in code points, as the API counts. */
    this.points = text.length - this.pairs.length;
  }

  /**
   * Code units to code points. An offset between the halves of a pair counts as before it.
   *
   * @param {number} unit
   * @returns {number}
   * @throws {RangeError} outside the text
   */
  toPoint(unit) {
    this.#check(unit, this.units, "code units");
    return unit - countBelow(this.pairs, unit, 0);
  }

  /**
   * Code points to code units.
   *
   * @param {number} point
   * @returns {number}
   * @throws {RangeError} outside the text
   */
  toUnit(point) {
    this.#check(point, this.points, "code points");
    return point + countBelow(this.pairs, point, 1);
  }

  /**
   * @param {number} offset
   * @param {number} length
   * @param {string} unit
   */
  #check(offset, length, unit) {
    if (!Number.isInteger(offset) || offset < 0 || offset > length) {
      throw new RangeError(`Offset ${offset} is not within a text of ${length} ${unit}.`);
    }
  }
}
