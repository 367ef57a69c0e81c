// @ts-check
/** Beside the text: legend, list of spans, list of suggestions, and what is known of the document. */

import { counted } from "../model/describe.js";
import { element, find } from "./element.js";
import { PagedList } from "./list.js";
import { legendRow, spanRow, suggestionRow } from "./rows.js";

/**
 * @typedef {import("../input/editing.js").Parts} Parts
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {{label: (name: string) => void, choose: (span: Annotation | Suggestion) => void,
 *   takeBack: (suggestion: Suggestion) => void}} Does
 */

/** What the document's metadata are called, in this order. */
const FACTS = /** @type {const} */ ([
  ["source", "Source"],
  ["published", "Published"],
  ["author", "Author"],
  ["category", "Category"],
  ["language", "Language"],
  ["url", "Address"],
]);

export class Panel {
  /**
   * @param {Parts} parts
   * @param {Does} does
   */
  constructor(parts, does) {
    this.parts = parts;
    this.does = does;
    const { describe } = parts;
    this.legend = this.#makeLegend();
    this.spans = new PagedList(
      find("#span-list", HTMLElement),
      (/** @type {Annotation} */ span) => spanRow(span, describe, () => does.choose(span)),
      "Nothing is marked yet.",
    );
    this.suggestions = new PagedList(
      find("#suggestion-list", HTMLElement),
      (/** @type {Suggestion} */ one) => suggestionRow(one, describe, () => does.choose(one), () => does.takeBack(one)),
      "There are no suggestions for this text.",
    );
  }

  /** Show the spans as they are now. */
  refresh() {
    const { store, attention } = this.parts;
    const [own, suggested] = [store.annotations(), store.suggestions()];
    const open = suggested.filter((suggestion) => !suggestion.verdict);
    const decided = suggested.filter((suggestion) => suggestion.verdict);
    this.spans.show(own, attention.focused);
    this.suggestions.show([...open, ...decided], attention.focused);
    find("#span-count", HTMLElement).textContent = String(own.length);
    find("#suggestion-count", HTMLElement).textContent = String(open.length);
    for (const [index, { name }] of this.parts.describe.labels.entries()) {
      this.legend[index].count(own.filter((span) => span.label === name).length);
    }
  }

  /** Point at the focused span in the lists. */
  point() {
    this.spans.point(this.parts.attention.focused);
    this.suggestions.point(this.parts.attention.focused);
  }

  #makeLegend() {
    const { labels } = this.parts.describe;
    const rows = labels.map((label) => legendRow(label, () => this.does.label(label.name)));
    find("#legend", HTMLElement).replaceChildren(...rows.map((row) => row.element));
    return rows;
  }

  /**
   * Show what is known of the document, and what the labels mean.
   *
   * @param {import("../sync/api.js").Document} document
   */
  about(document) {
    const pairs = FACTS.filter(([key]) => document[key]).flatMap(([key, name]) => [
      element("dt", {}, name),
      element("dd", {}, key === "url" ? this.#address(document.url) : String(document[key])),
    ]);
    const words = `${counted(document.length, "character")}`;
    const facts = element("dl", { class: "facts" }, ...pairs, element("dt", {}, "Length"), element("dd", {}, words));
    const meanings = this.parts.describe.labels.flatMap(({ title, key, definition }) => [
      element("dt", {}, `${key} ${title}`),
      element("dd", {}, definition),
    ]);
    const head = element("h3", {}, "What the labels mean");
    find("#about", HTMLElement).replaceChildren(facts, head, element("dl", { class: "meanings" }, ...meanings));
  }

  /**
   * @param {string} url only web addresses become links
   * @returns {Node}
   */
  #address(url) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(url);
    return element("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url);
  }
}
