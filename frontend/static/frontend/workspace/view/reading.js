// @ts-check
/** How the text looks to its reader: letters, lines, colours. Applied at once, kept by the server. */

import { t } from "../../words.js";
import { element, find } from "./element.js";

/**
 * @typedef {{font?: string, size?: number, measure?: number, leading?: number, theme?: string, marks?: string}} Reading
 *   size in pixels, measure in characters a line, leading in sizes; what is missing is ours to choose
 * @typedef {keyof Reading} Setting
 */

/** What everything is where nothing was chosen. */
const OURS = { font: "serif", size: 20, measure: 76, leading: 1.75, theme: "system", marks: "digits" };
/** The width of a character of running text, in parts of its size. */
const CHARACTER = 0.46;
const FONTS = /** @type {Record<string, string>} */ ({ serif: "var(--serif)", sans: "var(--sans)", legible: "var(--legible)" });

/** @type {[Setting, string, [string, string][]][]} */
const CHOICES = [
  ["font", t("Letters"), [["serif", t("With serifs")], ["sans", t("Without serifs")], ["legible", t("Easy to tell apart")]]],
  ["theme", t("Colours"), [["system", t("As the system")], ["light", t("Light")], ["sepia", t("Sepia")], ["dark", t("Dark")]]],
];
/** @type {["size" | "measure" | "leading", string, number, number, number][]} name, title, from, to, step */
const RANGES = [
  ["size", t("Size"), 14, 32, 1],
  ["measure", t("Length of lines"), 40, 110, 2],
  ["leading", t("Distance of lines"), 1.4, 2.6, 0.05],
];

/** @param {Reading} reading */
function applyReading(reading) {
  const root = document.documentElement;
  const { font, size, leading, measure } = reading;
  const properties = {
    "--reading-font": font && FONTS[font],
    "--reading-size": size && `${size / 16}rem`,
    "--reading-leading": leading,
    "--reading-measure": measure && `calc(${measure * CHARACTER} * var(--reading-size, var(--size-lead)))`,
  };
  for (const [name, value] of Object.entries(properties)) root.style.setProperty(name, String(value ?? ""));
  root.dataset.theme = reading.theme ?? OURS.theme;
  root.dataset.marks = reading.marks ?? OURS.marks;
}

export class ReadingDialog {
  /**
   * @param {Reading} reading as it is now
   * @param {(reading: Reading) => Promise<void>} keep throws where it could not be kept
   */
  constructor(reading, keep) {
    this.reading = reading;
    this.keep = keep;
    this.status = element("p", { class: "small soft", role: "status" });
    this.form = element("form", { class: "reading-form", input: () => this.#apply(), change: () => void this.#store() });
    const close = element("button", { type: "button", class: "button small", click: () => this.dialog.close() }, t("Close"));
    const reset = element("button", { type: "button", class: "button quiet small", click: () => this.#reset() }, t("Reset"));
    this.dialog = element(
      "dialog",
      { id: "reading-dialog", "aria-labelledby": "reading-title", "data-testid": "reading-dialog" },
      element("h2", { id: "reading-title" }, t("Reading")),
      this.form,
      this.status,
      element("div", { class: "actions" }, reset, close),
    );
    this.dialog.addEventListener("keydown", ({ key }) => key === "Escape" && this.dialog.close());
    this.dialog.addEventListener("close", () => find("#text", HTMLElement).focus({ preventScroll: true }));
    find("main", HTMLElement).append(this.dialog);
    applyReading(reading);
  }

  /** Show or hide the settings, beside the text that one judges them by. */
  toggle() {
    if (this.dialog.open) return this.dialog.close();
    this.#fill();
    this.dialog.show();
    return this.form.querySelector("input")?.focus();
  }

  #fill() {
    const now = { ...OURS, ...this.reading };
    const choices = CHOICES.map(([name, title, options]) =>
      element("fieldset", {}, element("legend", {}, title), ...options.map(([value, words]) =>
        element("label", { class: "reading-choice" },
          element("input", { type: "radio", name, value, checked: now[name] === value }), words))),
    );
    const ranges = RANGES.map(([name, title, min, max, step]) => {
      const value = { min: String(min), max: String(max), step: String(step), value: String(now[name]) };
      return element("label", { class: "range" }, element("span", {}, title),
        element("input", { type: "range", name, ...value }), element("span", { class: "shown", "data-shown": name, "aria-hidden": "true" }, String(now[name])));
    });
    const digits = element("label", { class: "reading-choice" },
      element("input", { type: "checkbox", name: "digits", checked: now.marks === "digits" }), t("Show the labels’ digits in the text"));
    this.form.replaceChildren(choices[0], ...ranges, choices[1], digits);
    this.status.textContent = "";
  }

  #apply() {
    const values = new FormData(this.form);
    const chosen = /** @type {Required<Reading>} */ ({
      ...Object.fromEntries(RANGES.map(([name]) => [name, Number(values.get(name))])),
      ...Object.fromEntries(CHOICES.map(([name]) => [name, String(values.get(name))])),
      marks: values.has("digits") ? "digits" : "plain",
    });
    const entries = /** @type {[Setting, string | number][]} */ (Object.entries(chosen));
    this.reading = Object.fromEntries(entries.filter(([name, value]) => value !== OURS[name]));
    for (const [name] of RANGES) find(`[data-shown="${name}"]`, HTMLElement, this.form).textContent = String(chosen[name]);
    keepPlace(() => applyReading(this.reading));
  }

  #reset() {
    this.reading = {};
    keepPlace(() => applyReading({}));
    this.#fill();
    void this.#store();
  }

  async #store() {
    try {
      await this.keep(this.reading);
      this.status.textContent = t("Kept for all your documents.");
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.status.textContent = t("It holds in this window only: {message}", { message });
    }
  }
}

/**
 * Change the letters, and leave what is read where it is in the window.
 *
 * @param {() => void} change
 */
function keepPlace(change) {
  const blocks = [...document.querySelectorAll("#text .block")];
  const block = blocks.find((one) => one.getBoundingClientRect().bottom > innerHeight / 4);
  const before = block?.getBoundingClientRect().top ?? 0;
  change();
  if (block) scrollBy({ top: block.getBoundingClientRect().top - before, behavior: "instant" });
}
