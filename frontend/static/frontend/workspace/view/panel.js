// @ts-check
/** Beside the text: legend, list of spans, list of suggestions. */

import { t } from "../../words.js";
import { find } from "./element.js";
import { PagedList } from "./list.js";
import { legendRow, spanRow, suggestionRow } from "./rows.js";

/**
 * @typedef {import("../input/parts.js").Parts} Parts
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {{label: (name: string) => void, pen: (name: string) => void, choose: (span: Annotation | Suggestion) => void,
 *   takeBack: (suggestion: Suggestion) => void}} Does
 */

export class Panel {
  /** @type {Map<string, number>} how many links each span has */
  #links = new Map();

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
      (/** @type {Annotation} */ span) => spanRow(span, describe, this.#linksOf(span), () => does.choose(span)),
      t("Nothing is marked yet."),
      (/** @type {Annotation} */ span) => String(this.#linksOf(span)),
    );
    this.suggestions = new PagedList(
      find("#suggestion-list", HTMLElement),
      (/** @type {Suggestion} */ one) => suggestionRow(one, describe, () => does.choose(one), () => does.takeBack(one)),
      t("There are no suggestions for this text."),
    );
  }

  /** Show the spans as they are now. */
  refresh() {
    const { store, attention } = this.parts;
    const [own, suggested] = [store.annotations(), store.suggestions()];
    const open = suggested.filter((suggestion) => !suggestion.verdict);
    const decided = suggested.filter((suggestion) => suggestion.verdict);
    this.#links = new Map();
    for (const { source, target } of store.relations()) {
      for (const end of [source, target]) this.#links.set(end, (this.#links.get(end) ?? 0) + 1);
    }
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
    const { labels } = this.parts.describe;
    for (const [index, { name }] of labels.entries()) this.legend[index].hold(name === this.parts.attention.pen);
    this.spans.point(this.parts.attention.focused);
    this.suggestions.point(this.parts.attention.focused);
  }

  /** Bring the focused span's row into view in the list that just came into view. */
  reveal() {
    this.spans.reveal();
    this.suggestions.reveal();
  }

  #makeLegend() {
    const { labels } = this.parts.describe;
    const rows = labels.map((label) => legendRow(label, () => this.does.label(label.name), () => this.does.pen(label.name)));
    find("#legend", HTMLElement).replaceChildren(...rows.map((row) => row.element));
    return rows;
  }

  /** @param {Annotation} span */
  #linksOf({ id }) {
    return this.#links.get(id) ?? 0;
  }
}
