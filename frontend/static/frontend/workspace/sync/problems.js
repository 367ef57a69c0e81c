// @ts-check
/** What the server did not take, as it is shown until someone decides. */

import { refusalInWords } from "../../refusals.js";
import { aboutStep, annotationStep, isEqual, relationStep, removalSteps } from "../model/changes.js";
import { kindOf } from "./replica.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Step} Step
 * @typedef {import("../model/spans.js").SpanStore} SpanStore
 * @typedef {import("./ops.js").Content} Content
 * @typedef {import("./queue.js").Refused} Refused
 * @typedef {object} Problem
 * @property {string} key
 * @property {"annotation" | "relation" | "about" | "suggestion"} kind of what it is about
 * @property {string} id
 * @property {Content | null} wanted null = deleted
 * @property {Content | null} stored what the server has instead, as far as it said so; null = nothing
 * @property {Content | null} named what to call it by where it is not there
 * @property {string} message
 * @property {boolean} isConflict whether it was changed elsewhere
 */

/** Those about which someone has to decide, whoever told of them, and how often. */
export class Problems {
  /** @type {readonly Problem[]} another array whenever it changes */
  all = [];
  /** Keys of what is decided: the journal may hold it for a moment longer. */
  #decided = new Set();

  /** @param {(op: Refused, wire: any) => Content | null} read */
  constructor(read) {
    this.read = read;
  }

  /** @param {readonly Refused[]} refused */
  add(refused) {
    const known = new Set([...this.#decided, ...this.all.map(({ key }) => key)]);
    const added = refused.filter(({ key }) => !known.has(key));
    if (added.length > 0) this.all = [...this.all, ...added.map((one) => problemOf(one, this.read))];
  }

  /** @param {string} key */
  decide(key) {
    this.#decided.add(key);
    this.all = this.all.filter((problem) => problem.key !== key);
  }
}

/**
 * @param {Refused} refused
 * @param {(op: Refused, wire: any) => Content | null} read
 * @returns {Problem}
 */
function problemOf(refused, read) {
  const { key, kind, id, wanted, before, refusal } = refused;
  const isSuggestion = kind === "decide_suggestion" || kind === "retract_decision";
  return {
    key,
    id,
    kind: isSuggestion ? "suggestion" : kindOf(refused),
    wanted,
    stored: read(refused, refusal.current ?? null),
    named: wanted ?? before,
    message: refusalInWords(refusal, 0),
    isConflict: refusal.code === "stale" && !isSuggestion,
  };
}

/**
 * Return the steps that make what is wanted once more, from what there is now.
 *
 * @param {Problem} problem
 * @param {SpanStore} store
 * @returns {Step[]} none where there is nothing to do
 */
export function stepsTo({ kind, id, wanted }, store) {
  const annotation = kind === "annotation" ? store.annotation(id) : null;
  if (annotation && !wanted) return removalSteps(store, annotation);
  /** @type {Step[]} */
  const steps = [];
  if (kind === "annotation") steps.push(annotationStep(annotation, wanted && fromDecided(/** @type {Annotation} */ (wanted), store)));
  if (kind === "relation") steps.push(relationStep(store.relation(id), /** @type {Relation | null} */ (wanted)));
  if (kind === "about") steps.push(aboutStep(store.about, /** @type {About} */ (wanted)));
  return steps.filter(({ before, after }) => !isEqual(before, after));
}

/**
 * @param {Annotation} wanted
 * @param {SpanStore} store
 * @returns {Annotation} which comes from no suggestion that is undecided by now: the server refuses that
 */
function fromDecided(wanted, store) {
  const verdict = wanted.suggestion === null ? null : store.suggestion(wanted.suggestion)?.verdict;
  return verdict === "accepted" || verdict === "edited" ? wanted : { ...wanted, suggestion: null };
}
