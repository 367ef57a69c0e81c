// @ts-check
/** Going from span to span and from suggestion to suggestion; moving the caret and selecting by units. */

import { t } from "../../words.js";
import { remarksOn } from "../model/remarks.js";
import { linksBetween } from "../model/linking.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("../model/snap.js").Unit} Unit
 */

export class Moving {
  /** @param {import("./parts.js").Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Focus the next (`step` 1) or previous (-1) span; from the last one on to the first. While one
   * links, only those that can be linked count.
   *
   * @param {1 | -1} step
   * @param {boolean} [onlySuggestions]
   */
  toSpan(step, onlySuggestions = false) {
    const { store, attention, say } = this.parts;
    const isMeant = (/** @type {Drawn} */ span) =>
      onlySuggestions ? span.origin === "suggestion" : !attention.linking || this.#verbs(span.id) !== "";
    const all = store.allDrawn().filter(isMeant);
    if (all.length === 0) return say(this.#nothing(onlySuggestions));
    const here = all.findIndex((span) => span.id === attention.focused);
    const index = here === -1 ? this.#nearest(all, step) : here + step;
    return this.focus(all[(index + all.length) % all.length]);
  }

  /**
   * Decided a suggestion: go on to the next undecided one after it.
   *
   * @param {number} offset where the decided one began
   * @param {string} done what was done, in words
   */
  onFrom(offset, done) {
    const { store, say } = this.parts;
    const open = store.allDrawn().filter((span) => span.origin === "suggestion");
    const next = open.find((span) => span.start >= offset) ?? open[0];
    if (next) return this.focus(next, next.start, done);
    return say(`${done} ${t("That was the last suggestion.")}`);
  }

  /** Focus the next of the spans that cover the caret, or the focused span's beginning. */
  cycle() {
    const { store, attention, say } = this.parts;
    const here = store.at(attention.selection.head);
    if (here.length === 0) return say(t("No span here."));
    const index = here.findIndex((span) => span.id === attention.focused);
    return this.focus(here[(index + 1) % here.length], attention.selection.head);
  }

  /**
   * @param {Drawn} span
   * @param {number} [caret]
   * @param {string} [done] said before it
   */
  focus(span, caret = span.start, done = "") {
    const { store, attention, describe, reveal, say } = this.parts;
    attention.focus(span.id, caret);
    reveal(caret);
    const words = [done, this.#suggested(span.id), describe.span(span), this.#remarks(span.id)];
    const others = store.at(caret).length - 1;
    if (others > 0) words.push(t("({count} more here)", { count: others }));
    if (attention.linking) words.push(this.#linkable(span.id));
    say(`${words.filter((word) => word !== "").join(" ")}.`);
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
    if (!stretch && !first) return say(t("There are no words here."));
    const start = stretch?.start ?? first?.start ?? 0;
    const end = stretch ? snap.endBeside(stretch.end, unit, step) : first?.end ?? 0;
    if (end <= start) return attention.select(start);
    const chosen = snap.trim({ start, end }) ?? { start, end };
    attention.select(chosen.start, chosen.end);
    this.parts.reveal(chosen.end);
    return say(t("Selected: “{quote}”.", { quote: describe.quote(chosen) }));
  }

  /**
   * Move the caret to the beginning of the next unit (1) or of this or the one before (-1).
   *
   * @param {Unit} unit
   * @param {1 | -1} step
   */
  go(unit, step) {
    const { attention, snap, describe, say, reveal } = this.parts;
    const place = snap.startBeside(attention.selection.head, unit, step);
    this.putCaret(place);
    reveal(place);
    const here = snap.select(place, unit);
    return here ? say(`“${describe.quote(here)}”`) : undefined;
  }

  /** @param {number} offset put the caret here; a focused span keeps the focus while the caret is within it */
  putCaret(offset) {
    const { attention, store } = this.parts;
    const focused = attention.focused && store.drawn(attention.focused);
    this.#tellEntered(attention.selection.head, offset);
    if (focused && focused.start <= offset && offset <= focused.end) return attention.focus(focused.id, offset);
    return attention.focus(null, offset);
  }

  /**
   * Tell of the spans that begin to hold the caret: who does not see them hears of them.
   *
   * @param {number} from where the caret was
   * @param {number} to where it is
   */
  #tellEntered(from, to) {
    const { store, describe, say } = this.parts;
    const holds = (/** @type {Drawn} */ { start, end }, /** @type {number} */ offset) => start <= offset && offset < end;
    const entered = store.at(to).filter((span) => holds(span, to) && !holds(span, from));
    const words = entered.map(({ id, label }) => `${this.#suggested(id)} ${describe.title(label)} ${this.#remarks(id)}`.trim());
    if (words.length > 0) say(t("Entered: {spans}.", { spans: words.join("; ") }));
  }

  /** @param {string} id @returns {string} "(not sure, 2 links)" of an own span that has such */
  #remarks(id) {
    const { store, describe } = this.parts;
    const own = store.annotation(id);
    const remarks = own ? remarksOn(own, describe, store.relationsOf(id).length) : [];
    return remarks.length > 0 ? `(${remarks.map(({ words }) => words).join(", ")})` : "";
  }

  /** @param {string} id @returns {string} "Suggestion (87 %):" for one */
  #suggested(id) {
    const suggestion = this.parts.store.suggestion(id);
    return suggestion ? t("Suggestion ({score} %):", { score: Math.round(suggestion.score * 100) }) : "";
  }

  /** @param {string} id @returns {string} how it can be linked to the one a link was begun at */
  #linkable(id) {
    if (id === this.parts.attention.linking) return "";
    const verbs = this.#verbs(id);
    return verbs ? t("– Enter links it: {verbs}", { verbs }) : t("– cannot be linked");
  }

  /** @param {string} id @returns {string} verbs of the links that may be made to it; empty = none */
  #verbs(id) {
    const { attention, store, describe } = this.parts;
    const [from, to] = [store.annotation(attention.linking ?? ""), store.annotation(id)];
    const names = new Set(from && to ? linksBetween(describe, from, to).map(({ type }) => type) : []);
    return describe.relationTypes.filter(({ name }) => names.has(name)).map(({ title }) => title).join(", ");
  }

  /** @param {boolean} onlySuggestions @returns {string} */
  #nothing(onlySuggestions) {
    if (onlySuggestions) return t("No undecided suggestion is left.");
    return this.parts.attention.linking ? t("There is no span that could be linked.") : t("Nothing is marked yet.");
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
