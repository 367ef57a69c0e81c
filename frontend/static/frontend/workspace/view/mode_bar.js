// @ts-check
/** Says what one is in the middle of, and ends it: a pen in hand, a link, a span selected anew. */

import { t } from "../../words.js";
import { element, find, quietButton } from "./element.js";
import { icon } from "./icons.js";
import { swatch } from "./rows.js";

export class ModeBar {
  #shown = "";

  /**
   * @param {import("../input/parts.js").Parts} parts
   * @param {{done: () => void, end: () => void}} does
   */
  constructor(parts, does) {
    this.parts = parts;
    this.does = does;
    this.root = element("div", { class: "mode-bar", role: "group", "aria-label": t("Under way"), "data-testid": "mode", hidden: true });
    find(".text-frame", HTMLElement).before(element("div", { class: "mode" }, this.root));
  }

  show() {
    const { pen, linking, edited } = this.parts.attention;
    const shape = JSON.stringify([pen, linking, edited]);
    if (shape === this.#shown) return;
    this.#shown = shape;
    const content = linking ? this.#link(linking) : edited ? this.#edited(edited) : pen ? this.#pen(pen) : [];
    this.root.hidden = content.length === 0;
    this.root.replaceChildren(...content);
    const root = document.documentElement;
    root.toggleAttribute("data-pen", pen !== null);
    root.toggleAttribute("data-linking", linking !== null);
  }

  /** @param {string} label */
  #pen(label) {
    const { describe } = this.parts;
    const known = describe.byName.get(label);
    const words = t("Pen: {label}. Select words to mark them.", { label: describe.title(label) });
    return [icon("pen"), ...(known ? [swatch(known, "own")] : []), element("span", {}, words), this.#end(t("Put away"))];
  }

  /** @param {string} id */
  #link(id) {
    const own = this.parts.store.annotation(id);
    const words = t("Link from {span}: choose the other span.", { span: own ? this.parts.describe.span(own) : "" });
    return [icon("link"), element("bdi", {}, words), this.#end(t("Cancel"))];
  }

  /** @param {string} id */
  #edited(id) {
    const { store, describe } = this.parts;
    const span = store.annotation(id) ?? store.suggestion(id);
    const words = t("Selecting anew: {span}", { span: span ? describe.span(span) : "" });
    const done = quietButton({ class: "button primary small", click: () => this.does.done() }, t("Done"));
    return [icon("edit"), element("bdi", {}, words), done, this.#end(t("Cancel"))];
  }

  /** @param {string} words */
  #end(words) {
    return quietButton({ class: "button small", "data-testid": "mode-end", click: () => this.does.end() }, words);
  }
}
