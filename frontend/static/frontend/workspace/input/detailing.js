// @ts-check
/** What one says of a span, a link or the whole text: answers, notes, doubts. */

import { t } from "../../words.js";
import { withAnswer } from "../model/attributes.js";
import { aboutStep, annotationStep, isEqual, relationStep } from "../model/changes.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Step} Step
 */

export class Detailing {
  /** @param {import("./editing.js").Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Answer one of the questions about a span, or take the answer back.
   *
   * @param {string} id of the annotation
   * @param {import("../model/describe.js").Attribute} attribute
   * @param {import("../model/attributes.js").Answer | null} answer
   */
  answer(id, attribute, answer) {
    const annotation = this.parts.store.annotation(id);
    if (!annotation) return;
    const span = this.parts.describe.span(annotation);
    const attributes = withAnswer(annotation.attributes, attribute.name, answer);
    this.#change(annotation, { attributes }, t("{question} – answered: {span}.", { question: attribute.title, span }));
  }

  /**
   * @param {string} id of the annotation
   * @param {string} note
   */
  note(id, note) {
    const annotation = this.parts.store.annotation(id);
    if (!annotation) return;
    const span = this.parts.describe.span(annotation);
    this.#change(annotation, { note }, t("Note written: {span}.", { span }));
  }

  /**
   * @param {string} id of the annotation
   * @param {boolean} isUnsure
   */
  doubt(id, isUnsure) {
    const annotation = this.parts.store.annotation(id);
    if (!annotation) return;
    const span = this.parts.describe.span(annotation);
    const name = isUnsure ? t("Not sure: {span}.", { span }) : t("Sure again: {span}.", { span });
    this.#change(annotation, { is_unsure: isUnsure }, name);
    this.parts.say(name);
  }

  /**
   * Give a link another type, note or doubt.
   *
   * @param {string} id of the relation
   * @param {Partial<Relation>} changed
   */
  changeLink(id, changed) {
    const relation = this.parts.store.relation(id);
    if (relation) this.#relate(relation, { ...relation, ...changed }, t("Link changed: {link}."));
  }

  /** @param {string} id of the relation, to let it run the other way */
  reverse(id) {
    const relation = this.parts.store.relation(id);
    if (!relation) return;
    const { source, target } = relation;
    this.#relate(relation, { ...relation, source: target, target: source }, t("Link reversed: {link}."));
  }

  /** @param {string} id of the relation */
  unlink(id) {
    const relation = this.parts.store.relation(id);
    if (relation) this.#relate(relation, null, t("Link deleted: {link}."));
  }

  /** @param {Partial<About>} changed what is noted on the text as a whole */
  about(changed) {
    const { about } = this.parts.store;
    const step = aboutStep(about, changed);
    if (!isEqual(about, step.after)) this.#perform(t("What is noted on the text: changed."), step);
  }

  /**
   * @param {Annotation} before
   * @param {Partial<Annotation>} changed
   * @param {string} name
   */
  #change(before, changed, name) {
    const after = { ...before, ...changed };
    if (!isEqual(before, after)) this.#perform(name, annotationStep(before, after));
  }

  /**
   * @param {Relation} before
   * @param {Relation | null} after
   * @param {string} sentence with a place for the link
   */
  #relate(before, after, sentence) {
    const { store, describe, say } = this.parts;
    if (isEqual(before, after)) return;
    const isThere = (/** @type {Relation} */ other) =>
      other.id !== after?.id &&
      other.type === after?.type &&
      other.source === after?.source &&
      other.target === after?.target;
    if (after && store.relations().some(isThere)) return say(t("There is such a link already."));
    const { source, target } = after ?? before;
    const link = describe.relation(after ?? before, store.annotation(source), store.annotation(target));
    const name = sentence.replace("{link}", () => link);
    this.#perform(name, relationStep(before, after));
    return say(name);
  }

  /**
   * @param {string} name
   * @param {Step} step
   */
  #perform(name, step) {
    if (this.parts.isOpen()) this.parts.perform({ name, steps: [step] });
  }
}
