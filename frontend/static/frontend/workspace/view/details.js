// @ts-check
/** Everything about the focused span: its label's questions, note, doubt, links. */

import { t } from "../../words.js";
import { MOST_NOTE } from "../model/attributes.js";
import { element, find } from "./element.js";
import { attributeField, tickField, wordsField } from "./fields.js";
import { Links } from "./links.js";
import { swatch } from "./rows.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../input/parts.js").Parts} Parts
 * @typedef {import("./links.js").Does} Does
 */

export class Details {
  /** Of which span with which label the fields are. */
  #shape = "";
  /** @type {((annotation: Annotation) => void)[]} each shows a field as it is now */
  #shows = [];
  /** @type {(() => void)[]} each tells at once what was typed last */
  #settles = [];

  /**
   * @param {Parts} parts
   * @param {Does} does
   * @param {(id: string) => number | null} olderVersion of the guideline under which a span was marked
   */
  constructor(parts, does, olderVersion) {
    this.parts = parts;
    this.does = does;
    this.olderVersion = olderVersion;
    this.root = find("#details", HTMLElement);
    addEventListener("pagehide", () => this.settle());
  }

  /** Show the focused span as it is now. */
  show() {
    const { attention, store } = this.parts;
    const id = attention.focused ?? "";
    const annotation = store.annotation(id);
    const suggestion = annotation ? null : store.suggestion(id);
    const shown = annotation ?? suggestion;
    const shape = shown ? JSON.stringify([shown.id, shown.label, suggestion?.draft, this.parts.isOpen()]) : "";
    if (shape !== this.#shape || (!shown && !this.root.hasChildNodes())) {
      this.settle();
      this.#shape = shape;
      [this.#shows, this.#settles] = [[], []];
      this.root.replaceChildren(...(annotation ? this.#fields(annotation) : this.#words(suggestion)));
    }
    if (annotation) for (const one of this.#shows) one(annotation);
  }

  /** Tell at once what was typed last. */
  settle() {
    for (const settle of this.#settles) settle();
  }

  /** Give the keys to the first field. */
  focus() {
    const fields = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll("input, select, textarea, button")]);
    const ticked = fields.find((field) => field.matches(":not([type=radio]), :checked") && !field.matches(":disabled"));
    (ticked ?? this.root).focus();
  }

  /** Give the keys to the note. */
  focusNote() {
    /** @type {HTMLElement} */ (this.root.querySelector("textarea") ?? this.root).focus();
  }

  /** @param {Annotation} annotation */
  #fields({ id, label }) {
    const { describe, isOpen } = this.parts;
    const { detailing } = this.does;
    const attributes = describe.attributesOf(label).map((attribute) => {
      const field = attributeField(attribute, (answer) => detailing.answer(id, attribute, answer));
      this.#add(field, (annotation) => field.show(annotation.attributes[attribute.name] ?? null, isOpen()));
      return field.element;
    });
    const note = wordsField("textarea", t("Note"), "", MOST_NOTE, (words) => detailing.note(id, words));
    const doubt = tickField(t("I am not sure"), (isUnsure) => detailing.doubt(id, isUnsure));
    this.#add(note, (annotation) => note.show(annotation.note, isOpen()));
    this.#add(doubt, (annotation) => doubt.show(annotation.is_unsure, isOpen()));
    return [this.#head(), ...attributes, doubt.element, note.element, this.#links(), this.#version()];
  }

  /**
   * @param {{settle: () => void}} field
   * @param {(annotation: Annotation) => void} show
   */
  #add(field, show) {
    this.#settles.push(() => field.settle());
    this.#shows.push(show);
  }

  #head() {
    const { describe } = this.parts;
    const head = element("h3", { class: "details-head" });
    const quote = element("bdi", { class: "details-quote" });
    this.#shows.push((annotation) => {
      const title = element("span", {}, describe.title(annotation.label));
      head.replaceChildren(swatch(describe.byName.get(annotation.label), "own"), title);
      quote.textContent = describe.quote(annotation, 160);
    });
    return element("header", {}, head, quote);
  }

  #links() {
    const { store } = this.parts;
    const links = new Links(this.parts, this.does);
    const head = element("h4", {}, t("Links"));
    const whole = element("section", {}, head, links.list);
    this.#add(links, (annotation) => {
      whole.hidden = store.relationsOf(annotation.id).length === 0;
      links.show(annotation);
    });
    return whole;
  }

  #version() {
    const words = element("p", { class: "soft small", "data-testid": "older-guideline" });
    this.#shows.push(({ id }) => {
      const version = this.olderVersion(id);
      words.hidden = version === null;
      words.textContent = t("Last changed under version {version} of the guideline, which has changed since.", {
        version: version ?? "",
      });
    });
    return words;
  }

  /** @param {Suggestion | null} suggestion */
  #words(suggestion) {
    if (!suggestion) {
      const how = t("No span is focused. Click one in the text, or press n there for the next one.");
      return [element("p", { class: "soft" }, how)];
    }
    const { describe } = this.parts;
    const { label } = suggestion.draft ?? suggestion;
    const head = element("h3", { class: "details-head" }, swatch(describe.byName.get(label), "suggestion"), describe.title(label));
    const quote = element("bdi", { class: "details-quote" }, describe.quote(suggestion.draft ?? suggestion, 160));
    const how = t("This is a suggestion. Accept it (a) to say more about it.");
    return [element("header", {}, head, quote), element("p", {}, suggestion.reason), element("p", { class: "soft" }, how)];
  }
}
