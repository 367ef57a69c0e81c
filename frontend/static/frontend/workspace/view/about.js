// @ts-check
/** What is known of the document, and what the annotator notes on it as a whole. */

import { n, t } from "../../words.js";
import { MOST_NOTE } from "../model/attributes.js";
import { element, find } from "./element.js";
import { tickField, wordsField } from "./fields.js";

/** @typedef {import("../sync/api.js").Document} Document */

/** What the document's metadata are called, in this order. */
const FACTS = /** @type {const} */ ([
  ["source", t("Source")],
  ["published", t("Published")],
  ["author", t("Author")],
  ["category", t("Category")],
  ["language", t("Language")],
  ["url", t("Address")],
]);

/**
 * Fill the tab.
 *
 * @param {import("../input/parts.js").Parts} parts
 * @param {Document} document
 * @param {import("../input/detailing.js").Detailing} detailing
 * @returns {{show: () => void}} shows what is noted as it is now
 */
export function aboutPane({ store, isOpen }, document, detailing) {
  const note = wordsField("textarea", t("Note on the whole text"), "", MOST_NOTE, (words) => detailing.about({ note: words }));
  const doubt = tickField(t("I am not sure about this text"), (is) => detailing.about({ is_unsure: is }));
  addEventListener("pagehide", note.settle);
  find("#about", HTMLElement).replaceChildren(facts(document), doubt.element, note.element);
  return {
    show() {
      note.show(store.about.note, isOpen());
      doubt.show(store.about.is_unsure, isOpen());
    },
  };
}

/** @param {Document} document */
function facts(document) {
  const pairs = FACTS.filter(([key]) => document[key]).flatMap(([key, name]) => [
    element("dt", {}, name),
    element("dd", {}, key === "url" ? address(document.url) : String(document[key])),
  ]);
  const length = element("dd", {}, n("{count} character", "{count} characters", document.length));
  return element("dl", { class: "facts" }, ...pairs, element("dt", {}, t("Length")), length);
}

/**
 * @param {string} url only web addresses become links
 * @returns {Node}
 */
function address(url) {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(url);
  return element("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url);
}
