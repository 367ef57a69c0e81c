// @ts-check
/** What stands in the lists and the legend. */

import { counted } from "../model/describe.js";
import { asDrawn } from "../model/spans.js";
import { element, quietButton } from "./element.js";
import { labelClass } from "./palette.js";

/**
 * @typedef {import("../model/describe.js").Describe} Describe
 * @typedef {import("../model/describe.js").Label} Label
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {{id: string, label: string, start: number, end: number}} Listed
 */

/**
 * Return a swatch: the label's digit over its line, solid or dashed as in the text.
 *
 * @param {Label | undefined} label
 * @param {"own" | "suggestion"} origin
 */
export function swatch(label, origin) {
  const kind = `swatch ${origin} ${label ? labelClass(label.name) : ""}`;
  return element("span", { class: kind, "aria-hidden": "true" }, label?.key ?? "?");
}

/**
 * @param {Label} label
 * @param {() => void} use
 * @returns {{element: HTMLLIElement, count: (spans: number) => void}} `count` shows how many there are
 */
export function legendRow(label, use) {
  const number = element("span", { class: "number soft" });
  const button = quietButton(
    { class: "legend-row", title: label.definition, click: use, "data-label": label.name },
    swatch(label, "own"),
    element("span", { class: "legend-title" }, label.title),
    number,
  );
  function count(/** @type {number} */ spans) {
    if (number.textContent === String(spans)) return;
    number.textContent = String(spans);
    button.setAttribute("aria-label", `${label.title}, key ${label.key}, ${counted(spans, "span")}`);
  }
  return { element: element("li", {}, button), count };
}

/**
 * @param {Listed} span
 * @param {Describe} describe
 * @param {() => void} choose
 * @returns {HTMLLIElement}
 */
export function spanRow(span, describe, choose) {
  return element("li", {}, rowButton(span, "own", describe, choose, `¶ ${describe.paragraph(span)}`));
}

/**
 * @param {Suggestion} suggestion
 * @param {Describe} describe
 * @param {() => void} choose
 * @param {() => void} takeBack
 * @returns {HTMLLIElement}
 */
export function suggestionRow(suggestion, describe, choose, takeBack) {
  const { verdict, score } = suggestion;
  const span = asDrawn(suggestion);
  const percent = `${Math.round(score * 100)} %`;
  if (!verdict) return element("li", {}, rowButton(span, "suggestion", describe, choose, percent));
  const row = element("li", { class: "decided" }, rowButton(span, "suggestion", describe, choose, verdict));
  const name = `Take back: ${verdict}, ${describe.span(span)}`;
  const attributes = { type: "button", class: "button quiet small", "aria-label": name };
  row.append(element("button", { ...attributes, click: takeBack }, "Take back"));
  return row;
}

/**
 * @param {Listed} span
 * @param {"own" | "suggestion"} origin
 * @param {Describe} describe
 * @param {() => void} choose
 * @param {string} note
 */
function rowButton(span, origin, describe, choose, note) {
  const title = describe.title(span.label);
  return element(
    "button",
    { type: "button", class: "span-row", "data-span": span.id, click: choose },
    swatch(describe.byName.get(span.label), origin),
    element("span", { class: "visually-hidden" }, `${title}: `),
    element("bdi", { class: "span-quote" }, describe.quote(span)),
    element("span", { class: "span-note" }, note),
  );
}
