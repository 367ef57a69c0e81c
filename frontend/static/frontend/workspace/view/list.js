// @ts-check
/** A list beside the text, a page at a time, so that ten thousand spans do not cost more than a hundred. */

import { t } from "../../words.js";
import { arrange, element } from "./element.js";

const PAGE = 100;

/** @template {{id: string}} Item */
export class PagedList {
  /** @type {readonly Item[]} */
  #items = [];
  #page = 0;
  /** @type {Map<Item, {row: HTMLLIElement, seen: string}>} the page as it is; items never change, they are replaced */
  #rows = new Map();
  #list = element("ul", { class: "rows" });
  /** @type {Element | null} the button of the focused span */
  #pointed = null;

  /**
   * @param {HTMLElement} container
   * @param {(item: Item) => HTMLLIElement} row its button carries data-span
   * @param {string} empty what to say when there is nothing
   * @param {(item: Item) => string} [seenBeside] what else a row shows, that may change without the item
   */
  constructor(container, row, empty, seenBeside = () => "") {
    this.container = container;
    this.row = row;
    this.empty = empty;
    this.seenBeside = seenBeside;
  }

  /**
   * @param {readonly Item[]} items
   * @param {string | null} current id of the focused one
   */
  show(items, current) {
    this.#items = items;
    this.#page = Math.min(this.#page, Math.max(0, Math.ceil(items.length / PAGE) - 1));
    this.#draw();
    this.point(current);
  }

  /** @param {string | null} current mark the row of this span, and turn to its page */
  point(current) {
    const index = current === null ? -1 : this.#items.findIndex((item) => item.id === current);
    if (index !== -1 && Math.floor(index / PAGE) !== this.#page) {
      this.#page = Math.floor(index / PAGE);
      this.#draw();
    }
    const now = this.#rows.get(this.#items[index])?.row.querySelector("[data-span]") ?? null;
    if (now === this.#pointed) return;
    this.#pointed?.removeAttribute("aria-current");
    this.#pointed = now;
    now?.setAttribute("aria-current", "true");
    if (now) this.#keepInView(now);
  }

  #draw() {
    const active = document.activeElement;
    const key = active instanceof HTMLElement && this.container.contains(active) ? active.dataset.span : undefined;
    const from = this.#page * PAGE;
    const page = this.#items.slice(from, from + PAGE);
    this.#rows = new Map(page.map((item) => [item, this.#rowOf(item)]));
    arrange(this.#list, [...this.#rows.values()].map(({ row }) => row));
    /** @type {HTMLElement[]} */
    const parts = page.length > 0 ? [this.#list] : [element("p", { class: "soft" }, this.empty)];
    if (this.#items.length > PAGE) parts.push(this.#pager(from));
    arrange(this.container, parts);
    if (key && document.activeElement !== active) this.#focus(key);
  }

  /** @param {Item} item */
  #rowOf(item) {
    const [known, seen] = [this.#rows.get(item), this.seenBeside(item)];
    return known?.seen === seen ? known : { row: this.row(item), seen };
  }

  /** Bring the row of the focused span into view, once the list is. */
  reveal() {
    if (this.#pointed) this.#keepInView(this.#pointed);
  }

  /** @param {string} key the focus stays on this span's row, else goes to the first */
  #focus(key) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.container.querySelectorAll("[data-span]")]);
    (buttons.find((button) => button.dataset.span === key) ?? buttons[0])?.focus();
  }

  /** @param {number} from */
  #pager(from) {
    const turn = (/** @type {number} */ step) => () => {
      this.#page += step;
      this.#draw();
      this.#focus("");
    };
    const to = Math.min(from + PAGE, this.#items.length);
    const isLast = to === this.#items.length;
    const place = { from: from + 1, to, all: this.#items.length };
    const button = (/** @type {string} */ name, /** @type {number} */ step, /** @type {boolean} */ off) =>
      element("button", { type: "button", class: "button small", disabled: off, click: turn(step) }, name);
    const words = element("span", { class: "small soft" }, t("{from}–{to} of {all}", place));
    return element("p", { class: "row" }, button(t("Earlier"), -1, from === 0), words, button(t("Later"), 1, isLast));
  }

  /** @param {Element} row scrolls the panel only, never the page */
  #keepInView(row) {
    const panel = row.closest(".panel-scroll");
    if (!panel || !row.checkVisibility() || panel.scrollHeight <= panel.clientHeight) return;
    const [box, frame] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (box.top < frame.top) panel.scrollTop += box.top - frame.top - 8;
    if (box.bottom > frame.bottom) panel.scrollTop += box.bottom - frame.bottom + 8;
  }
}
