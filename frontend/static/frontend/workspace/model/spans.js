// @ts-check
/** What is marked on one document: own annotations, their relations, and suggestions with their decisions. */

import { NOTHING_NOTED } from "./changes.js";
import { firstFrom, inOrder, swap } from "./order.js";

/**
 * @typedef {import("./changes.js").Annotation} Annotation
 * @typedef {import("./changes.js").Relation} Relation
 * @typedef {import("./changes.js").About} About
 * @typedef {import("./changes.js").Suggestion} Suggestion
 * @typedef {import("./changes.js").Change} Change
 * @typedef {import("./changes.js").Step} Step
 * @typedef {{id: string, label: string, start: number, end: number, origin: "own" | "suggestion"}} Drawn
 *   a span as it stands in the text
 * @typedef {{annotations?: Annotation[], suggestions?: Suggestion[], relations?: Relation[], about?: About}} Loaded
 */

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

/**
 * @template T
 * @param {Map<string, T>} map
 * @param {string} id
 * @param {T | null} value null = it goes
 */
function put(map, id, value) {
  if (value) map.set(id, value);
  else map.delete(id);
}

/** The spans of one document. Everything that changes them goes through `apply`. */
export class SpanStore {
  /** @type {Map<string, Annotation>} */
  #annotations = new Map();
  /** @type {Map<string, Suggestion>} */
  #suggestions = new Map();
  /** @type {Map<string, Relation>} */
  #relations = new Map();
  /** What is noted on the text as a whole. */
  about = NOTHING_NOTED;
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
   * @param {Loaded} loaded
   */
  load({ annotations = [], suggestions = [], relations = [], about = this.about }) {
    const ids = new Set([...annotations, ...suggestions, ...relations].map(({ id }) => id));
    if (about !== this.about) ids.add("about");
    const before = this.#drawnOf(ids);
    for (const annotation of annotations) this.#annotations.set(annotation.id, annotation);
    for (const suggestion of suggestions) this.#suggestions.set(suggestion.id, suggestion);
    for (const relation of relations) this.#relations.set(relation.id, relation);
    this.about = about;
    const own = [...this.#annotations.values()].sort(inOrder);
    const suggested = [...this.#suggestions.values()].sort(inOrder);
    const all = new Set([...own, ...suggested].map((span) => span.id));
    const drawn = [...this.#drawnOf(all).values()].sort(inOrder);
    this.#sorted = { annotations: own, suggestions: suggested, drawn };
    for (const listener of this.#listeners) listener(ids, before);
  }

  /** @param {Change} change */
  apply({ steps }) {
    const ids = new Set(steps.map((step) => /** @type {string} */ (step.id)));
    const before = this.#drawnOf(ids);
    for (const step of steps) this.#take(step);
    for (const listener of this.#listeners) listener(ids, before);
  }

  /** @param {Step} step */
  #take(step) {
    const { kind, id, after } = step;
    const drawn = this.drawn(id);
    if (kind === "about") this.about = after;
    else if (kind === "relation") put(this.#relations, id, after);
    else if (kind === "annotation") {
      swap(this.#sorted.annotations, this.annotation(id), after);
      put(this.#annotations, id, after);
    } else {
      swap(this.#sorted.suggestions, this.suggestion(id), after);
      this.#suggestions.set(id, after);
    }
    if (kind === "annotation" || kind === "suggestion") swap(this.#sorted.drawn, drawn, this.drawn(id));
  }

  /**
   * Be told of every change: the ids it touched ("about" too), and what was drawn before.
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

  /** @param {string} id */
  relation(id) {
    return this.#relations.get(id) ?? null;
  }

  /**
   * Return all relations, in the order in which they were made.
   *
   * @returns {Relation[]}
   */
  relations() {
    return [...this.#relations.values()];
  }

  /**
   * Return the relations that an annotation is an end of.
   *
   * @param {string} annotation its id
   * @returns {Relation[]}
   */
  relationsOf(annotation) {
    return this.relations().filter(({ source, target }) => source === annotation || target === annotation);
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
    const { annotations } = this.#sorted;
    for (let at = firstFrom(annotations, span.start); annotations[at]?.start === span.start; at += 1) {
      if (isSame(annotations[at], span)) return annotations[at];
    }
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
