// @ts-check
/** What an annotator can change, as values: steps from one state to another, and back. */

/**
 * @typedef {Record<string, any>} Attributes values by the name of the label's attribute
 * @typedef {{id: string, label: string, start: number, end: number, suggestion: string | null,
 *   attributes: Attributes, note: string, is_unsure: boolean}} Annotation offsets in code units
 * @typedef {{id: string, type: string, source: string, target: string, note: string, is_unsure: boolean}} Relation
 *   `source` and `target` are ids of annotations
 * @typedef {{note: string, is_unsure: boolean}} About what is noted on the text as a whole
 * @typedef {"accepted" | "edited" | "dismissed"} Verdict
 * @typedef {{id: string, label: string, start: number, end: number, score: number, reason: string,
 *   verdict: Verdict | null, draft: {label: string, start: number, end: number} | null}} Suggestion
 *   `draft` = how the annotator changed it before deciding
 * @typedef {{kind: "annotation", id: string, before: Annotation | null, after: Annotation | null}
 *   | {kind: "relation", id: string, before: Relation | null, after: Relation | null}
 *   | {kind: "suggestion", id: string, before: Suggestion, after: Suggestion}
 *   | {kind: "about", id: "about", before: About, after: About}} Step
 * @typedef {{name: string, steps: Step[]}} Change
 *   `name` = what it did, in words, for "Undo: …"; its steps are taken in order, all or none
 */

/** What the text as a whole has where nothing was noted. */
export const NOTHING_NOTED = /** @type {About} */ (Object.freeze({ note: "", is_unsure: false }));

/**
 * Return the change that takes `change` back.
 *
 * @param {Change} change
 * @returns {Change}
 */
export function inverse({ name, steps }) {
  const back = steps.map((step) => /** @type {Step} */ ({ ...step, before: step.after, after: step.before }));
  return { name, steps: back.reverse() };
}

/**
 * Return an annotation with everything that was not given as it is at first.
 *
 * @param {Partial<Annotation> & {id: string, label: string, start: number, end: number}} given
 * @returns {Annotation}
 */
export function annotationOf(given) {
  return { suggestion: null, attributes: {}, note: "", is_unsure: false, ...given };
}

/**
 * @param {Annotation | null} before null = it is made
 * @param {Annotation | null} after null = it is deleted
 * @returns {Step}
 */
export function annotationStep(before, after) {
  return { kind: "annotation", id: String((after ?? before)?.id), before, after };
}

/**
 * @param {Relation | null} before
 * @param {Relation | null} after
 * @returns {Step}
 */
export function relationStep(before, after) {
  return { kind: "relation", id: String((after ?? before)?.id), before, after };
}

/**
 * @param {Suggestion} before
 * @param {Partial<Suggestion>} changed
 * @returns {Step}
 */
export function suggestionStep(before, changed) {
  return { kind: "suggestion", id: before.id, before, after: { ...before, ...changed } };
}

/**
 * @param {About} before
 * @param {Partial<About>} changed
 * @returns {Step}
 */
export function aboutStep(before, changed) {
  return { kind: "about", id: "about", before, after: { ...before, ...changed } };
}

/**
 * Return the steps that delete an annotation: what is linked to it goes first.
 *
 * @param {import("./spans.js").SpanStore} store
 * @param {Annotation} annotation
 * @returns {Step[]}
 */
export function removalSteps(store, annotation) {
  const links = store.relationsOf(annotation.id).map((relation) => relationStep(relation, null));
  return [...links, annotationStep(annotation, null)];
}

/**
 * Say whether two values are the same to the last part. The order of an object's keys does not count.
 *
 * @param {any} one plain data
 * @param {any} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isEqual(one[key], other[key]));
}
