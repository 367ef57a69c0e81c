// @ts-check
/** Marking, and changing what is marked. Every verb is one reversible change. */

import { t } from "../../words.js";
import { acceptSteps } from "../model/accepting.js";
import { annotationOf, annotationStep, removalSteps, suggestionStep } from "../model/changes.js";
import { newId } from "../model/ids.js";
import { changedSteps, fitting } from "../model/reshaping.js";
import { isSame } from "../model/spans.js";
import { focusedOf, mayChange } from "./parts.js";

/**
 * @typedef {import("./parts.js").Parts} Parts
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("../model/snap.js").Unit} Unit
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {{label: string, start: number, end: number}} Labelled
 */

export class Editing {
  /**
   * @param {Parts} parts
   * @param {import("./deciding.js").Deciding} deciding
   */
  constructor(parts, deciding) {
    this.parts = parts;
    this.deciding = deciding;
  }

  /**
   * Label the selection; without one, relabel the focused span; without one, label the word here.
   * A span that is being selected anew gets the selection and the label.
   *
   * @param {string} label its name
   */
  label(label) {
    if (!mayChange(this.parts)) return;
    const { attention, snap, say } = this.parts;
    const stretch = attention.stretch;
    const focused = focusedOf(this.parts);
    if (stretch && attention.edited) return this.finish(label);
    if (!stretch && focused) return this.#change(focused, { ...asItStands(focused), label });
    const marked = stretch ? snap.toGraphemes(stretch) : snap.select(attention.selection.head, "word");
    return marked ? this.#create(marked, label) : say(t("There is no word here to mark."));
  }

  /**
   * Move one end of the focused span.
   *
   * @param {"start" | "end"} side
   * @param {1 | -1} step
   * @param {Unit} unit
   */
  adjust(side, step, unit) {
    const focused = focusedOf(this.parts);
    if (!focused || !mayChange(this.parts)) return undefined;
    const { snap, say } = this.parts;
    const span = asItStands(focused);
    const place = side === "end" ? snap.endBeside(span.end, unit, step) : snap.startBeside(span.start, unit, step);
    const moved = { ...span, [side]: place };
    if (moved.start >= moved.end) return say(t("It cannot get any shorter."));
    return this.#change(focused, moved);
  }

  /** Delete the focused span; dismiss it, if it is a suggestion. */
  remove() {
    const focused = focusedOf(this.parts);
    if (!focused || !mayChange(this.parts)) return undefined;
    if ("verdict" in focused) return void this.deciding.decide(focused, "dismissed");
    const { store, attention, say, describe } = this.parts;
    attention.focus(null, focused.start);
    const deleted = t("Deleted: {span}.", { span: describe.span(focused) });
    this.parts.perform({ name: deleted, steps: removalSteps(store, focused) });
    return say(deleted);
  }

  /** Select the focused span anew: what is selected when one is done becomes of it. */
  selectAnew() {
    const focused = focusedOf(this.parts);
    if (!focused || !mayChange(this.parts)) return undefined;
    const { attention, say, describe } = this.parts;
    const { start, end } = asItStands(focused);
    attention.select(start, end);
    attention.begin({ edited: focused.id });
    return say(t("{span}: change the selection, then press Enter.", { span: describe.span(asItStands(focused)) }));
  }

  /** @param {string} [label] if it shall have another one; give the selection to the span selected anew */
  finish(label) {
    const { attention, store, snap } = this.parts;
    const id = attention.edited;
    const edited = id ? store.annotation(id) ?? store.suggestion(id) : null;
    const stretch = attention.stretch && snap.toGraphemes(attention.stretch);
    attention.begin({ edited: null });
    if (!edited || !stretch || !mayChange(this.parts)) return;
    const span = { label: label ?? asItStands(edited).label, ...stretch };
    if ("verdict" in edited) this.deciding.decide(edited, "accepted", isSame(edited, span) ? null : span);
    else this.#change(edited, span);
  }

  /** Take the last change back. */
  undo() {
    if (!mayChange(this.parts)) return;
    const change = this.parts.undo();
    this.parts.say(change ? t("Undone: {what}", { what: change.name }) : t("Nothing to undo."));
    if (change) this.#attend(change);
  }

  /** Do again what was undone last. */
  redo() {
    if (!mayChange(this.parts)) return;
    const change = this.parts.redo();
    this.parts.say(change ? t("Redone: {what}", { what: change.name }) : t("Nothing to redo."));
    if (change) this.#attend(change);
  }

  /** @param {Change} change that was just made: focus what it left */
  #attend({ steps }) {
    const { store, attention, reveal } = this.parts;
    const spans = steps.filter((step) => step.kind === "annotation" || step.kind === "suggestion");
    const left = spans.findLast(({ id }) => store.drawn(id)) ?? spans.at(-1);
    if (!left) return;
    const place = (left.after ?? left.before)?.start ?? 0;
    attention.focus(store.drawn(left.id) ? left.id : null, place);
    reveal(place);
  }

  /**
   * @param {Stretch} stretch
   * @param {string} label
   */
  #create(stretch, label) {
    const { store, attention, describe, say } = this.parts;
    const span = { label, ...stretch };
    const equal = store.equalTo(span);
    if (equal) {
      attention.focus(equal.id, equal.end);
      return say(t("Already marked: {span}.", { span: describe.span(span) }));
    }
    const words = describe.span(span);
    // Who marks what is suggested accepts it, and undoes both in one step.
    const suggested = store.suggestions().filter((one) => !one.verdict && isSame(one.draft ?? one, span));
    const accepted = acceptSteps(suggested, (one) => store.equalTo(one), newId);
    const steps = accepted.length > 0 ? accepted : [annotationStep(null, annotationOf({ id: newId(), ...span }))];
    this.parts.perform({ name: t("Marked: {span}.", { span: words }), steps });
    attention.focus(store.equalTo(span)?.id ?? null, stretch.end);
    const count = store.annotations().length;
    if (accepted.length > 0) return say(t("{span}: marked as suggested. {count} in all.", { span: words, count }));
    return say(t("{span}: marked. {count} in all.", { span: words, count }));
  }

  /**
   * Give a span another label or other ends. A suggestion keeps them as a draft.
   *
   * @param {Annotation | Suggestion} focused
   * @param {Labelled} span
   */
  #change(focused, span) {
    const { store, attention, describe, say } = this.parts;
    const words = describe.span(span);
    if ("verdict" in focused) {
      const draft = isSame(focused, span) ? null : span;
      const name = t("Suggestion changed: {span}.", { span: words });
      this.parts.perform({ name, steps: [suggestionStep(focused, { draft })] });
      say(t("{what} Accept it to keep it.", { what: name }));
    } else {
      const equal = store.equalTo(span);
      if (equal) return equal.id === focused.id ? attention.focus(equal.id) : say(t("Already marked: {span}.", { span: words }));
      this.#write(focused, span);
    }
    return attention.focus(focused.id);
  }

  /**
   * @param {Annotation} before
   * @param {Labelled} span
   */
  #write(before, span) {
    const { store, describe, perform, say } = this.parts;
    const isRelabelled = span.label !== before.label;
    const labelOf = (/** @type {string} */ id) => (id === before.id ? span.label : store.annotation(id)?.label ?? "");
    const [from, to] = [describe.attributesOf(before.label), describe.attributesOf(span.label)];
    const steps = changedSteps(before, span, {
      relations: store.relationsOf(before.id),
      mayBe: ({ type, source, target }) =>
        !isRelabelled || describe.typesBetween(labelOf(source), labelOf(target)).some(({ name }) => name === type),
      attributes: isRelabelled ? fitting(before.attributes, from, to) : before.attributes,
    });
    const name = t("Changed: {span}.", { span: describe.span(span) });
    perform({ name, steps });
    say(steps.length > 1 ? t("{what} Links that no longer fit were deleted.", { what: name }) : name);
  }
}

/** @param {Annotation | Suggestion} span @returns {Labelled} as it stands in the text */
function asItStands(span) {
  const { label, start, end } = "verdict" in span && span.draft ? span.draft : span;
  return { label, start, end };
}
