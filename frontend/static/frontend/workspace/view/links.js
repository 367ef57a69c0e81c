// @ts-check
/** The links of one span: what it is linked to and how; each can be changed here. */

import { t } from "../../words.js";
import { MOST_NOTE } from "../model/attributes.js";
import { element } from "./element.js";
import { tickField, wordsField } from "./fields.js";

/**
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../input/parts.js").Parts} Parts
 * @typedef {{detailing: import("../input/detailing.js").Detailing, choose: (span: Annotation) => void}} Does
 * @typedef {{element: HTMLLIElement, show: (relation: Relation) => void, settle: () => void, shape: string}} Row
 */

export class Links {
  /** @type {Map<string, Row>} by the relation's id */
  #rows = new Map();

  /**
   * @param {Parts} parts
   * @param {Does} does
   */
  constructor(parts, does) {
    this.parts = parts;
    this.does = does;
    this.list = element("ul", { class: "links" });
  }

  /** @param {Annotation} annotation show its links */
  show(annotation) {
    const links = this.parts.store.relationsOf(annotation.id);
    const before = this.#rows;
    this.#rows = new Map(links.map((link) => [link.id, this.#row(link, annotation, before.get(link.id))]));
    const rows = [...this.#rows.values()].map((row) => row.element);
    const isSame = rows.length === this.list.children.length && rows.every((row, at) => row === this.list.children[at]);
    if (!isSame) this.list.replaceChildren(...rows);
    for (const link of links) this.#rows.get(link.id)?.show(link);
  }

  settle() {
    for (const row of this.#rows.values()) row.settle();
  }

  /**
   * Return the row there is, unless what it says of the ends is no longer so.
   *
   * @param {Relation} link
   * @param {Annotation} here
   * @param {Row} [known]
   * @returns {Row}
   */
  #row(link, here, known) {
    const { store, describe } = this.parts;
    const other = store.annotation(link.source === here.id ? link.target : link.source);
    const words = other ? describe.span(other) : t("a deleted span");
    const shape = [here.id, here.label, link.type, link.source, words, this.parts.isOpen()].join("\n");
    return known?.shape === shape ? known : this.#newRow(link, here, other, words, shape);
  }

  /**
   * @param {Relation} link
   * @param {Annotation} here
   * @param {Annotation | null} other
   * @param {string} words
   * @param {string} shape
   * @returns {Row}
   */
  #newRow(link, here, other, words, shape) {
    const { detailing, choose } = this.does;
    const isOut = link.source === here.id;
    const quote = element("bdi", {}, words);
    const go = element("button", { type: "button", class: "link-end", click: () => other && choose(other) }, quote);
    const type = this.#type(link, isOut ? [here, other] : [other, here], words);
    const sentence = isOut ? [type, go] : [go, type, element("span", {}, t("this one"))];
    const note = wordsField("input", t("Note on the link"), "", MOST_NOTE, (said) => detailing.changeLink(link.id, { note: said }));
    const doubt = tickField(t("I am not sure of the link"), (is) => detailing.changeLink(link.id, { is_unsure: is }));
    const buttons = this.parts.isOpen() ? this.#buttons(link, here, other, words) : [];
    const row = element(
      "li",
      { "data-testid": "link" },
      element("p", { class: "link-words" }, ...sentence),
      note.element,
      element("div", { class: "row" }, doubt.element, ...buttons),
    );
    const show = (/** @type {Relation} */ now) => {
      note.show(now.note, this.parts.isOpen());
      doubt.show(now.is_unsure, this.parts.isOpen());
    };
    return { element: row, show, settle: note.settle, shape };
  }

  /**
   * The verb; where the label set has several for these ends, they can be chosen from.
   *
   * @param {Relation} link
   * @param {(Annotation | null)[]} ends source and target
   * @param {string} words of the other end
   */
  #type(link, [source, target], words) {
    const { describe, isOpen } = this.parts;
    const fitting = source && target ? describe.typesBetween(source.label, target.label) : [];
    const title = describe.relationTypes.find(({ name }) => name === link.type)?.title ?? link.type;
    if (!isOpen() || fitting.length < 2) return element("strong", {}, title);
    const options = fitting.map(({ name, title: verb }) =>
      element("option", { value: name, selected: name === link.type }, verb),
    );
    const change = () => this.does.detailing.changeLink(link.id, { type: field.value });
    const field = element("select", { "aria-label": t("Kind of the link to {span}", { span: words }), change }, ...options);
    return field;
  }

  /**
   * @param {Relation} link
   * @param {Annotation} here
   * @param {Annotation | null} other
   * @param {string} words
   */
  #buttons(link, here, other, words) {
    const { describe } = this.parts;
    const { detailing } = this.does;
    const [source, target] = link.source === here.id ? [here, other] : [other, here];
    const types = source && target ? describe.typesBetween(target.label, source.label) : [];
    const button = (/** @type {string} */ title, /** @type {string} */ name, /** @type {() => void} */ click) =>
      element("button", { type: "button", class: "button quiet small", "aria-label": name, click }, title);
    const turn = button(t("Reverse"), t("Reverse the link to {span}", { span: words }), () => detailing.reverse(link.id));
    const remove = button(t("Delete"), t("Delete the link to {span}", { span: words }), () => detailing.unlink(link.id));
    return types.some(({ name }) => name === link.type) ? [turn, remove] : [remove];
  }
}
