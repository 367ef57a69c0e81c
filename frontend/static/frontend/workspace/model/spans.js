// @ts-check
/** What is marked on one document: own annotations, and suggestions with their decisions. */

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

/** @param {{start: number, end: number, label: string}} a @param {{start: number, end: number, label: string}} b */
const inOrder = (a, b) => a.start - b.start || b.end - a.end || (a.label < b.label ? -1 : 1);

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
  /** @type {Set<(ids: Set<string>, before: Map<string, Drawn>) => void>} */
  #listeners = new Set();
  /** @type {Map<string, Drawn> | null} sorted; made anew after a change */
  #drawn = null;

  /**
   * Add what the server has.
   *
   * @param {Annotation[]} annotations
   * @param {Suggestion[]} suggestions
   */
  load(annotations, suggestions) {
    const before = this.drawn();
    for (const annotation of annotations) this.#annotations.set(annotation.id, annotation);
    for (const suggestion of suggestions) this.#suggestions.set(suggestion.id, suggestion);
    this.#tell([...annotations, ...suggestions].map((span) => span.id), before);
  }

  /** @param {Change} change */
  apply({ annotation, suggestion }) {
    const before = this.drawn();
    if (annotation?.after) this.#annotations.set(annotation.id, annotation.after);
    else if (annotation) this.#annotations.delete(annotation.id);
    if (suggestion) this.#suggestions.set(suggestion.id, suggestion.after);
    this.#tell([annotation?.id, suggestion?.id], before);
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
   * @returns {Annotation[]}
   */
  annotations() {
    return [...this.#annotations.values()].sort(inOrder);
  }

  /**
   * Return all suggestions, decided ones too, in the order of the text.
   *
   * @returns {Suggestion[]}
   */
  suggestions() {
    return [...this.#suggestions.values()].sort(inOrder);
  }

  /**
   * Return what stands in the text, in its order: own annotations and undecided suggestions.
   *
   * @returns {Map<string, Drawn>}
   */
  drawn() {
    if (this.#drawn) return this.#drawn;
    /** @type {Drawn[]} */
    const own = [...this.#annotations.values()].map(({ id, label, start, end }) => {
      return { id, label, start, end, origin: "own" };
    });
    const open = [...this.#suggestions.values()].filter((suggestion) => !suggestion.verdict).map(asDrawn);
    this.#drawn = new Map([...own, ...open].sort(inOrder).map((span) => [span.id, span]));
    return this.#drawn;
  }

  /**
   * Return what covers `offset`, the shortest first. The end of a span counts as within it where
   * no other span holds the offset.
   *
   * @param {number} offset
   * @returns {Drawn[]}
   */
  at(offset) {
    const all = [...this.drawn().values()];
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
  equalTo({ label, start, end }) {
    for (const own of this.#annotations.values()) {
      if (own.start === start && own.end === end && own.label === label) return own;
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
   * @param {(string | undefined)[]} ids
   * @param {Map<string, Drawn>} before
   */
  #tell(ids, before) {
    this.#drawn = null;
    const touched = new Set(ids.filter((id) => id !== undefined));
    for (const listener of this.#listeners) listener(touched, before);
  }
}
