// @ts-check
/** The axis that all figures of a plot stand on: from 0 to 1, or from below where figures are negative. */

/** @typedef {{min: number, max: number, ticks: number[]}} Scale */

const STEP = 0.2;

/**
 * @param {number[]} values that must have their place; ends of intervals need none, they are cut
 * @returns {Scale}
 */
export function scaleOf(values) {
  const steps = Math.ceil(-Math.min(0, ...values) / STEP - 1e-9);
  const ticks = Array.from({ length: steps + 6 }, (_, index) => Number(((index - steps) * STEP).toFixed(1)));
  return { min: ticks[0], max: 1, ticks };
}

/**
 * @param {Scale} scale
 * @param {number} value
 * @returns {number} its place from 0 to 1; values off the scale stand at its end
 */
export function placeOf({ min, max }, value) {
  return (Math.min(Math.max(value, min), max) - min) / (max - min);
}
