// @ts-check
/** Everything one can do, to be found by a few letters: a combobox with its list, in a dialog. */

import { n, t } from "../../words.js";
import { best } from "../model/fuzzy.js";
import { element } from "./element.js";
import { swatch } from "./rows.js";

/**
 * @typedef {{id: string, title: string, group: string, key: string,
 *   label?: import("../model/describe.js").Label, run: () => void}} Item `key` as it is shown; empty without one
 */

const RECENT = "parallax.recent-commands";
const MOST_RECENT = 12;

export class CommandPalette {
  /** @type {Item[]} */
  #items = [];
  /** @type {Item[]} what is listed now */
  #found = [];
  #chosen = 0;

  /** @param {() => Item[]} items what there is when it opens */
  constructor(items) {
    this.items = items;
    this.list = element("ul", { id: "palette-list", class: "palette-list", role: "listbox", "aria-label": t("Commands") });
    this.count = element("p", { role: "status" });
    this.input = element("input", {
      class: "input palette-input", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      placeholder: t("Type a command or a label"), "aria-label": t("Command or label"),
      "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
      "data-testid": "palette-input", input: () => this.#search(), keydown: (/** @type {KeyboardEvent} */ event) => this.#press(event),
    });
    const attributes = { class: "palette", "aria-label": t("Commands"), "data-testid": "palette" };
    this.dialog = element("dialog", attributes, this.input, this.list, this.count);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    document.querySelector("main")?.append(this.dialog);
  }

  open() {
    if (this.dialog.open) return this.dialog.close();
    this.#items = this.items();
    this.input.value = "";
    this.dialog.showModal();
    this.#search();
    return this.input.focus();
  }

  #search() {
    const query = this.input.value;
    this.#found = best(query, this.#items, recent());
    this.#chosen = 0;
    this.list.replaceChildren(...this.#found.map((item, index) => this.#row(item, index)));
    const count = this.#found.length;
    this.count.className = count > 0 ? "visually-hidden" : "palette-nothing";
    this.count.textContent = count > 0 ? n("{count} command", "{count} commands", count) : t("Nothing found");
    this.#point();
  }

  /**
   * @param {Item} item
   * @param {number} index
   */
  #row(item, index) {
    const mark = item.label ? swatch(item.label, "own") : element("span", { class: "palette-group" }, item.group);
    const key = item.key ? [element("kbd", {}, item.key)] : [];
    const attributes = { id: `palette-${index}`, role: "option", class: "palette-row", "data-command": item.id };
    return element("li", { ...attributes, click: () => this.#run(item) }, mark, element("span", {}, item.title), ...key);
  }

  #point() {
    for (const [index, row] of [...this.list.children].entries()) {
      row.setAttribute("aria-selected", String(index === this.#chosen));
    }
    const row = this.list.children[this.#chosen];
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    row?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const last = this.#found.length - 1;
    const places = /** @type {Record<string, number>} */ ({
      ArrowDown: this.#chosen === last ? 0 : this.#chosen + 1,
      ArrowUp: this.#chosen === 0 ? last : this.#chosen - 1,
      PageDown: Math.min(last, this.#chosen + 8),
      PageUp: Math.max(0, this.#chosen - 8),
    });
    if (event.key in places) {
      this.#chosen = Math.max(0, places[event.key]);
      this.#point();
    } else if (event.key === "Enter" && !event.isComposing) this.#run(this.#found[this.#chosen]);
    else return;
    event.preventDefault();
  }

  /** @param {Item | undefined} item */
  #run(item) {
    if (!item) return;
    this.dialog.close();
    const ids = [item.id, ...recent().filter((id) => id !== item.id)];
    localStorage.setItem(RECENT, JSON.stringify(ids.slice(0, MOST_RECENT)));
    item.run();
  }
}

/** @returns {string[]} ids of the commands used last, in this browser */
function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
