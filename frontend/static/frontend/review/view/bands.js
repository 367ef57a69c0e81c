// @ts-check
/** Where each annotator's lines lie under the text, and whose they are. */

import { element } from "../../workspace/view/element.js";

/** Pixels from one line to the next within a band, and between bands. */
const PITCH = 3;
const GAP = 3;
const LINE = 2;

/**
 * Set the distances and the tint that the style sheet draws the lanes with.
 *
 * @param {HTMLElement} root
 * @param {number[]} bands for each annotator the number of lanes
 * @param {{name: string}[]} labels
 */
export function setBands(root, bands, labels) {
  for (const { name } of labels) {
    root.style.setProperty(`--agreed-${name}`, "linear-gradient(var(--agreed-tint) 0 0)");
  }
  let lane = 0;
  let depth = 0;
  for (const lanes of bands) {
    for (let within = 0; within < lanes; within += 1) {
      root.style.setProperty(`--y-${lane}`, `${depth}px`);
      lane += 1;
      depth += PITCH;
    }
    depth += GAP;
  }
  root.style.setProperty("--depth", `${Math.max(0, depth - GAP - PITCH + LINE)}px`);
}

/**
 * Return the names in the order of the lines, each with the key that takes their spans.
 *
 * @param {import("../sync/api.js").Person[]} annotators
 * @returns {HTMLElement[]}
 */
export function bandNames(annotators) {
  return annotators.map((person, place) =>
    element("li", {}, element("span", { class: "band-number" }, String(place + 1)), person.name),
  );
}
