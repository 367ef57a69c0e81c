// @ts-check
/** A list beside the text, a page at a time, so that ten thousand spans do not cost more than a hundred. */

import { element } from "./element.js";

const PAGE = 100;

/**
 * Make `list` hold exactly these rows in this order, and touch none that stays where it is.
 *
 * @param {Element} list
 * @param {Element[]} rows
 */
function arrange(list, rows) {
  const wanted = new Set(rows);
  for (const row of [...list.children]) if (!wanted.has(row)) row.remove();
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}

/** @template {{id: string}} Item */
export class PagedList {
  /** @type {readonly Item[]} */
  #items = [];
  #page = 0;
  /** @type {Map<Item, HTMLLIElement>} rows of the page as it is; items never change, they are replaced */
  #rows = new Map();
  #list = element("ul", { class: "rows" });

  /**
   * @param {HTMLElement} container
   * @param {(item: Item) => HTMLLIElement} row its button carries data-span
   * @param {string} empty what to say when there is nothing
   */
  constructor(container, row, empty) {
    this.container = container;
    this.row = row;
    this.empty = empty;
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
    const index = this.#items.findIndex((item) => item.id === current);
    if (index !== -1 && Math.floor(index / PAGE) !== this.#page) {
      this.#page = Math.floor(index / PAGE);
      this.#draw();
    }
    for (const button of this.container.querySelectorAll("[data-span]")) {
      const isCurrent = /** @type {HTMLElement} */ (button).dataset.span === current;
      button.toggleAttribute("aria-current", isCurrent);
      if (isCurrent) this.#keepInView(button);
    }
  }

  #draw() {
    const active = document.activeElement;
    const key = active instanceof HTMLElement && this.container.contains(active) ? active.dataset.span : undefined;
    const from = this.#page * PAGE;
    const page = this.#items.slice(from, from + PAGE);
    this.#rows = new Map(page.map((item) => [item, this.#rows.get(item) ?? this.row(item)]));
    arrange(this.#list, [...this.#rows.values()]);
    /** @type {HTMLElement[]} */
    const parts = page.length > 0 ? [this.#list] : [element("p", { class: "soft" }, this.empty)];
    if (this.#items.length > PAGE) parts.push(this.#pager(from));
    arrange(this.container, parts);
    if (key && document.activeElement !== active) this.#focus(key);
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
    };
    const to = Math.min(from + PAGE, this.#items.length);
    const isLast = to === this.#items.length;
    const button = (/** @type {string} */ name, /** @type {number} */ step, /** @type {boolean} */ off) =>
      element("button", { type: "button", class: "button small", disabled: off, click: turn(step) }, name);
    const words = element("span", { class: "small soft" }, `${from + 1}–${to} of ${this.#items.length}`);
    return element("p", { class: "row" }, button("Earlier", -1, from === 0), words, button("Later", 1, isLast));
  }

  /** @param {Element} row scrolls the panel only, never the page */
  #keepInView(row) {
    const panel = row.closest(".panel-scroll");
    if (!panel || panel.scrollHeight <= panel.clientHeight) return;
    const [box, frame] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (box.top < frame.top) panel.scrollTop += box.top - frame.top - 8;
    if (box.bottom > frame.bottom) panel.scrollTop += box.bottom - frame.bottom + 8;
  }
}
