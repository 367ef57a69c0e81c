// @ts-check
/** The dialog-free editor of a ruling nobody's spans fit: choose text, labels and ends. */

import { element, quietButton } from "../../workspace/view/element.js";

/**
 * @typedef {import("../sync/api.js").Span} Span
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {{describe: import("../../workspace/model/describe.js").Describe,
 *   snap: import("../../workspace/model/snap.js").Snap, selected: () => Stretch | null}} Context
 */

export class CustomRuling {
  /**
   * @param {Context} context
   * @param {Span[]} spans to begin with
   * @param {string} note
   * @param {{decide: (spans: Span[], note: string) => void, cancel: () => void, changed: (spans: Span[]) => void}} actions
   */
  constructor(context, spans, note, actions) {
    this.context = context;
    this.spans = spans;
    this.actions = actions;
    this.list = element("ol", { class: "drafted" });
    this.problem = element("p", { class: "errorlist", role: "status" });
    this.note = element("textarea", { id: "ruling-note", rows: "2", maxlength: "5000" }, note);
    this.root = element(
      "div",
      { class: "custom", role: "group", "aria-label": "Something else", "data-testid": "custom-ruling" },
      element("p", { class: "soft small" }, "Select text on the left and add it with a label; move the ends word by word."),
      this.list,
      element("div", { class: "row" }, ...context.describe.labels.map((label) => this.#addButton(label))),
      element("div", { class: "field" }, element("label", { for: "ruling-note" }, "Note"), this.note),
      this.problem,
      element(
        "div",
        { class: "actions" },
        element("button", { class: "button small primary", type: "button", "data-testid": "custom-decide", click: () => this.#decide() }, "Decide"),
        element("button", { class: "button quiet small", type: "button", click: actions.cancel }, "Cancel"),
      ),
    );
    this.#draw();
  }

  #decide() {
    this.actions.decide(this.spans, this.note.value.trim());
  }

  /** @param {{name: string, title: string}} label */
  #addButton({ name, title }) {
    return quietButton({ class: "button small", "data-add": name, click: () => this.#add(name) }, `Add as ${title}`);
  }

  /** @param {string} label */
  #add(label) {
    const chosen = this.context.selected();
    if (chosen === null) {
      this.problem.textContent = "Select some text on the left first.";
      return;
    }
    const twin = this.spans.some((span) => span.label === label && span.start === chosen.start && span.end === chosen.end);
    this.problem.textContent = twin ? "This span is in the list already." : "";
    if (!twin) this.#change([...this.spans, { ...chosen, label }]);
  }

  /** @param {Span[]} spans */
  #change(spans) {
    this.spans = spans;
    this.#draw();
    this.actions.changed(spans);
  }

  #draw() {
    const empty = element("li", { class: "soft" }, "Nothing yet: deciding now marks nothing here.");
    this.list.replaceChildren(...(this.spans.length > 0 ? this.spans.map((_, place) => this.#row(place)) : [empty]));
  }

  /** @param {number} place */
  #row(place) {
    const span = this.spans[place];
    const { describe } = this.context;
    const name = describe.span(span);
    const chooser = element("select", { class: "input", "aria-label": `Label of ${name}` });
    chooser.append(...describe.labels.map((label) => new Option(label.title, label.name, false, label.name === span.label)));
    chooser.addEventListener("change", () => this.#replace(place, { ...span, label: chooser.value }));
    /** @type {[string, string, () => Span][]} */
    const moves = [
      ["⇤ start", "Start one word earlier", () => this.#moved(span, "start", -1)],
      ["start ⇥", "Start one word later", () => this.#moved(span, "start", 1)],
      ["⇤ end", "End one word earlier", () => this.#moved(span, "end", -1)],
      ["end ⇥", "End one word later", () => this.#moved(span, "end", 1)],
    ];
    return element(
      "li",
      {},
      element("div", { class: "row" }, chooser, element("button", { class: "button quiet small danger", type: "button", "aria-label": `Remove ${name}`, click: () => this.#change(this.spans.filter((_, other) => other !== place)) }, "Remove")),
      element("p", { class: "reading-quote", dir: "auto" }, describe.quote(span, 200)),
      element("div", { class: "row" }, ...moves.map(([words, title, move]) => element("button", { class: "button small", type: "button", title, "aria-label": `${title}: ${name}`, "data-move": `${place} ${words}`, click: () => this.#replace(place, move(), `${place} ${words}`) }, words))),
    );
  }

  /**
   * @param {number} place
   * @param {Span} span
   * @param {string} [pressed] the button that keeps the focus
   */
  #replace(place, span, pressed) {
    this.#change(this.spans.map((other, index) => (index === place ? span : other)));
    const button = pressed && this.list.querySelector(`[data-move="${CSS.escape(pressed)}"]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /**
   * Move one end to the next word; an end never passes the other one.
   *
   * @param {Span} span
   * @param {"start" | "end"} side
   * @param {1 | -1} step
   * @returns {Span}
   */
  #moved(span, side, step) {
    const { snap } = this.context;
    const offset = side === "start" ? snap.startBeside(span.start, "word", step) : snap.endBeside(span.end, "word", step);
    const moved = { ...span, [side]: offset };
    return moved.start < moved.end ? moved : span;
  }
}
