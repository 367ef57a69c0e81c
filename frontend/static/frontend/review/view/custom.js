// @ts-check
/** The dialog-free editor of a ruling nobody's spans fit: choose text, labels and ends. */

import { t } from "../../words.js";
import { withAnswer } from "../../workspace/model/attributes.js";
import { element, quietButton } from "../../workspace/view/element.js";
import { attributeField } from "../../workspace/view/fields.js";

/**
 * @typedef {import("../sync/api.js").Answered} Answered
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {{describe: import("../../workspace/model/describe.js").Describe,
 *   snap: import("../../workspace/model/snap.js").Snap, selected: () => Stretch | null}} Context
 */

export class CustomRuling {
  /** @type {(() => void)[]} each tells at once what was typed last */
  #settles = [];

  /**
   * @param {Context} context
   * @param {Answered[]} spans to begin with
   * @param {string} note
   * @param {{decide: (spans: Answered[], note: string) => void, cancel: () => void, changed: (spans: Answered[]) => void}} actions
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
      { class: "custom", role: "group", "aria-label": t("Something else"), "data-testid": "custom-ruling" },
      element("p", { class: "soft small" }, t("Select text on the left and add it with a label; move the ends word by word.")),
      this.list,
      element("div", { class: "row" }, ...context.describe.labels.map((label) => this.#addButton(label))),
      element("div", { class: "field" }, element("label", { for: "ruling-note" }, t("Note")), this.note),
      this.problem,
      element(
        "div",
        { class: "actions" },
        element("button", { class: "button small primary", type: "button", "data-testid": "custom-decide", click: () => this.#decide() }, t("Decide")),
        element("button", { class: "button quiet small", type: "button", click: actions.cancel }, t("Cancel")),
      ),
    );
    this.#draw();
  }

  #decide() {
    for (const settle of this.#settles) settle();
    this.actions.decide(this.spans, this.note.value.trim());
  }

  /** @param {{name: string, title: string}} label */
  #addButton({ name, title }) {
    return quietButton({ class: "button small", "data-add": name, click: () => this.#add(name) }, t("Add as {label}", { label: title }));
  }

  /** @param {string} label */
  #add(label) {
    const chosen = this.context.selected();
    if (chosen === null) {
      this.problem.textContent = t("Select some text on the left first.");
      return;
    }
    const twin = this.spans.some((span) => span.label === label && span.start === chosen.start && span.end === chosen.end);
    this.problem.textContent = twin ? t("This span is in the list already.") : "";
    if (!twin) this.#change([...this.spans, { ...chosen, label, attributes: {} }]);
  }

  /** @param {Answered[]} spans */
  #change(spans) {
    this.spans = spans;
    this.#draw();
    this.actions.changed(spans);
  }

  #draw() {
    this.#settles = [];
    const empty = element("li", { class: "soft" }, t("Nothing yet: deciding now marks nothing here."));
    this.list.replaceChildren(...(this.spans.length > 0 ? this.spans.map((_, place) => this.#row(place)) : [empty]));
  }

  /** @param {number} place */
  #row(place) {
    const span = this.spans[place];
    const { describe } = this.context;
    const name = describe.span(span);
    const chooser = element("select", { class: "input", "aria-label": t("Label of {span}", { span: name }) });
    const labels = [...describe.byName.values()].filter((label) => !label.is_archived || label.name === span.label);
    chooser.append(...labels.map((label) => new Option(label.title, label.name, false, label.name === span.label)));
    chooser.addEventListener("change", () => this.#replace(place, { ...this.spans[place], label: chooser.value, attributes: {} }));
    /** @type {[string, string, () => Answered][]} */
    const moves = [
      [t("⇤ start"), t("Start one word earlier"), () => this.#moved(place, "start", -1)],
      [t("start ⇥"), t("Start one word later"), () => this.#moved(place, "start", 1)],
      [t("⇤ end"), t("End one word earlier"), () => this.#moved(place, "end", -1)],
      [t("end ⇥"), t("End one word later"), () => this.#moved(place, "end", 1)],
    ];
    return element(
      "li",
      {},
      element("div", { class: "row" }, chooser, element("button", { class: "button quiet small danger", type: "button", "aria-label": t("Remove {span}", { span: name }), click: () => this.#change(this.spans.filter((_, other) => other !== place)) }, t("Remove"))),
      element("p", { class: "reading-quote", dir: "auto" }, describe.quote(span, 200)),
      element("div", { class: "row" }, ...moves.map(([words, title, move]) => element("button", { class: "button small", type: "button", title, "aria-label": `${title}: ${name}`, "data-move": `${place} ${words}`, click: () => this.#replace(place, move(), `${place} ${words}`) }, words))),
      ...describe.attributesOf(span.label).map((attribute) => this.#answer(place, attribute)),
    );
  }

  /**
   * Ask what is asked of a span with this label. An answer draws nothing anew.
   *
   * @param {number} place
   * @param {import("../../workspace/model/describe.js").Attribute} attribute
   */
  #answer(place, attribute) {
    const field = attributeField(attribute, (answer) => {
      const span = this.spans[place];
      this.spans[place] = { ...span, attributes: withAnswer(span.attributes, attribute.name, answer) };
    });
    field.show(this.spans[place].attributes[attribute.name] ?? null, true);
    this.#settles.push(() => field.settle());
    return field.element;
  }

  /**
   * @param {number} place
   * @param {Answered} span
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
   * @param {number} place
   * @param {"start" | "end"} side
   * @param {1 | -1} step
   * @returns {Answered}
   */
  #moved(place, side, step) {
    const { snap } = this.context;
    const span = this.spans[place];
    const offset = side === "start" ? snap.startBeside(span.start, "word", step) : snap.endBeside(span.end, "word", step);
    const moved = { ...span, [side]: offset };
    return moved.start < moved.end ? moved : span;
  }
}
