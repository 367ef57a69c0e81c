// @ts-check
/** What can be done with the selection or the focused span, by mouse: beside it, or docked. */

import { element, quietButton } from "./element.js";
import { swatch } from "./rows.js";

/**
 * @typedef {import("../input/editing.js").Parts} Parts
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {{label: (name: string) => void, accept: () => void, dismiss: () => void, remove: () => void,
 *   adjust: (side: "start" | "end", step: 1 | -1) => void}} Does
 */

export class Toolbar {
  /**
   * @param {HTMLElement} root has role="toolbar"
   * @param {import("./places.js").Places} places
   * @param {Parts} parts
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
    const isShown = isOpen() && (stretch !== null || focused !== null);
    const hadFocus = this.root.contains(document.activeElement);
    this.root.hidden = !isShown;
    if (!isShown) return;
    const name = hadFocus ? document.activeElement?.getAttribute("aria-label") : null;
    this.root.replaceChildren(...this.#content(focused));
    this.root.classList.toggle("floating", floats);
    const shown = focused && "verdict" in focused ? focused.draft ?? focused : focused;
    if (floats) this.#place((shown ?? stretch)?.end ?? 0);
    if (name) /** @type {HTMLElement | null} */ (this.root.querySelector(`[aria-label="${name}"]`))?.focus();
  }

  /**
   * @param {Annotation | Suggestion | null} focused
   * @returns {Node[]}
   */
  #content(focused) {
    const suggestion = focused && "verdict" in focused ? focused : null;
    const current = suggestion?.draft?.label ?? focused?.label ?? null;
    const labels = element("div", { class: "tools" }, ...this.#labels(current));
    if (!focused) return [labels];
    const ends = element("div", { class: "tools" }, ...this.#ends(), ...(suggestion ? [] : [this.#delete()]));
    return suggestion ? [this.#reason(suggestion), this.#verdict(suggestion), ends, labels] : [labels, ends];
  }

  /** @param {string | null} current */
  #labels(current) {
    return this.parts.describe.labels.map((label) =>
      quietButton(
        {
          class: "tool",
          "aria-pressed": String(label.name === current),
          "aria-label": `${label.title}, key ${label.key}`,
          click: () => this.does.label(label.name),
        },
        swatch(label, "own"),
        label.title,
      ),
    );
  }

  #ends() {
    /** @type {[string, string, "start" | "end", 1 | -1][]} */
    const moves = [
      ["⇤", "Beginning one word back ({)", "start", -1],
      ["↦", "Beginning one word on (})", "start", 1],
      ["↤", "End one word back ([)", "end", -1],
      ["⇥", "End one word on (])", "end", 1],
    ];
    return moves.map(([sign, name, side, step]) =>
      quietButton(
        { class: "tool sign", title: name, "aria-label": name, click: () => this.does.adjust(side, step) },
        sign,
      ),
    );
  }

  #delete() {
    const attributes = { class: "tool", "aria-label": "Delete this span", "data-testid": "span-delete" };
    return quietButton({ ...attributes, click: () => this.does.remove() }, "Delete");
  }

  /** @param {Suggestion} suggestion */
  #reason({ score, reason }) {
    const percent = element("strong", {}, `Suggested, ${Math.round(score * 100)} %`);
    return element("p", { class: "reason", "data-testid": "suggestion-reason" }, percent, ` – ${reason}`);
  }

  /** @param {Suggestion} suggestion */
  #verdict({ draft }) {
    const accept = draft ? "Accept as changed" : "Accept";
    const yes = { "data-testid": "suggestion-accept", "aria-label": `${accept}, key a` };
    const no = { "data-testid": "suggestion-dismiss", "aria-label": "Dismiss, key r" };
    return element(
      "div",
      { class: "tools" },
      quietButton({ ...yes, class: "button primary small", click: () => this.does.accept() }, accept),
      quietButton({ ...no, class: "button small", click: () => this.does.dismiss() }, "Dismiss"),
    );
  }

  /** @param {number} offset */
  #place(offset) {
    const box = this.places.boxAt(offset, true);
    const frame = this.root.offsetParent?.getBoundingClientRect();
    if (!frame) return;
    const left = Math.min(box.left - frame.left, frame.width - this.root.offsetWidth);
    this.root.style.setProperty("--left", `${Math.max(0, left)}px`);
    this.root.style.setProperty("--top", `${box.bottom - frame.top}px`);
  }
}
