// @ts-check
/** Where each annotator's lines lie under the text, and whose they are. */

import { element } from "../../workspace/view/element.js";

/**
 * Say how many lanes there are, and that what all agree on has no line of its own: it is tinted.
 *
 * @param {HTMLElement} root
 * @param {number} lanes
 * @param {{name: string}[]} labels
 */
export function setBands(root, lanes, labels) {
  root.style.setProperty("--lanes", String(lanes));
  for (const { name } of labels) root.style.setProperty(`--agreed-${name}`, "linear-gradient(transparent 0 0)");
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
