// @ts-check
/** A few things to choose one of: by digit, by arrow keys, by pressing one. */

import { t } from "../../words.js";
import { element } from "./element.js";
import { swatch } from "./rows.js";

/** @typedef {import("../input/parts.js").Option} Option */

const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 });

export class Choices {
  /** @param {import("../model/describe.js").Describe} describe */
  constructor(describe) {
    this.describe = describe;
    this.title = element("h2", { id: "chooser-title", class: "chooser-title" });
    this.list = element("div", { class: "chooser-list" });
    const cancel = element("button", { type: "button", class: "button quiet small", click: () => this.dialog.close() }, t("Cancel"));
    const attributes = { class: "chooser", "aria-labelledby": "chooser-title", "data-testid": "choices" };
    this.dialog = element("dialog", attributes, this.title, this.list, cancel);
    this.dialog.addEventListener("keydown", (event) => this.#press(event));
    document.querySelector("main")?.append(this.dialog);
  }

  /**
   * @param {string} title
   * @param {Option[]} options
   */
  ask(title, options) {
    this.title.textContent = title;
    this.list.replaceChildren(...options.map((option) => this.#button(option)));
    this.dialog.showModal();
    /** @type {HTMLElement | null} */ (this.list.firstElementChild)?.focus();
  }

  /** @param {Option} option */
  #button({ words, key, label, choose }) {
    const known = label === undefined ? undefined : this.describe.byName.get(label);
    const mark = known ? swatch(known, "own") : element("kbd", { "aria-hidden": "true" }, key || "·");
    const click = () => {
      this.dialog.close();
      choose();
    };
    const attributes = { type: "button", class: "choice", "data-key": key ?? "", ...(key && { "aria-keyshortcuts": key }) };
    return element("button", { ...attributes, click }, mark, element("bdi", {}, words));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const buttons = /** @type {HTMLButtonElement[]} */ ([...this.list.children]);
    const step = STEPS[event.key];
    if (step) {
      const here = buttons.findIndex((button) => button === document.activeElement);
      buttons[(here + step + buttons.length) % buttons.length].focus();
    } else if (/^[1-9]$/.test(event.key)) buttons.find((button) => button.dataset.key === event.key)?.click();
    else return;
    event.preventDefault();
  }
}
