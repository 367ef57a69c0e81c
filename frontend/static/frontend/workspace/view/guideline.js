// @ts-check
/** The guideline beside the text, open at what it says of the label in question. */

import { n, t } from "../../words.js";
import { headingOf, places } from "../model/guideline.js";
import { element, find } from "./element.js";

/** @typedef {import("../model/describe.js").Label} Label */

/** From this width on there is room for text, lists and guideline side by side. */
const WIDE = matchMedia("(min-width: 85rem)");
const KEPT = "parallax-guideline-beside";

export class GuidelinePane {
  /** Name of the label it is open at. */
  #label = "";
  /** @type {Range[]} where the sought words stand */
  #found = [];
  #at = -1;

  /** @param {(tab: string) => void} showTab */
  constructor(showTab) {
    this.showTab = showTab;
    this.pane = find("#guideline", HTMLElement);
    this.body = find("#guideline-body", HTMLElement);
    this.column = find("#guideline-column", HTMLElement);
    this.tab = find("#tab-guideline", HTMLElement);
    this.home = /** @type {HTMLElement} */ (this.pane.parentElement);
    this.helps = /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("[data-help]")]);
    this.headings = [...this.body.querySelectorAll("#guideline-text :is(h2, h3, h4, h5, h6)")];
    this.#listen();
    this.#place();
  }

  /** Whether it is in view. */
  get isShown() {
    return !this.pane.hidden;
  }

  /** Open it, at the label in question if there is one, and give it the keys. */
  open(/** @type {Label | null} */ label) {
    if (!this.#isBeside) this.showTab("tab-guideline");
    this.#label = "";
    this.show(label);
    find("#guideline-sought", HTMLInputElement).focus({ preventScroll: true });
  }

  /** @param {Label | null} label show what is said of it; null leaves what is shown */
  show(label) {
    if (!label || !this.isShown || label.name === this.#label) return;
    this.#label = label.name;
    const words = this.headings.map(({ id, textContent }) => ({ id, words: textContent ?? "" }));
    const found = headingOf(label, words);
    const heading = this.headings.find(({ id }) => id === found?.id);
    for (const help of this.helps) help.hidden = help.dataset.help !== label.name;
    const help = this.helps.find((one) => !one.hidden);
    // What the label set says of it stands where the guideline begins to speak of it.
    if (help && heading) heading.before(help);
    else if (help) this.body.prepend(help);
    this.#reveal(help ?? this.body);
  }

  /**
   * Say that it has changed since spans were marked.
   *
   * @param {number | null} oldest version under which a span of this text was marked, if not today's
   */
  showChanged(oldest) {
    const notice = find("#guideline-changed", HTMLElement);
    notice.hidden = oldest === null;
    if (oldest === null) return;
    notice.replaceChildren(...this.changes(oldest));
  }

  /** @param {number} oldest version under which a span of this text was marked @returns {(Node | string)[]} */
  changes(oldest) {
    const href = `${find("#guideline-changed", HTMLElement).dataset.page}?since=${oldest}#changes`;
    const link = element("a", { href, target: "_blank", rel: "noopener" }, t("What changed"));
    return [t("The guideline has changed since you marked spans here (version {version} then).", { version: oldest }), " ", link];
  }

  get #isBeside() {
    return this.pane.parentElement === this.column;
  }

  #listen() {
    const button = find("#guideline-beside", HTMLButtonElement);
    button.addEventListener("click", () => {
      localStorage.setItem(KEPT, this.#isBeside ? "" : "yes");
      this.#place();
      if (!this.#isBeside) this.showTab("tab-guideline");
      button.focus();
    });
    WIDE.addEventListener("change", () => this.#place());
    const sought = find("#guideline-sought", HTMLInputElement);
    sought.addEventListener("input", () => this.#seek(sought.value));
    sought.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#seek((sought.value = ""));
      if (event.key !== "Enter") return;
      this.#go(event.shiftKey ? -1 : 1);
      event.preventDefault();
    });
  }

  /** Put it where it is wanted and where there is room. */
  #place() {
    const isBeside = WIDE.matches && localStorage.getItem(KEPT) === "yes";
    find("#guideline-beside", HTMLElement).setAttribute("aria-pressed", String(isBeside));
    this.column.hidden = !isBeside;
    this.tab.hidden = isBeside;
    if (isBeside === this.#isBeside) return;
    (isBeside ? this.column : this.home).append(this.pane);
    if (isBeside && this.tab.getAttribute("aria-selected") === "true") this.showTab("tab-spans");
    this.pane.hidden = !isBeside;
  }

  /** @param {string} words mark where they stand and go to the first place */
  #seek(words) {
    const walker = document.createTreeWalker(this.body, NodeFilter.SHOW_TEXT);
    this.#found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest("[hidden]")) continue;
      for (const { start, end } of places(node.textContent ?? "", words)) {
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, end);
        this.#found.push(range);
      }
    }
    this.#at = -1;
    this.#paint();
    if (this.#found.length > 0) this.#go(1);
    else find("#guideline-found", HTMLElement).textContent = words.trim() === "" ? "" : t("not found");
  }

  /** @param {1 | -1} step */
  #go(step) {
    const count = this.#found.length;
    if (count === 0) return;
    this.#at = (this.#at + step + count) % count;
    const place = { place: this.#at + 1 };
    find("#guideline-found", HTMLElement).textContent = n("{place} of {count}", "{place} of {count}", count, place);
    this.#reveal(this.#found[this.#at]);
  }

  #paint() {
    if (!("highlights" in CSS)) return;
    if (this.#found.length > 0) CSS.highlights.set("found", new Highlight(...this.#found));
    else CSS.highlights.delete("found");
  }

  /** @param {Element | Range} place brought to the upper edge; scrolls nothing but the pane */
  #reveal(place) {
    const scroller = this.pane.closest(".panel-scroll, .guideline-column");
    if (!scroller || scroller.scrollHeight <= scroller.clientHeight) return;
    const head = find(".guideline-head", HTMLElement, this.pane).offsetHeight;
    scroller.scrollTop += place.getBoundingClientRect().top - scroller.getBoundingClientRect().top - head - 8;
  }
}
