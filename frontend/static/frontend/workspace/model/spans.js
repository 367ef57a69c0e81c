// @ts-check
/** What is marked on one document: own annotations, and suggestions with their decisions. */

import { inOrder, swap } from "./order.js";

/**
 * @typedef {{id: string, label: string, start: number, end: number, suggestion: string | null}} Annotation
 *   offsets in code units
 * @typedef {"accepted" | "edited" | "dismissed"} Verdict
 * @typedef {{id: string, label: string, start: number, end: number, score: number, reason: string,
 *   verdict: Verdict | null, draft: {label: string, start: number, end: number} | null}} Suggestion
 *   `draft` = how the annotator changed it before deciding
 * @typedef {{id: string, label: string, start: number, end: number, origin: "own" | "suggestion"}} Drawn
 *   a span as it stands in the text
 * @typedef {{
 *   annotation?: {id: string, before: Annotation | null, after: Annotation | null},
 *   suggestion?: {id: string, before: Suggestion, after: Suggestion},
 *   equal?: Annotation,
 * }} Change one reversible step; `equal` = the annotation that already is what a suggestion says
 */

/**
 * Return the change that takes `change` back.
 *
 * @param {Change} change
 * @returns {Change}
 */
export function inverse({ annotation, suggestion, equal }) {
  return {
    ...(annotation && { annotation: { id: annotation.id, before: annotation.after, after: annotation.before } }),
    ...(suggestion && { suggestion: { id: suggestion.id, before: suggestion.after, after: suggestion.before } }),
    ...(equal && { equal }),
  };
}

/**
 * Say whether two spans have the same label and the same ends.
 *
 * @param {{label: string, start: number, end: number}} one
 * @param {{label: string, start: number, end: number}} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  return one.label === other.label && one.start === other.start && one.end === other.end;
}

/**
 * Return a suggestion as it stands: where the annotator moved it, else as it was made.
 *
 * @param {Suggestion} suggestion
 * @returns {Drawn}
 */
export function asDrawn(suggestion) {
  const { label, start, end } = suggestion.draft ?? suggestion;
  return { id: suggestion.id, label, start, end, origin: "suggestion" };
}

/** The spans of one document. Everything that changes them goes through `apply`. */
export class SpanStore {
  /** @type {Map<string, Annotation>} */
  #annotations = new Map();
  /** @type {Map<string, Suggestion>} */
  #suggestions = new Map();
  /** The same in the order of the text. */
  #sorted = {
    /** @type {Annotation[]} */
    annotations: [],
    /** @type {Suggestion[]} */
    suggestions: [],
    /** @type {Drawn[]} */
    drawn: [],
  };
  /** @type {Set<(ids: Set<string>, before: Map<string, Drawn>) => void>} */
  #listeners = new Set();

  /**
   * Add what the server has.
   *
   * @param {Annotation[]} annotations
   * @param {Suggestion[]} suggestions
   */
  load(annotations, suggestions) {
    const ids = new Set([...annotations, ...suggestions].map((span) => span.id));
    const before = this.#drawnOf(ids);
    for (const annotation of annotations) this.#annotations.set(annotation.id, annotation);
    for (const suggestion of suggestions) this.#suggestions.set(suggestion.id, suggestion);
    const own = [...this.#annotations.values()].sort(inOrder);
    const suggested = [...this.#suggestions.values()].sort(inOrder);
    const all = new Set([...own, ...suggested].map((span) => span.id));
    const drawn = [...this.#drawnOf(all).values()].sort(inOrder);
    this.#sorted = { annotations: own, suggestions: suggested, drawn };
    for (const listener of this.#listeners) listener(ids, before);
  }

  /** @param {Change} change */
  apply({ annotation, suggestion }) {
    const ids = new Set([annotation?.id, suggestion?.id].filter((id) => id !== undefined));
    const before = this.#drawnOf(ids);
    if (annotation) {
      if (annotation.after) this.#annotations.set(annotation.id, annotation.after);
      else this.#annotations.delete(annotation.id);
      swap(this.#sorted.annotations, annotation.id, annotation.after);
    }
    if (suggestion) {
      this.#suggestions.set(suggestion.id, suggestion.after);
      swap(this.#sorted.suggestions, suggestion.id, suggestion.after);
    }
    for (const id of ids) swap(this.#sorted.drawn, id, this.drawn(id));
    for (const listener of this.#listeners) listener(ids, before);
  }

  /**
   * Be told of every change: which spans it touched, and what was drawn before.
   *
   * @param {(ids: Set<string>, before: Map<string, Drawn>) => void} listener
   */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  /** @param {string} id */
  annotation(id) {
    return this.#annotations.get(id) ?? null;
  }

  /** @param {string} id */
  suggestion(id) {
    return this.#suggestions.get(id) ?? null;
  }

  /**
   * Return the own annotations in the order of the text.
   *
   * @returns {readonly Annotation[]}
   */
  annotations() {
    return this.#sorted.annotations;
  }

  /**
   * Return all suggestions, decided ones too, in the order of the text.
   *
   * @returns {readonly Suggestion[]}
   */
  suggestions() {
    return this.#sorted.suggestions;
  }

  /**
   * Return what stands in the text, in its order: own annotations and undecided suggestions.
   *
   * @returns {readonly Drawn[]}
   */
  allDrawn() {
    return this.#sorted.drawn;
  }

  /**
   * Return one span as it stands in the text.
   *
   * @param {string} id
   * @returns {Drawn | null} null where it does not stand there
   */
  drawn(id) {
    const own = this.#annotations.get(id);
    if (own) return { id, label: own.label, start: own.start, end: own.end, origin: "own" };
    const suggestion = this.#suggestions.get(id);
    return suggestion && !suggestion.verdict ? asDrawn(suggestion) : null;
  }

  /**
   * Return what covers `offset`, the shortest first. The end of a span counts as within it where
   * no other span holds the offset.
   *
   * @param {number} offset
   * @returns {Drawn[]}
   */
  at(offset) {
    const all = this.#sorted.drawn;
    const inside = all.filter((span) => span.start <= offset && offset < span.end);
    const found = inside.length ? inside : all.filter((span) => span.end === offset);
    return found.sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /**
   * Return the own annotation that is exactly this span.
   *
   * @param {{label: string, start: number, end: number}} span
   * @returns {Annotation | null}
   */
  equalTo(span) {
    for (const own of this.#annotations.values()) if (isSame(own, span)) return own;
    return null;
  }

  /**
   * Return the annotation that a decided suggestion became, if it is still there.
   *
   * @param {string} suggestion
   * @returns {Annotation | null}
   */
  madeFrom(suggestion) {
    for (const own of this.#annotations.values()) if (own.suggestion === suggestion) return own;
    return null;
  }

  /**
   * @param {Set<string>} ids
   * @returns {Map<string, Drawn>}
   */
  #drawnOf(ids) {
    /** @type {Map<string, Drawn>} */
    const found = new Map();
    for (const id of ids) {
      const drawn = this.drawn(id);
      if (drawn) found.set(id, drawn);
    }
    return found;
  }
}
