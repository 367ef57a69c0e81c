// @ts-check
/** From what is known and what waits to what is shown. */

import { annotationStep, isEqual, relationStep, suggestionStep } from "../model/changes.js";
import { saysTheSame } from "./queue.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("../model/changes.js").Step} Step
 * @typedef {import("../model/spans.js").SpanStore} SpanStore
 * @typedef {import("./replica.js").Replica} Replica
 * @typedef {{changes: Change[], done: number}} Kept
 */

/**
 * Return everything as it is to be shown at first.
 *
 * @param {Replica} replica
 * @param {Suggestion[]} suggestions as the server has them
 * @returns {import("../model/spans.js").Loaded}
 */
export function loaded(replica, suggestions) {
  const all = [...replica.kinds()].map(([id, kind]) => ({ kind, content: replica.shown(id) }));
  const of = (/** @type {string} */ wanted) => all.filter(({ kind, content }) => kind === wanted && content);
  return {
    annotations: of("annotation").map(({ content }) => /** @type {Annotation} */ (content)),
    relations: of("relation").map(({ content }) => /** @type {Relation} */ (content)),
    about: /** @type {About} */ (replica.shown("about")),
    suggestions: suggestions.map((one) => ({ ...one, verdict: replica.verdict(one.id) })),
  };
}

/**
 * Return the steps from what is shown to what should be.
 *
 * @param {Set<string>} ids
 * @param {Replica} replica
 * @param {SpanStore} store
 * @returns {Step[]}
 */
export function difference(ids, replica, store) {
  const kinds = replica.kinds();
  const steps = [...ids].map((id) => stepOf(id, kinds.get(id), replica, store));
  return steps.filter((step) => step !== null && !isEqual(step.before, step.after)).map((step) => /** @type {Step} */ (step));
}

/**
 * @param {string} id
 * @param {string | undefined} kind
 * @param {Replica} replica
 * @param {SpanStore} store
 * @returns {Step | null}
 */
function stepOf(id, kind, replica, store) {
  const suggestion = store.suggestion(id);
  if (suggestion) return suggestionStep(suggestion, { verdict: replica.verdict(id) });
  const content = replica.shown(id);
  if (id === "about") return { kind: "about", id, before: store.about, after: /** @type {About} */ (content) };
  if (kind === "relation" || store.relation(id)) {
    return relationStep(store.relation(id), /** @type {Relation | null} */ (content));
  }
  return annotationStep(store.annotation(id), /** @type {Annotation | null} */ (content));
}

/**
 * Return what of a kept history leads nowhere: its last state of a thing is not what there is.
 *
 * @param {Kept} kept
 * @param {SpanStore} store
 * @returns {Set<string>} ids
 */
export function outdated({ changes, done }, store) {
  /** @type {Map<string, boolean>} by id: whether it is as the history says */
  const found = new Map();
  const look = (/** @type {Step} */ step, /** @type {"before" | "after"} */ side) => {
    if (!found.has(step.id)) found.set(step.id, isAsShown(step, step[side], store));
  };
  for (const { steps } of changes.slice(0, done).reverse()) for (const step of [...steps].reverse()) look(step, "after");
  for (const { steps } of changes.slice(done)) for (const step of steps) look(step, "before");
  return new Set([...found].filter(([, isRight]) => !isRight).map(([id]) => id));
}

/**
 * @param {Step} step
 * @param {Step["after"]} state
 * @param {SpanStore} store
 * @returns {boolean}
 */
function isAsShown({ kind, id }, state, store) {
  if (kind === "suggestion") return store.suggestion(id)?.verdict === /** @type {Suggestion} */ (state).verdict;
  if (kind === "about") return isEqual(store.about, state);
  if (kind === "relation") return isEqual(store.relation(id), state);
  return saysTheSame(store.annotation(id), /** @type {Annotation | null} */ (state));
}

/**
 * Return the steps that give undecided suggestions back how the annotator had changed them.
 *
 * @param {Kept} kept
 * @param {SpanStore} store
 * @returns {Step[]}
 */
export function draftSteps({ changes, done }, store) {
  /** @type {Map<string, Suggestion>} */
  const last = new Map();
  for (const { steps } of changes.slice(0, done)) {
    for (const step of steps) if (step.kind === "suggestion") last.set(step.id, step.after);
  }
  return [...last].flatMap(([id, { draft }]) => {
    const suggestion = store.suggestion(id);
    return draft && suggestion ? [suggestionStep(suggestion, { draft })] : [];
  });
}
