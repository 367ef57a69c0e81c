// @ts-check
/** What stands beside the text, but for the lists: details of the focused span, guideline, notes on the text. */

import { aboutPane } from "./view/about.js";
import { Details } from "./view/details.js";
import { find } from "./view/element.js";
import { GuidelinePane } from "./view/guideline.js";
import { tabs } from "./view/tabs.js";

/** How long a pointer rests on a label until it is meant. Milliseconds. */
const RESTING = 400;

export class Beside {
  /** @type {Map<string, number>} the guideline's version when a span was last changed, where it is not today's */
  #older = new Map();
  /** @type {import("./model/describe.js").Label | null} the label that is pointed at */
  #considered = null;

  /**
   * @param {import("./input/parts.js").Parts} parts
   * @param {import("./sync/api.js").Opened} opened
   * @param {import("./input/detailing.js").Detailing} detailing
   * @param {(span: {id: string, start: number}) => void} choose focus a span
   * @param {() => void} onTab told when another tab is in view
   */
  constructor(parts, opened, detailing, choose, onTab) {
    this.parts = parts;
    this.choose = choose;
    this.showTab = tabs(find('[role="tablist"]', HTMLElement), () => {
      this.point();
      onTab();
    });
    this.details = new Details(parts, { detailing, choose }, (id) => this.#older.get(id) ?? null);
    this.about = aboutPane(parts, opened.document, detailing);
    this.guideline = new GuidelinePane(this.showTab);
    this.#rememberVersions(opened.stored);
    this.#listen();
  }

  /** Show everything as it is now. */
  refresh() {
    this.about.show();
    this.point();
  }

  /** Show what is said of the focused span, and of its label. */
  point() {
    if (!this.details.root.hidden) this.details.show();
    if (this.guideline.isShown) this.guideline.show(this.#label());
  }

  /** @param {"details" | "note"} what of the focused span gets the keys */
  openDetails(what) {
    this.showTab("tab-details");
    if (what === "note") this.details.focusNote();
    else this.details.focus();
  }

  /** @param {import("./model/describe.js").Label | null} [label] open the guideline there; without, at the one in question */
  openGuideline(label = this.#label() ?? this.#considered) {
    this.guideline.open(label);
  }

  /** @returns {import("./model/describe.js").Label | null} of the focused span */
  #label() {
    const { attention, store, describe } = this.parts;
    const span = attention.focused ? store.drawn(attention.focused) : null;
    return span ? describe.byName.get(span.label) ?? null : null;
  }

  /** @param {import("./sync/api.js").Stored[]} stored */
  #rememberVersions(stored) {
    const today = Number(find("main", HTMLElement).dataset.guidelineVersion);
    for (const { annotation, guidelineVersion } of stored) {
      if (guidelineVersion < today) this.#older.set(annotation.id, guidelineVersion);
    }
    this.#tellOldest();
    this.parts.store.subscribe((ids) => {
      const known = this.#older.size;
      for (const id of ids) this.#older.delete(id);
      if (this.#older.size !== known) this.#tellOldest();
    });
  }

  /** @returns {number | null} the oldest version under which a span was last changed, if it is not today's */
  get #oldest() {
    return this.#older.size > 0 ? Math.min(...this.#older.values()) : null;
  }

  /** @returns {(Node | string)[]} that the guideline has changed since, and what; empty where it has not */
  changes() {
    return this.#oldest === null ? [] : this.guideline.changes(this.#oldest);
  }

  #tellOldest() {
    this.guideline.showChanged(this.#oldest);
  }

  #listen() {
    find("#show-guideline", HTMLButtonElement).addEventListener("click", () => this.openGuideline());
    for (const id of ["#details", "#about", "#guideline"]) {
      find(id, HTMLElement).addEventListener("keydown", (event) => {
        if (event.key === "Escape") find("#text", HTMLElement).focus({ preventScroll: true });
      });
    }
    const legend = find("#legend", HTMLElement);
    legend.addEventListener("focusin", (event) => this.#consider(event.target));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    legend.addEventListener("pointerover", ({ target }) => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#consider(target), RESTING);
    });
    legend.addEventListener("pointerleave", () => clearTimeout(timer));
  }

  /** @param {EventTarget | null} target in a label's row of the legend */
  #consider(target) {
    const row = target instanceof Element ? target.closest("[data-label]") : null;
    const name = row instanceof HTMLElement ? row.dataset.label ?? "" : "";
    this.#considered = this.parts.describe.byName.get(name) ?? null;
    this.guideline.show(this.#considered);
  }
}
