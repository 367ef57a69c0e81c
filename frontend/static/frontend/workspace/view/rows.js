// @ts-check
/** What stands in the lists and the legend. */

import { n, t } from "../../words.js";
import { remarksOn } from "../model/remarks.js";
import { asDrawn } from "../model/spans.js";
import { element, quietButton } from "./element.js";
import { icon } from "./icons.js";
import { labelClass } from "./palette.js";

/**
 * @typedef {import("../model/describe.js").Describe} Describe
 * @typedef {import("../model/describe.js").Label} Label
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
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
 * @param {() => void} takePen
 * @returns {{element: HTMLLIElement, count: (spans: number) => void, hold: (isHeld: boolean) => void}}
 *   `count` shows how many there are, `hold` whether the pen of this label is in hand
 */
export function legendRow(label, use, takePen) {
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
    const name = label.key ? t("{label}, key {key}", { label: label.title, key: label.key }) : label.title;
    button.setAttribute("aria-label", `${name}, ${n("{count} span", "{count} spans", spans)}`);
  }
  const words = t("Pen: {label}", { label: label.title });
  const pen = quietButton({ class: "legend-pen", title: words, "aria-label": words, click: takePen, "data-pen": label.name }, icon("pen"));
  const hold = (/** @type {boolean} */ isHeld) => pen.setAttribute("aria-pressed", String(isHeld));
  hold(false);
  return { element: element("li", {}, button, pen), count, hold };
}

/**
 * @param {Annotation} span
 * @param {Describe} describe
 * @param {number} links how many it has
 * @param {() => void} choose
 * @returns {HTMLLIElement}
 */
export function spanRow(span, describe, links, choose) {
  const badges = remarksOn(span, describe, links).map(badge);
  const place = element("span", { class: "span-note" }, ...badges, `¶ ${describe.paragraph(span)}`);
  return element("li", {}, rowButton(span, "own", describe, choose, place));
}

/** @param {import("../model/remarks.js").Remark} remark */
function badge({ sign, words }) {
  const hidden = element("span", { class: "visually-hidden" }, `, ${words}, `);
  return element("span", { class: "badge", title: words }, element("span", { "aria-hidden": "true" }, sign), hidden);
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
  const note = (/** @type {string} */ words) => element("span", { class: "span-note" }, words);
  if (!verdict) return element("li", {}, rowButton(span, "suggestion", describe, choose, note(percent)));
  const words = { accepted: t("accepted"), edited: t("edited"), dismissed: t("dismissed") }[verdict];
  const row = element("li", { class: "decided" }, rowButton(span, "suggestion", describe, choose, note(words)));
  const name = t("Take back: {verdict}, {span}", { verdict: words, span: describe.span(span) });
  const attributes = { type: "button", class: "button quiet small", "aria-label": name };
  row.append(element("button", { ...attributes, click: takeBack }, t("Take back")));
  return row;
}

/**
 * @param {Listed} span
 * @param {"own" | "suggestion"} origin
 * @param {Describe} describe
 * @param {() => void} choose
 * @param {HTMLElement} note
 */
function rowButton(span, origin, describe, choose, note) {
  const title = describe.title(span.label);
  return element(
    "button",
    { type: "button", class: "span-row", "data-span": span.id, click: choose },
    swatch(describe.byName.get(span.label), origin),
    element("span", { class: "visually-hidden" }, `${title}: `),
    element("bdi", { class: "span-quote" }, describe.quote(span)),
    note,
  );
}
