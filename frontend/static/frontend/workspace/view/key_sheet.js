// @ts-check
/** All keys, by group; here they can be changed. */

import { t } from "../../words.js";
import { keyName, shownKey } from "../input/keys.js";
import { choose, isFixed, isModifier, objection } from "../input/remapping.js";
import { element, find } from "./element.js";

/**
 * @typedef {import("../input/keymap.js").Binding} Binding
 * @typedef {import("../input/remapping.js").Chosen} Chosen
 */

export class KeySheet {
  /** Of which command a new key is awaited. */
  #awaited = "";
  /** What is to be said of it. */
  #said = "";

  /**
   * @param {import("../input/keyboard.js").Keys} keys
   * @param {(chosen: Chosen) => Promise<void>} keep throws an ApiError where they could not be kept
   */
  constructor(keys, keep) {
    this.keys = keys;
    this.keep = keep;
    this.dialog = find("#help-dialog", HTMLDialogElement);
    this.root = find("#help-keys", HTMLElement, this.dialog);
    this.status = element("p", { class: "keys-status", role: "status", "data-testid": "keys-status" });
    this.root.before(this.status);
    this.dialog.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    this.dialog.addEventListener("close", () => this.#await(""));
    // Esc while a key is awaited ends the waiting only.
    this.dialog.addEventListener("cancel", (event) => {
      if (!this.#awaited) return;
      event.preventDefault();
      this.#await("");
    });
  }

  open() {
    this.#await("");
    this.#say(t("Choose a key here to change it."));
    this.dialog.showModal();
  }

  #show() {
    const groups = Map.groupBy(this.keys.bindings, (binding) => binding.group);
    const sections = [...groups].map(([group, bindings]) => this.#section(group, bindings.map((one) => this.#row(one))));
    const fixed = [
      this.#fixed("← → ↑ ↓", t("Move the caret; with Ctrl or Alt by words and paragraphs, with Shift select")),
      this.#fixed("1 … 9", t("Label the selection, or the word at the caret; relabel the focused span")),
    ];
    const all = element("button", { type: "button", class: "button small", disabled: this.#isOwn, click: () => this.#reset() }, t("Reset all keys"));
    this.root.replaceChildren(this.#section(t("Always"), fixed), ...sections, element("p", { class: "keys-reset" }, all));
  }

  get #isOwn() {
    return Object.keys(this.keys.chosen).length === 0;
  }

  /**
   * @param {string} title
   * @param {HTMLElement[]} rows
   */
  #section(title, rows) {
    return element("section", {}, element("h3", {}, title), element("ul", { class: "keys" }, ...rows));
  }

  /**
   * @param {string} keys
   * @param {string} does
   */
  #fixed(keys, does) {
    return element("li", { class: "keys-row" }, element("kbd", {}, keys), element("span", {}, does));
  }

  /** @param {Binding} binding */
  #row({ command, keys, does }) {
    const isAwaited = command === this.#awaited;
    const shown = isAwaited ? t("Press a key") : keys.map(shownKey).join(", ") || t("none");
    if (isFixed({ keys })) return this.#fixed(shown, does);
    const name = t("{does}: {key}. Change the key.", { does, key: shown });
    const attributes = { type: "button", class: "key", "aria-label": name, "data-command": command, "aria-pressed": String(isAwaited) };
    const button = element("button", { ...attributes, click: () => this.#await(isAwaited ? "" : command) }, shown);
    const isChanged = command in this.keys.chosen;
    const back = { type: "button", class: "button quiet small", "aria-label": t("{does}: reset the key", { does }) };
    const reset = isChanged ? [element("button", { ...back, click: () => this.#change(command, null) }, t("Reset"))] : [];
    return element("li", { class: "keys-row" }, button, element("span", {}, does), ...reset);
  }

  /** @param {string} command whose new key is awaited; empty = none */
  #await(command) {
    const last = this.#awaited || command;
    this.#awaited = command;
    if (command) this.#say(t("Press the new key. Esc keeps the old one."));
    this.#show();
    if (this.dialog.open) this.#focus(last);
  }

  /** @param {string} command */
  #focus(command) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll("[data-command]")]);
    buttons.find((button) => button.dataset.command === command)?.focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const key = keyName(event);
    if (!this.#awaited || key === "Escape" || key === "Tab" || isModifier(key)) return;
    event.preventDefault();
    event.stopPropagation();
    const wrong = objection(this.keys.bindings, this.#awaited, key);
    if (wrong) this.#say(`${shownKey(key)}: ${wrong}`);
    else void this.#change(this.#awaited, key);
  }

  /**
   * @param {string} command
   * @param {string | null} key null = its own
   */
  async #change(command, key) {
    this.keys.change(choose(this.keys.keymap, this.keys.chosen, command, key));
    const { does } = this.keys.bindings.find((binding) => binding.command === command) ?? { does: "" };
    this.#said = t("{does}: {key}", { does, key: shownKey(this.keys.of(command)) || t("none") });
    this.#awaited = "";
    this.#show();
    this.#focus(command);
    await this.#store();
  }

  async #reset() {
    this.keys.change({});
    this.#said = t("Every command has its own key again.");
    this.#await("");
    await this.#store();
  }

  async #store() {
    this.#say(this.#said);
    try {
      await this.keep(this.keys.chosen);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#say(t("{what} It holds in this window only: {message}", { what: this.#said, message }));
    }
  }

  /** @param {string} words */
  #say(words) {
    this.status.textContent = words;
  }
}
