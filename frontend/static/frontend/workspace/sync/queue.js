// @ts-check
/** How waiting writes follow from one another: pure, so that it can be tried in any order. */

import { isEqual } from "../model/changes.js";
import { isGuarded, isRemoval, subjectOf } from "./ops.js";

/**
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./ops.js").Content} Content
 * @typedef {{status: number, body: any}} Result the server's answer to one write
 * @typedef {{code: string, message: string, fields?: Record<string, string[]>, current?: any}} Refusal
 * @typedef {Op & {refusal: Refusal}} Refused
 * @typedef {{op: Op, body: any, refusal?: Refusal}} Outcome with `refusal` it was not taken; `body` is
 *   what the server has now, as it sent it
 */

/** How many writes go into one request, and how long it may be, in code units. */
export const MOST = { ops: 50, units: 400_000 };

/**
 * Say whether a write deletes what is not there: it was never made, or is deleted already. Nothing
 * is sent for it.
 *
 * @param {Op} op
 */
export function isMoot(op) {
  return isGuarded(op) && isRemoval(op) && op.base === 0;
}

/**
 * Return the first of the waiting writes that can go together: all of them may be repeated as they
 * are if the answer is lost, because none touches what an earlier one touches. One for which nothing
 * is to be sent comes alone.
 *
 * @param {readonly Op[]} ops in order
 * @param {{ops: number, units: number}} [most]
 * @returns {Op[]}
 */
export function nextBatch(ops, most = MOST) {
  const touched = new Set();
  let units = 0;
  if (ops.length > 0 && isMoot(ops[0])) return ops.slice(0, 1);
  const end = ops.findIndex((op, index) => {
    units += JSON.stringify(op.body).length + 200;
    const isFull = index >= most.ops || (index > 0 && units > most.units);
    if (isFull || isMoot(op) || (isGuarded(op) && op.base === null) || op.touches.some((id) => touched.has(id))) return true;
    for (const id of op.touches) touched.add(id);
    return false;
  });
  return ops.slice(0, end === -1 ? undefined : end);
}

/**
 * Return the revisions that the answer to a write tells, by id; 0 = it is not there.
 *
 * @param {Op} op
 * @param {any} body
 * @returns {Record<string, number>}
 */
export function revsOf(op, body) {
  if (op.kind === "decide_suggestion") {
    const made = body?.annotation;
    const own = subjectOf(op);
    return { ...(own ? { [own]: 0 } : {}), ...(made ? { [made.id]: made.rev } : {}) };
  }
  return isGuarded(op) ? { [op.id]: isRemoval(op) ? 0 : body.rev } : {};
}

/**
 * Give a write that waited for the answer to another one its revision.
 *
 * @param {Op} op
 * @param {string} key of the write that was answered
 * @param {Record<string, number>} revs
 * @returns {Op}
 */
export function resolved(op, key, revs) {
  if (op.after !== key) return op;
  return { ...op, after: null, base: revs[subjectOf(op) ?? ""] ?? 0 };
}

/**
 * Say what became of the writes of one request.
 *
 * @param {readonly Op[]} batch
 * @param {readonly Result[]} results in order; the last may be a refusal, after which no more were tried
 * @param {(op: Op, wire: any) => Content} read
 * @returns {Outcome[]}
 */
export function outcomesOf(batch, results, read) {
  return results.slice(0, batch.length).map(({ status, body }, index) => {
    const op = batch[index];
    if (status < 400) return { op, body };
    if (status === 404 && isRemoval(op)) return { op, body: null };
    if (body.code === "stale" && body.current && subjectOf(op) && saysTheSame(op.wanted, read(op, body.current))) {
      return { op, body: body.current };
    }
    return { op, body, refusal: body };
  });
}

/**
 * @param {Content | null} one
 * @param {Content | null} other
 * @returns {boolean} whatever suggestion a span came from
 */
export function saysTheSame(one, other) {
  if (!one || !other) return one === other;
  return isEqual({ ...one, suggestion: null }, { ...other, suggestion: null });
}

/**
 * Say what follows from a refusal. A write that a later one replaces is not missed, nor is a time
 * that cannot be. Where the thing was changed elsewhere, the later writes end too, and the last of
 * them says what is wanted.
 *
 * @param {Op} op
 * @param {Refusal} refusal
 * @param {readonly Op[]} waiting all in order
 * @returns {{refused: Refused | null, dropped: Op[], revs: Record<string, number>}} `refused` is kept
 *   until someone decides; null where there is nothing to decide; `revs` are what later writes rest on
 */
export function refuse(op, refusal, waiting) {
  const subject = subjectOf(op);
  const later = waiting.filter((other) => other.key !== op.key && isOnTheSame(other, op, subject));
  const revs = subject ? { [subject]: op.base ?? 0 } : {};
  // What a decision made is deleted before the decision is taken back: that deletion asks already.
  if (refusal.code === "stale" && op.kind === "retract_decision") return { refused: null, dropped: [], revs };
  if (refusal.code !== "stale") {
    const isMissed = op.kind !== "put_sitting" && later.length === 0 && !isThereAlready(op, refusal);
    return { refused: isMissed ? { ...op, refusal } : null, dropped: [], revs };
  }
  const wanted = later.length > 0 ? later[later.length - 1].wanted : op.wanted;
  return { refused: wanted || refusal.current ? { ...op, wanted, refusal } : null, dropped: later, revs };
}

/**
 * @param {Op} other
 * @param {Op} op
 * @param {string | null} subject
 */
function isOnTheSame(other, op, subject) {
  if (other.kind === "put_sitting") return false;
  return other.id === op.id || (subject !== null && subjectOf(other) === subject);
}

/**
 * Say whether a new span or relation was refused because the very same is there, made elsewhere.
 *
 * @param {Op} op
 * @param {Refusal} refusal
 */
function isThereAlready({ wanted, base }, { code }) {
  if (base !== 0 || !wanted || (code !== "duplicate_span" && code !== "duplicate_relation")) return false;
  const isPlain = !("attributes" in wanted) || Object.keys(wanted.attributes).length === 0;
  return isPlain && wanted.note === "" && !wanted.is_unsure;
}
