// @ts-check
/** What is worth a look before a document is handed in. Nothing of it has to be mended. */

/**
 * @typedef {import("./spans.js").Annotation} Annotation
 * @typedef {import("./spans.js").Suggestion} Suggestion
 * @typedef {{kind: "unsent" | "undecided" | "unanswered" | "unsure" | "unused", count: number,
 *   first: string | null, labels: string[]}} Check `first` = id of the first span concerned, in
 *   the order of the text; `labels` = names of the labels concerned
 */

/**
 * Return what is worth a look, the weightiest first; nothing for what is all right.
 *
 * @param {object} work
 * @param {readonly Annotation[]} work.annotations in the order of the text
 * @param {readonly Suggestion[]} work.suggestions in the order of the text
 * @param {readonly string[]} work.labels names of those in use
 * @param {(annotation: Annotation) => string[]} work.missing names of its unanswered attributes
 * @param {number} work.unsent changes not saved yet
 * @returns {Check[]}
 */
export function checks({ annotations, suggestions, labels, missing, unsent }) {
  const used = new Set(annotations.map((annotation) => annotation.label));
  const undecided = suggestions.filter((suggestion) => !suggestion.verdict);
  const unanswered = annotations.filter((annotation) => missing(annotation).length > 0);
  const unsure = annotations.filter((annotation) => annotation.is_unsure);
  const unused = labels.filter((label) => !used.has(label));
  /** @type {Check[]} */
  const all = [
    { kind: "unsent", count: unsent, first: null, labels: [] },
    about("undecided", undecided),
    about("unanswered", unanswered),
    about("unsure", unsure),
    { kind: "unused", count: unused.length, first: null, labels: unused },
  ];
  return all.filter((check) => check.count > 0);
}

/**
 * @param {Check["kind"]} kind
 * @param {readonly {id: string, label: string}[]} spans
 * @returns {Check}
 */
function about(kind, spans) {
  const labels = [...new Set(spans.map((span) => span.label))];
  return { kind, count: spans.length, first: spans[0]?.id ?? null, labels };
}
