// @ts-check
/** Shades the cells of a table by how much is in them; the number stands in each. */

/**
 * @template {HTMLElement} T
 * @param {T} cell
 * @param {number} share of the darkest shade; below 0 there is none
 * @returns {T}
 */
export function shaded(cell, share) {
  cell.classList.add("heat");
  cell.style.setProperty("--share", String(Math.round(Math.min(Math.max(share, 0), 1) * 100)));
  return cell;
}
