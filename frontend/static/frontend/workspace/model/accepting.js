// @ts-check
/** What becomes of suggestions that are accepted, one or hundreds at once. */

import { annotationOf, annotationStep, suggestionStep } from "./changes.js";

/**
 * @typedef {import("./changes.js").Annotation} Annotation
 * @typedef {import("./changes.js").Suggestion} Suggestion
 * @typedef {import("./changes.js").Step} Step
 * @typedef {{least: number, labels: ReadonlySet<string>}} Filter `least` = the lowest score, 0 to 1
 */

/**
 * Return the undecided suggestions with at least this score and one of these labels.
 *
 * @param {readonly Suggestion[]} suggestions
 * @param {Filter} filter
 * @returns {Suggestion[]}
 */
export function eligible(suggestions, { least, labels }) {
  return suggestions.filter(
    (one) => !one.verdict && one.score >= least && labels.has((one.draft ?? one).label),
  );
}

/**
 * Return the steps that accept suggestions: each becomes an annotation, unless there is one with
 * its label and ends already. What was changed before counts as edited.
 *
 * @param {readonly Suggestion[]} suggestions undecided
 * @param {(span: {label: string, start: number, end: number}) => Annotation | null} equalTo finds
 *   one that there is
 * @param {() => string} newId
 * @returns {Step[]}
 */
export function acceptSteps(suggestions, equalTo, newId) {
  const made = new Set();
  return suggestions.flatMap((suggestion) => {
    const { label, start, end } = suggestion.draft ?? suggestion;
    const decided = suggestionStep(suggestion, { verdict: suggestion.draft ? "edited" : "accepted" });
    const key = `${label} ${start} ${end}`;
    if (made.has(key) || equalTo({ label, start, end })) return [decided];
    made.add(key);
    return [decided, annotationStep(null, annotationOf({ id: newId(), label, start, end, suggestion: suggestion.id }))];
  });
}
