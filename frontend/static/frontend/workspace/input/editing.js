// @ts-check
/** What one can do to spans and suggestions. Every verb is one reversible change. */

import { newId } from "../model/ids.js";
import { isSame } from "../model/spans.js";

/**
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {import("../model/spans.js").Change} Change
 * @typedef {{start: number, end: number}} Stretch
 * @typedef {object} Parts
 * @property {import("../model/spans.js").SpanStore} store
 * @property {import("../model/attention.js").Attention} attention
 * @property {import("../model/history.js").History} history
 * @property {import("../model/snap.js").Snap} snap
 * @property {import("../model/describe.js").Describe} describe
 * @property {(change: Change) => void} write send a change to the server
 * @property {(words: string) => void} say tell everyone, screen readers too
 * @property {() => boolean} isOpen whether anything may be changed
 */

export class Editing {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Label the selection; without one, relabel the focused span; without one, label the word here.
   *
   * @param {string} label its name
   */
  label(label) {
    if (!this.#mayChange()) return;
    const { attention, snap, say } = this.parts;
    const stretch = attention.stretch;
    const focused = this.#focused();
    if (!stretch && focused) return this.#relabel(focused, label);
    const marked = stretch ? snap.toGraphemes(stretch) : snap.select(attention.selection.head, "word");
    return marked ? this.#create(marked, label) : say("There is no word here to mark.");
  }

  /**
   * Move one end of the focused span by a word.
   *
   * @param {"start" | "end"} side
   * @param {1 | -1} step
   */
  adjust(side, step) {
    const focused = this.#focused();
    if (!focused) return this.parts.say("Focus a span first.");
    if (!this.#mayChange()) return undefined;
    const { snap, say } = this.parts;
    const { label, ...span } = "verdict" in focused && focused.draft ? focused.draft : focused;
    const place = side === "end" ? snap.endBeside(span.end, "word", step) : snap.startBeside(span.start, "word", step);
    const moved = { start: span.start, end: span.end, [side]: place };
    if (moved.start >= moved.end) return say("It cannot get any shorter.");
    return this.#edit(focused, { label, ...moved });
  }

  /** Delete the focused span; dismiss it, if it is a suggestion. */
  remove() {
    const focused = this.#focused();
    if (!focused) return this.parts.say("Focus a span first.");
    if (!this.#mayChange()) return undefined;
    if ("verdict" in focused) return void this.decide(focused, "dismissed");
    const { attention, say, describe } = this.parts;
    attention.focus(null, focused.start);
    this.#do({ annotation: { id: focused.id, before: focused, after: null } });
    return say(`Deleted: ${describe.span(focused)}.`);
  }

  /**
   * Accept a suggestion (as edited, where it was changed) or dismiss it.
   *
   * @param {Suggestion} suggestion
   * @param {"accepted" | "dismissed"} wanted
   * @returns {boolean} whether it is decided now
   */
  decide(suggestion, wanted) {
    if (!this.#mayChange() || suggestion.verdict) return false;
    const { store, describe, say } = this.parts;
    const { label, start, end } = suggestion.draft ?? suggestion;
    /** @type {import("../model/spans.js").Verdict} */
    const verdict = wanted === "accepted" && suggestion.draft ? "edited" : wanted;
    const decided = { id: suggestion.id, before: suggestion, after: { ...suggestion, verdict } };
    const equal = verdict === "dismissed" ? null : store.equalTo({ label, start, end });
    if (verdict === "dismissed") this.#do({ suggestion: decided });
    else if (equal) this.#do({ suggestion: decided, equal });
    else {
      const id = newId();
      const made = { id, label, start, end, suggestion: suggestion.id };
      this.#do({ suggestion: decided, annotation: { id, before: null, after: made } });
    }
    say(`${verdict === "dismissed" ? "Dismissed" : "Accepted"}: ${describe.span({ label, start, end })}.`);
    return true;
  }

  /** @param {Suggestion} suggestion take its decision back, and what it made */
  takeBack(suggestion) {
    if (!this.#mayChange() || !suggestion.verdict) return;
    const { store, describe, say } = this.parts;
    const made = store.madeFrom(suggestion.id);
    this.#do({
      suggestion: { id: suggestion.id, before: suggestion, after: { ...suggestion, verdict: null } },
      ...(made && { annotation: { id: made.id, before: made, after: null } }),
    });
    say(`Undecided again: ${describe.span(suggestion)}.`);
  }

  /** Take the last change back. */
  undo() {
    if (this.#mayChange()) this.#replay(this.parts.history.undo(), "Undone", "Nothing to undo.");
  }

  /** Do again what was undone last. */
  redo() {
    if (this.#mayChange()) this.#replay(this.parts.history.redo(), "Redone", "Nothing to redo.");
  }

  /**
   * @param {Change | null} change
   * @param {string} done
   * @param {string} nothing
   */
  #replay(change, done, nothing) {
    const { store, attention, write, describe, say } = this.parts;
    if (!change) return say(nothing);
    store.apply(change);
    write(change);
    const seen = change.suggestion?.after ?? change.annotation?.after ?? change.annotation?.before;
    const id = [change.annotation?.after?.id, change.suggestion?.id].find((one) => one && store.drawn(one));
    if (seen) attention.focus(id ?? null, seen.start);
    return say(seen ? `${done}: ${describe.span(seen)}.` : `${done}.`);
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
      return say(`Already marked: ${describe.span(span)}.`);
    }
    const id = newId();
    this.#do({ annotation: { id, before: null, after: { id, ...span, suggestion: null } } });
    attention.focus(id, stretch.end);
    return say(`${describe.span(span)}: marked. ${store.annotations().length} in all.`);
  }

  /**
   * @param {Annotation | Suggestion} focused
   * @param {string} label
   */
  #relabel(focused, label) {
    const { start, end } = "verdict" in focused && focused.draft ? focused.draft : focused;
    this.#edit(focused, { label, start, end });
  }

  /**
   * Give the focused span another label or other ends. A suggestion keeps them as a draft.
   *
   * @param {Annotation | Suggestion} focused
   * @param {{label: string, start: number, end: number}} span
   */
  #edit(focused, span) {
    const { store, attention, describe, say } = this.parts;
    const { id } = focused;
    if ("verdict" in focused) {
      const after = { ...focused, draft: isSame(focused, span) ? null : span };
      this.#do({ suggestion: { id, before: focused, after } });
      say(`Suggestion changed: ${describe.span(span)}. Accept it to keep it.`);
    } else {
      const equal = store.equalTo(span);
      if (equal) return equal.id === id ? undefined : say(`Already marked: ${describe.span(span)}.`);
      this.#do({ annotation: { id, before: focused, after: { ...focused, ...span } } });
      say(`Changed: ${describe.span(span)}.`);
    }
    return attention.focus(id);
  }

  /** @returns {Annotation | Suggestion | null} */
  #focused() {
    const { attention, store } = this.parts;
    const id = attention.focused;
    return id ? store.annotation(id) ?? store.suggestion(id) : null;
  }

  /** @param {Change} change */
  #do(change) {
    const { store, history, write } = this.parts;
    history.record(change);
    store.apply(change);
    write(change);
  }

  /** @returns {boolean} */
  #mayChange() {
    if (!this.parts.isOpen()) this.parts.say("This is submitted; it cannot be changed any more.");
    return this.parts.isOpen();
  }
}
