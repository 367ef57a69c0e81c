// @ts-check
/** Going from span to span and from suggestion to suggestion, and selecting by units. */

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("../model/snap.js").Unit} Unit
 */

export class Moving {
  /** @param {import("./editing.js").Parts & {reveal: (offset: number) => void}} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Focus the next (`step` 1) or previous (-1) span; from the last one on to the first.
   *
   * @param {1 | -1} step
   * @param {boolean} [onlySuggestions]
   */
  toSpan(step, onlySuggestions = false) {
    const { store, attention, say } = this.parts;
    const all = store.allDrawn().filter((span) => !onlySuggestions || span.origin === "suggestion");
    if (all.length === 0) return say(onlySuggestions ? "No undecided suggestion is left." : "Nothing is marked yet.");
    const here = all.findIndex((span) => span.id === attention.focused);
    const index = here === -1 ? this.#nearest(all, step) : here + step;
    return this.focus(all[(index + all.length) % all.length]);
  }

  /**
   * Decided a suggestion: go on to the next undecided one after it.
   *
   * @param {number} offset where the decided one began
   */
  onFrom(offset) {
    const { store, attention, say } = this.parts;
    const open = store.allDrawn().filter((span) => span.origin === "suggestion");
    const next = open.find((span) => span.start >= offset) ?? open[0];
    if (next) return this.focus(next);
    attention.focus(null, offset);
    return say("That was the last suggestion.");
  }

  /** Focus the next of the spans that cover the caret, or the focused span's beginning. */
  cycle() {
    const { store, attention, say } = this.parts;
    const here = store.at(attention.selection.head);
    if (here.length === 0) return say("No span here.");
    const index = here.findIndex((span) => span.id === attention.focused);
    return this.focus(here[(index + 1) % here.length], attention.selection.head);
  }

  /**
   * @param {Drawn} span
   * @param {number} [caret]
   */
  focus(span, caret = span.start) {
    const { store, attention, describe, reveal, say } = this.parts;
    attention.focus(span.id, caret);
    reveal(caret);
    const others = store.at(caret).length - 1;
    const suggestion = store.suggestion(span.id);
    const kind = suggestion ? `Suggestion (${Math.round(suggestion.score * 100)} %): ` : "";
    const overlap = others > 0 ? `; ${others} more here` : "";
    say(`${kind}${describe.span(span)}${overlap}.`);
  }

  /**
   * Select the unit at the caret; with something selected, one more unit (1) or one less (-1).
   *
   * @param {Unit} unit
   * @param {1 | -1} step
   */
  select(unit, step) {
    const { attention, snap, describe, say } = this.parts;
    const stretch = attention.stretch;
    const first = snap.select(attention.selection.head, unit);
    if (!stretch && !first) return say(`There is no ${unit} here.`);
    const start = stretch?.start ?? first?.start ?? 0;
    const end = stretch ? snap.endBeside(stretch.end, unit, step) : first?.end ?? 0;
    if (end <= start) return attention.select(start);
    const chosen = snap.trim({ start, end }) ?? { start, end };
    attention.select(chosen.start, chosen.end);
    this.parts.reveal(chosen.end);
    return say(`Selected: “${describe.quote(chosen)}”.`);
  }

  /** Drop the selection; without one, the focus of a span. */
  clear() {
    const { attention } = this.parts;
    if (attention.stretch) attention.select(attention.selection.head);
    else attention.focus(null);
  }

  /**
   * @param {readonly Drawn[]} spans
   * @param {1 | -1} step
   * @returns {number} index of the first span after the caret, or the last before it
   */
  #nearest(spans, step) {
    const { head } = this.parts.attention.selection;
    if (step === -1) return spans.findLastIndex((span) => span.start < head);
    const index = spans.findIndex((span) => span.start >= head);
    return index === -1 ? spans.length : index;
  }
}
