// @ts-check
/** Splitting, merging and doubling spans. Every verb is one reversible change. */

import { t } from "../../words.js";
import { annotationStep } from "../model/changes.js";
import { newId } from "../model/ids.js";
import { fitting, halves, handOver, merge, neighbour, split, twin } from "../model/reshaping.js";
import { labelOptions, mayChange, ownOf } from "./parts.js";

/** @typedef {import("../model/changes.js").Annotation} Annotation */

export class Reshaping {
  /** @param {import("./parts.js").Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** Cut the focused span in two at the caret, between words where it has several. */
  split() {
    const own = this.#own();
    if (!own) return;
    const { store, attention, snap, describe, perform, say } = this.parts;
    const parts = halves(own, this.#cut(own, attention.selection.head), (part) => snap.trim(part));
    if (!parts) return say(t("Put the caret within the span, where it shall be split."));
    const [first, second] = split(own, parts, newId());
    const equal = store.equalTo(first) ?? store.equalTo(second);
    if (equal) return say(t("Already marked: {span}.", { span: describe.span(equal) }));
    const name = t("Split: {first} | {second}.", { first: describe.span(first), second: describe.quote(second) });
    perform({ name, steps: [annotationStep(own, first), annotationStep(null, second)] });
    attention.focus(second.id, second.start);
    say(name);
  }

  /**
   * Return where a span is cut: at the nearer end of the word that holds the caret, if that lies
   * within the span; a single word is cut where the caret is.
   *
   * @param {Annotation} span
   * @param {number} caret
   * @returns {number}
   */
  #cut({ start, end }, caret) {
    const { snap } = this.parts;
    const word = snap.unitAt(caret, "token");
    if (!word.isWord || word.start === caret || caret <= start || caret >= end) return snap.unitAt(caret, "grapheme").start;
    const ends = [word.start, word.end].filter((place) => place > start && place < end);
    const [nearest] = ends.sort((a, b) => Math.abs(a - caret) - Math.abs(b - caret));
    return nearest ?? snap.unitAt(caret, "grapheme").start;
  }

  /** Merge the focused span with the next one of its label that overlaps or adjoins it. */
  merge() {
    const own = this.#own();
    if (!own) return;
    const { store, attention, describe, perform, say } = this.parts;
    const other = neighbour(own, store.annotations(), describe.text);
    if (!other) return say(t("No other span of {label} adjoins this one.", { label: describe.title(own.label) }));
    const made = merge(own, other);
    if (!made) return say(t("Their two notes are too long for one; shorten a note first."));
    const { merged, kept, gone } = made;
    const equal = store.equalTo(merged);
    if (equal && equal.id !== kept.id) return say(t("Already marked: {span}.", { span: describe.span(equal) }));
    const links = [...new Set([...store.relationsOf(kept.id), ...store.relationsOf(gone.id)])];
    const name = t("Merged: {span}.", { span: describe.span(merged) });
    const steps = [annotationStep(kept, merged), ...handOver(links, kept.id, gone.id), annotationStep(gone, null)];
    perform({ name, steps });
    attention.focus(merged.id, attention.selection.head);
    say(name);
  }

  /** Choose a label, and mark the same words with it as well. */
  duplicate() {
    const own = this.#own();
    if (!own) return;
    const options = labelOptions(this.parts, (label) => this.duplicateAs(own, label));
    this.parts.ask(t("Mark the same words as"), options.filter(({ label }) => label !== own.label));
  }

  /**
   * @param {Annotation} own
   * @param {string} label
   */
  duplicateAs(own, label) {
    const { store, attention, describe, perform, say } = this.parts;
    const attributes = fitting(own.attributes, describe.attributesOf(own.label), describe.attributesOf(label));
    const made = twin(own, label, newId(), attributes);
    const equal = store.equalTo(made);
    if (equal) return say(t("Already marked: {span}.", { span: describe.span(equal) }));
    const name = t("Marked as well: {span}.", { span: describe.span(made) });
    perform({ name, steps: [annotationStep(null, made)] });
    attention.focus(made.id);
    say(name);
  }

  /** @returns {Annotation | null} the focused span of one's own, if it may be changed */
  #own() {
    const own = ownOf(this.parts);
    return own && mayChange(this.parts) ? own : null;
  }
}
