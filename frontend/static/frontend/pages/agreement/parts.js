// @ts-check
/** The parts of the page: which are there to see, and which still wait for their figures. */

import { find } from "../../workspace/view/element.js";

const all = find("#agreement", HTMLElement);

/** The parts that one report fills. */
export const REPORTED = ["overall", "labels", "pairs", "confusion", "coefficients", "relations", "attributes"];
/** Those with questions of their own. */
export const ASKING = ["groups", "documents", "units"];

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(name) {
  return find(`#part-${name}`, HTMLElement);
}

/**
 * @param {string} name of a part
 * @returns {HTMLElement} where its figures stand
 */
export function placeIn(name) {
  return find("[data-place]", HTMLElement, part(name));
}

/** @param {Record<string, boolean>} parts whether each has something to show */
export function reveal(parts) {
  for (const [name, isShown] of Object.entries(parts)) part(name).hidden = !isShown;
}

export function hideAll() {
  for (const place of all.children) /** @type {HTMLElement} */ (place).hidden = true;
}

/**
 * Say that figures are being fetched; those that are shown are none that were asked for.
 *
 * @param {...string} names of parts
 */
export function makeStale(...names) {
  makeBusy(...names);
  for (const name of names) part(name).classList.add("is-stale");
}

/** @param {...string} names of parts, to which figures will be added */
export function makeBusy(...names) {
  for (const name of names) part(name).setAttribute("aria-busy", "true");
  all.setAttribute("aria-busy", "true");
}

/** @param {...string} names of parts whose figures are those that were asked for, though more may come */
export function makeFresh(...names) {
  for (const name of names) part(name).classList.remove("is-stale");
}

/** @param {...string} names of parts to which nothing more comes; the page is done with the last */
export function finish(...names) {
  for (const name of names) part(name).removeAttribute("aria-busy");
  if (!all.querySelector(":scope > [aria-busy]")) all.removeAttribute("aria-busy");
}
