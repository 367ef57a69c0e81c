// @ts-check
/** Changes as writes: what one change asks of the server, each part repeatable by itself. */

import { annotationOf, isEqual } from "../model/changes.js";
import { newId } from "../model/ids.js";
import { isSame } from "../model/spans.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("../model/changes.js").Step} Step
 * @typedef {import("../model/changes.js").Verdict} Verdict
 * @typedef {Annotation | Relation | About} Content
 * @typedef {"put_annotation" | "delete_annotation" | "put_relation" | "delete_relation" | "put_about"
 *   | "decide_suggestion" | "retract_decision" | "put_sitting"} Kind
 * @typedef {object} Op one write, with all that is needed to send it from any page
 * @property {string} key its own identity
 * @property {number} [seq] its place in the journal, once it is there
 * @property {string} [text] sha256 of the text that it was made on, once it is in the journal
 * @property {Kind} kind
 * @property {string} id of what is written; of the suggestion where one is decided
 * @property {Content | null} wanted what it should be afterwards; of a decision the annotation it makes
 * @property {Content | null} before what it was
 * @property {Verdict | null} verdict of a decision
 * @property {Record<string, any>} body as the API wants it, without the revision
 * @property {string[]} touches every id that it may change, or that must stay for it to be repeatable
 * @property {number | null} base the revision it was made on; null while that is not known
 * @property {string | null} after key of the write whose answer will tell the revision
 */

/**
 * @typedef {object} Wire puts content into the words of the API
 * @property {(annotation: {label: string, start: number, end: number}) => Record<string, any>} span
 * @property {(annotation: Annotation) => Record<string, any>} annotation
 * @property {(relation: Relation) => Record<string, any>} relation
 */

/** Writes that a revision guards. The others may be repeated without one. */
const GUARDED = /** @type {ReadonlySet<Kind>} */ (
  new Set(["put_annotation", "delete_annotation", "put_relation", "delete_relation", "put_about"])
);

/** @param {{kind: Kind}} op @returns {boolean} */
export function isGuarded({ kind }) {
  return GUARDED.has(kind);
}

/** @param {{kind: Kind}} op @returns {boolean} whether what is gone already counts as done */
export function isRemoval({ kind }) {
  return kind === "delete_annotation" || kind === "delete_relation" || kind === "retract_decision";
}

/**
 * Return the id of the annotation, the relation or "about" whose content a write sets.
 *
 * @param {Op} op
 * @returns {string | null}
 */
export function subjectOf(op) {
  if (op.kind === "decide_suggestion") return /** @type {Annotation | null} */ (op.wanted)?.id ?? null;
  return isGuarded(op) ? op.id : null;
}

/**
 * @param {Kind} kind
 * @param {string} id
 * @param {Partial<Op>} rest
 * @returns {Op}
 */
function op(kind, id, rest) {
  const none = { wanted: null, before: null, verdict: null, body: {}, base: null, after: null };
  return { key: newId(), kind, id, touches: [id], ...none, ...rest };
}

/**
 * Return the writes of a change, in the order in which they must be made.
 *
 * @param {Change} change
 * @param {Wire} wire
 * @param {(span: {label: string, start: number, end: number}) => Annotation | null} equalTo the
 *   annotation that already is what an accepted suggestion says
 * @returns {Op[]}
 */
export function opsOf({ steps }, wire, equalTo) {
  const decided = new Map(steps.filter(isDecision).map((step) => [step.id, step]));
  /** @type {Op[]} */
  const ops = [];
  /** @type {Op[]} */
  const last = [];
  for (const step of steps) {
    const suggestion = suggestionOf(step, decided);
    if (suggestion && !suggestion.after.verdict) last.push(retraction(suggestion));
    if (suggestion?.after.verdict) ops.push(...decision(suggestion, madeBy(suggestion, steps), wire, equalTo));
    if (suggestion) decided.delete(suggestion.id);
    if (step.kind === "annotation" && !isMadeBySuggestion(step, steps)) ops.push(...plain(step, wire));
    else if (step.kind === "relation" || step.kind === "about") ops.push(...plain(step, wire));
  }
  // What a suggestion became is deleted by itself, so that taking back finds nothing left to delete.
  return [...ops, ...last];
}

/**
 * @typedef {Step & {kind: "suggestion"}} SuggestionStep
 * @typedef {Step & {kind: "annotation"}} AnnotationStep
 */

/** @param {Step} step @returns {step is SuggestionStep} */
function isDecision(step) {
  return step.kind === "suggestion" && step.before.verdict !== step.after.verdict;
}

/**
 * Return the decision that a step belongs to, with the first step of its pair only.
 *
 * @param {Step} step
 * @param {Map<string, SuggestionStep>} decided those not met yet
 * @returns {SuggestionStep | undefined}
 */
function suggestionOf(step, decided) {
  if (step.kind === "suggestion") return decided.get(step.id);
  const id = step.kind === "annotation" && step.before === null ? step.after?.suggestion : null;
  const found = id ? decided.get(id) : undefined;
  return found?.after.verdict ? found : undefined;
}

/**
 * @param {SuggestionStep} suggestion
 * @param {Step[]} steps
 * @returns {Annotation | null} what came of it
 */
function madeBy({ id }, steps) {
  const made = steps.find((step) => step.kind === "annotation" && !step.before && step.after?.suggestion === id);
  return /** @type {Annotation | null} */ (made?.after ?? null);
}

/**
 * @param {AnnotationStep} step
 * @param {Step[]} steps
 */
function isMadeBySuggestion({ before, after }, steps) {
  const isOf = (/** @type {Step} */ step) => isDecision(step) && step.id === after?.suggestion && step.after.verdict !== null;
  return before === null && after !== null && steps.some(isOf);
}

/**
 * Return the writes that decide a suggestion, and give what it became anything beyond a plain span.
 *
 * @param {SuggestionStep} step
 * @param {Annotation | null} made
 * @param {Wire} wire
 * @param {(span: {label: string, start: number, end: number}) => Annotation | null} equalTo
 * @returns {Op[]}
 */
function decision({ id, after: suggestion }, made, wire, equalTo) {
  if (suggestion.verdict === "dismissed") {
    return [op("decide_suggestion", id, { verdict: "dismissed", body: { verdict: "dismissed", annotation: null } })];
  }
  const { label, start, end } = suggestion.verdict === "accepted" ? suggestion : suggestion.draft ?? made ?? suggestion;
  const verdict = isSame(suggestion, { label, start, end }) ? "accepted" : "edited";
  const wanted = annotationOf({ id: made?.id ?? newId(), label, start, end, suggestion: id });
  const equal = made ? null : equalTo(wanted);
  const touches = [id, wanted.id, ...(equal ? [equal.id] : [])];
  const body = { verdict, annotation: { id: wanted.id, ...wire.span(wanted) } };
  const decided = op("decide_suggestion", id, { verdict, wanted: made && wanted, body, touches });
  if (!made || isEqual(made, wanted)) return [decided];
  return [decided, ...plain({ kind: "annotation", id: made.id, before: wanted, after: made }, wire)];
}

/** @param {SuggestionStep} step @returns {Op} */
function retraction({ id, before }) {
  return op("retract_decision", id, { verdict: before.verdict });
}

/**
 * @param {Exclude<Step, SuggestionStep>} step
 * @param {Wire} wire
 * @returns {Op[]} none where nothing changes
 */
function plain({ kind, id, before, after }, wire) {
  if (isEqual(before, after)) return [];
  if (kind === "about") return [op("put_about", id, { wanted: after, before, body: { ...after } })];
  if (!after) return [op(`delete_${kind}`, id, { before })];
  const body = kind === "annotation"
    ? wire.annotation(/** @type {Annotation} */ (after))
    : wire.relation(/** @type {Relation} */ (after));
  const { suggestion = null } = /** @type {Partial<Annotation>} */ (after);
  if (before !== null || suggestion === null) return [op(`put_${kind}`, id, { wanted: after, before, body })];
  // A deletion is taken back: the span comes from where it came from, if that is still decided so.
  return [op("put_annotation", id, { wanted: after, body: { ...body, suggestion }, touches: [id, suggestion] })];
}

/**
 * Return a write of the time that was spent. It has the sitting's own key, so that the journal keeps
 * only the last one.
 *
 * @param {string} id of the sitting
 * @param {number} seconds
 * @returns {Op}
 */
export function sittingOp(id, seconds) {
  return op("put_sitting", id, { key: id, body: { seconds } });
}
