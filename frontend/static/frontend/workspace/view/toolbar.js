// @ts-check
/** What can be done with the selection or the focused span, by mouse: beside it, or docked. */

import { t } from "../../words.js";
import { shownKey } from "../input/keys.js";
import { element, quietButton } from "./element.js";
import { icon } from "./icons.js";
import { swatch } from "./rows.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("./icons.js").Icon} Icon
 * @typedef {{keys: import("../input/keyboard.js").Keys, commands: import("../input/keyboard.js").Commands,
 *   label: (name: string) => void}} Does
 */

/** @type {[Icon, string][]} commands with the names that fit beneath a pointer */
const ENDS = [
  ["startBack", t("Beginning one word back")],
  ["startOn", t("Beginning one word on")],
  ["endBack", t("End one word back")],
  ["endOn", t("End one word on")],
];

/** @type {[Icon, string][]} */
const OWN = [
  ["edit", t("Reselect")],
  ["split", t("Split")],
  ["merge", t("Merge")],
  ["duplicate", t("Duplicate")],
  ["link", t("Link to…")],
  ["unsure", t("Not sure")],
  ["details", t("Details")],
  ["remove", t("Delete")],
];

export class Toolbar {
  /** What its buttons were made for; suggestions never change, they are replaced. */
  #madeFor = /** @type {unknown[]} */ ([]);

  /**
   * @param {HTMLElement} root has role="toolbar"
   * @param {import("./places.js").Places} places
   * @param {import("../input/parts.js").Parts} parts
   * @param {Does} does
   */
  constructor(root, places, parts, does) {
    this.root = root;
    this.places = places;
    this.parts = parts;
    this.does = does;
  }

  /** @param {boolean} floats beside what it is about; else docked at the window's lower edge */
  show(floats) {
    const { attention, store, isOpen } = this.parts;
    const stretch = attention.stretch;
    const id = attention.focused;
    const focused = id && !stretch ? store.annotation(id) ?? store.suggestion(id) : null;
    const isShown = isOpen() && !attention.linking && (stretch !== null || focused !== null);
    const hadFocus = this.root.contains(document.activeElement);
    this.root.hidden = !isShown;
    if (!isShown) return;
    const name = hadFocus ? document.activeElement?.getAttribute("data-tool") : null;
    const own = focused && "is_unsure" in focused ? focused : null;
    const madeFor = [own ? "own" : focused, own?.label, own?.is_unsure, this.does.keys.bindings];
    if (madeFor.some((one, at) => one !== this.#madeFor[at])) this.root.replaceChildren(...this.#content(focused));
    this.#madeFor = madeFor;
    const shown = focused && "verdict" in focused ? focused.draft ?? focused : focused;
    this.#place(shown ?? stretch ?? { start: 0, end: 0 }, floats);
    if (name) /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-tool="${name}"]`))?.focus();
  }

  /**
   * @param {Annotation | Suggestion | null} focused
   * @returns {Node[]}
   */
  #content(focused) {
    const suggestion = focused && "verdict" in focused ? focused : null;
    const current = suggestion?.draft?.label ?? focused?.label ?? null;
    const labels = this.#group(t("Labels"), this.#labels(current));
    labels.classList.add("labels");
    if (!focused) return [labels];
    const ends = this.#group(t("Ends"), ENDS.map(([command, name]) => this.#tool(command, name, true)));
    if (suggestion) return [this.#reason(suggestion), this.#verdict(suggestion), ends, labels];
    return [labels, ends, this.#group(t("Span"), OWN.map(([command, name]) => this.#tool(command, name, false)))];
  }

  /**
   * @param {string} name
   * @param {HTMLElement[]} tools
   */
  #group(name, tools) {
    return element("div", { class: "tools", role: "group", "aria-label": name }, ...tools);
  }

  /** @param {string | null} current */
  #labels(current) {
    return this.parts.describe.labels.map((label) =>
      quietButton(
        {
          class: "tool",
          title: label.definition,
          "data-tool": `label-${label.name}`,
          "aria-pressed": String(label.name === current),
          "aria-label": label.key ? t("{label}, key {key}", { label: label.title, key: label.key }) : label.title,
          click: () => this.does.label(label.name),
        },
        swatch(label, "own"),
        label.title,
      ),
    );
  }

  /**
   * @param {Icon} command
   * @param {string} words
   * @param {boolean} isBare whether only its icon is shown
   */
  #tool(command, words, isBare) {
    const key = shownKey(this.does.keys.of(command));
    const own = this.parts.store.annotation(this.parts.attention.focused ?? "");
    const attributes = {
      class: isBare ? "tool sign" : "tool",
      title: key ? t("{words}, key {key}", { words, key }) : words,
      "aria-label": key ? t("{words}, key {key}", { words, key }) : words,
      "data-tool": command,
      "data-testid": command === "remove" ? "span-delete" : `tool-${command}`,
      ...(command === "unsure" && { "aria-pressed": String(own?.is_unsure ?? false) }),
    };
    const content = isBare ? [icon(command)] : [icon(command), words];
    return quietButton({ ...attributes, click: () => this.does.commands[command]() }, ...content);
  }

  /** @param {Suggestion} suggestion */
  #reason({ score, reason }) {
    const percent = element("strong", {}, t("Suggested, {score} %", { score: Math.round(score * 100) }));
    return element("p", { class: "reason", "data-testid": "suggestion-reason" }, percent, ` – ${reason}`);
  }

  /** @param {Suggestion} suggestion */
  #verdict({ draft }) {
    const words = { accept: draft ? t("Accept as changed") : t("Accept"), dismiss: t("Dismiss"), edit: t("Reselect") };
    const buttons = Object.entries(words).map(([command, title]) => {
      const key = shownKey(this.does.keys.of(command));
      const name = key ? t("{words}, key {key}", { words: title, key }) : title;
      const look = command === "accept" ? "button primary small" : "button small";
      const attributes = { class: look, title: name, "aria-label": name, "data-testid": `suggestion-${command}`, "data-tool": command };
      return quietButton({ ...attributes, click: () => this.does.commands[command]() }, title);
    });
    return this.#group(t("Suggestion"), buttons);
  }

  /**
   * Beneath the words it is about; above them, where the window ends; else docked, and then at the
   * edge that is not over them.
   *
   * @param {{start: number, end: number}} stretch
   * @param {boolean} floats
   */
  #place({ start, end }, floats) {
    const [first, last] = [this.places.boxAt(start), this.places.boxAt(end, true)];
    this.root.classList.toggle("floating", floats);
    // Only now: what is docked hangs on the window, not on the text's frame.
    const frame = this.root.offsetParent?.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = this.root;
    this.root.classList.toggle("at-top", last.bottom > innerHeight - height && first.top > 2 * height);
    if (!floats || !frame) return;
    const isBelow = last.bottom + height < innerHeight - 16 || first.top < height + 80;
    const box = isBelow ? last : first;
    const left = Math.min(box.left - frame.left, frame.width - width);
    this.root.style.setProperty("--left", `${Math.max(0, left)}px`);
    const under = 8 + this.places.lanesAt(end);
    this.root.style.setProperty("--top", `${(isBelow ? last.bottom + under : first.top - height - 12) - frame.top}px`);
  }
}
