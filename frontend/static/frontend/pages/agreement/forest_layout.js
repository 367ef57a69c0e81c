// @ts-check
/** Where the parts of a forest plot stand, in pixels, by how wide and how large-lettered the page is. */

/**
 * @typedef {{x: number, width: number, valueX: number, spreadX: number | null}} Column a panel of
 *   points and its values in numbers; spreadX null: no room for intervals in numbers
 * @typedef {{width: number, em: number, isNarrow: boolean, head: number, row: number, line: number,
 *   nameWidth: number, alpha: Column, f1: Column}} Layout
 */

/** In letter heights: below this width, names stand above their points. */
const NARROW = 44;
/** In letter heights: from this width, the intervals of F1 are written out, too. */
const WIDE = 62;

/**
 * @param {number} width
 * @param {number} em height of letters
 * @param {boolean} hasThreshold which is named above the rows
 * @returns {Layout}
 */
export function layoutOf(width, em, hasThreshold) {
  const shared = { width, em, head: (hasThreshold ? 3.4 : 2) * em, line: 1.25 * em };
  if (width < NARROW * em) {
    // At both ends, half a number of the axis stands beyond its panel.
    const [gap, edge] = [1.8 * em, 0.7 * em];
    const alpha = 0.6 * (width - gap - 2 * edge);
    const f1X = edge + alpha + gap;
    return {
      ...shared,
      isNarrow: true,
      row: 3.9 * em,
      nameWidth: width,
      alpha: { x: edge, width: alpha, valueX: 0, spreadX: null },
      f1: { x: f1X, width: width - edge - f1X, valueX: 0, spreadX: null },
    };
  }
  return { ...shared, isNarrow: false, row: 2.7 * em, ...columns(width, em) };
}

/**
 * @param {number} width
 * @param {number} em
 * @returns {{nameWidth: number, alpha: Column, f1: Column}}
 */
function columns(width, em) {
  const isWide = width >= WIDE * em;
  const [value, spread, gap] = [3.2 * em, 6.6 * em, 1.6 * em];
  const nameWidth = Math.min(Math.max(0.17 * width, 7 * em), 14 * em);
  const left = width - nameWidth - 2 * gap - 2 * value - (isWide ? 2 : 1) * spread;
  const [alpha, f1] = [0.6 * left, 0.4 * left];
  const alphaX = nameWidth + gap;
  const f1X = alphaX + alpha + value + spread + gap;
  const column = (/** @type {number} */ x, /** @type {number} */ wide, /** @type {boolean} */ hasSpread) => ({
    x,
    width: wide,
    valueX: x + wide + value,
    spreadX: hasSpread ? x + wide + value + 0.7 * em : null,
  });
  return { nameWidth, alpha: column(alphaX, alpha, true), f1: column(f1X, f1, isWide) };
}
