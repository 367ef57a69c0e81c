// @ts-check
/** Accepting all suggestions above a score. */

import { n, t } from "../../words.js";
import { eligible } from "../model/accepting.js";
import { element } from "./element.js";
import { swatch } from "./rows.js";

/** @typedef {import("../model/changes.js").Suggestion} Suggestion */

const FIRST = 80; // per cent

export class AcceptDialog {
  /**
   * @param {import("../input/parts.js").Parts} parts
   * @param {(suggestions: Suggestion[]) => void} accept
   */
  constructor(parts, accept) {
    this.parts = parts;
    this.range = this.#score("range", t("Lowest score in per cent"));
    this.number = this.#score("number", t("Lowest score in per cent, as a number"));
    this.labels = element("div", { class: "ticks" });
    this.count = element("p", { class: "accept-count", role: "status", "data-testid": "accept-count" });
    this.confirm = element("button", { type: "button", class: "button primary", "data-testid": "accept-confirm" }, t("Accept"));
    this.confirm.addEventListener("click", () => {
      const chosen = this.#chosen();
      this.dialog.close();
      accept(chosen);
    });
    const cancel = element("button", { type: "button", class: "button", click: () => this.dialog.close() }, t("Cancel"));
    const attributes = { class: "accept-dialog", "aria-labelledby": "accept-title", "data-testid": "accept-dialog" };
    this.dialog = element(
      "dialog",
      attributes,
      element("h2", { id: "accept-title" }, t("Accept all suggestions above a score")),
      element("div", { class: "accept-score" }, this.range, this.number, "%"),
      element("fieldset", { class: "field" }, element("legend", {}, t("With these labels")), this.labels),
      this.count,
      element("p", { class: "soft" }, t("One undo takes all of them back.")),
      element("div", { class: "actions" }, cancel, this.confirm),
    );
    document.querySelector("main")?.append(this.dialog);
  }

  open() {
    const open = this.parts.store.suggestions().filter((one) => !one.verdict);
    if (open.length === 0) return this.parts.say(t("No undecided suggestion is left."));
    const names = new Set(open.map((one) => (one.draft ?? one).label));
    const { labels } = this.parts.describe;
    this.labels.replaceChildren(...labels.filter(({ name }) => names.has(name)).map((label) => this.#tick(label)));
    this.#set(String(FIRST));
    return this.dialog.showModal();
  }

  /**
   * @param {"range" | "number"} type
   * @param {string} name
   */
  #score(type, name) {
    const limits = { min: "0", max: "100", step: "1", value: String(FIRST) };
    const input = element("input", { type, ...limits, "aria-label": name, "data-testid": `accept-${type}` });
    input.addEventListener("input", () => this.#set(input.value));
    return input;
  }

  /** @param {import("../model/describe.js").Label} label */
  #tick(label) {
    const box = element("input", { type: "checkbox", value: label.name, checked: true, change: () => this.#show() });
    return element("label", { class: "tick" }, box, swatch(label, "suggestion"), label.title);
  }

  /** @param {string} percent as typed; not a number while one types it */
  #set(percent) {
    for (const input of [this.range, this.number]) if (input.value !== percent) input.value = percent;
    this.#show();
  }

  #show() {
    const { length } = this.#chosen();
    this.count.textContent = n("{count} suggestion would be accepted.", "{count} suggestions would be accepted.", length);
    this.confirm.disabled = length === 0;
  }

  #chosen() {
    const ticked = [...this.labels.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
    const least = this.number.value === "" ? Infinity : this.number.valueAsNumber / 100;
    return eligible(this.parts.store.suggestions(), { least, labels: new Set(ticked) });
  }
}
