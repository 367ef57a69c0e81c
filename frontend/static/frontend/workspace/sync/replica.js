// @ts-check
/** What the server has, and what is on its way there: together, what is shown. */

import { NOTHING_NOTED } from "../model/changes.js";
import { isGuarded, subjectOf } from "./ops.js";
import { resolved } from "./queue.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../model/changes.js").Verdict} Verdict
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./ops.js").Content} Content
 * @typedef {{kind: "annotation" | "relation" | "about", content: Content, rev: number}} Known
 * @typedef {import("./api.js").Opened} Opened
 */

/** @param {Op} one @param {Op} other */
const bySeq = (one, other) => (one.seq ?? Infinity) - (other.seq ?? Infinity) || 0;

export class Replica {
  /** @type {Map<string, Known>} */
  #known = new Map();
  /** @type {Map<string, Verdict | null>} */
  #verdicts = new Map();
  /** @type {Op[]} waiting writes in order; those on their way into the journal come last */
  #ops = [];
  /** Keys of what is answered: news of it may come late from another tab. */
  #settled = new Set();

  /** @returns {readonly Op[]} */
  get ops() {
    return this.#ops;
  }

  /** @param {Pick<Opened, "stored" | "links" | "about" | "suggestions">} opened what the server has */
  load({ stored, links, about: { rev, ...about }, suggestions }) {
    this.#known = new Map([["about", { kind: "about", content: about, rev }]]);
    for (const one of stored) this.know("annotation", one.annotation, one.rev);
    for (const one of links) this.know("relation", one.relation, one.rev);
    this.#verdicts = new Map(suggestions.map(({ id, verdict }) => [id, verdict]));
  }

  /**
   * @param {Known["kind"]} kind
   * @param {Content} content
   * @param {number} rev
   */
  know(kind, content, rev) {
    this.#known.set(kind === "about" ? kind : /** @type {Annotation} */ (content).id, { kind, content, rev });
  }

  /** @param {string} id it is not on the server any more */
  unknow(id) {
    this.#known.delete(id);
  }

  /** @param {string} id @returns {Known | null} what the server has, as far as it is known */
  known(id) {
    return this.#known.get(id) ?? null;
  }

  /**
   * Return a new write with what it rests on: the last waiting one on the same thing, or a revision.
   *
   * @param {Op} op
   * @returns {Op}
   */
  based(op) {
    if (!isGuarded(op)) return op;
    const last = this.#ops.findLast((other) => subjectOf(other) === op.id);
    return last ? { ...op, after: last.key } : { ...op, base: this.#known.get(op.id)?.rev ?? 0 };
  }

  /** @param {Op} op one that waits, made here or in another tab; once more as soon as it is in the journal */
  put(op) {
    if (this.#settled.has(op.key)) return;
    const here = this.#ops.find((other) => other.key === op.key);
    const isAhead = here && here.after === null && op.after !== null;
    const now = isAhead ? { ...op, after: null, base: here.base } : op;
    this.#ops = [...this.#ops.filter((other) => other !== here), now].sort(bySeq);
  }

  /**
   * A write was answered.
   *
   * @param {Op} op
   * @param {Content | null} content what the server has now
   * @param {Record<string, number>} revs
   */
  acknowledge(op, content, revs) {
    this.drop([op.key]);
    this.resolve(op.key, revs);
    for (const id of Object.keys(revs)) this.#known.delete(id);
    if (content) this.know(kindOf(op), content, revs["id" in content ? content.id : "about"]);
    if (op.kind === "decide_suggestion") this.#verdicts.set(op.id, op.verdict);
    if (op.kind === "retract_decision") this.#verdicts.set(op.id, null);
  }

  /**
   * @param {string} key of a write that was answered
   * @param {Record<string, number>} revs what those that waited for it rest on
   */
  resolve(key, revs) {
    this.#ops = this.#ops.map((op) => resolved(op, key, revs));
  }

  /** @param {Iterable<string>} keys of writes that wait no more */
  drop(keys) {
    for (const key of keys) this.#settled.add(key);
    this.#ops = this.#ops.filter((op) => !this.#settled.has(op.key));
  }

  /**
   * @param {string} id of an annotation, a relation; "about"
   * @returns {Content | null} what it will be once everything is answered
   */
  shown(id) {
    const last = this.#ops.findLast((op) => subjectOf(op) === id);
    return last ? last.wanted : this.#known.get(id)?.content ?? (id === "about" ? NOTHING_NOTED : null);
  }

  /** @param {string} id of a suggestion @returns {Verdict | null} */
  verdict(id) {
    const last = this.#ops.findLast((op) => op.id === id);
    if (last) return last.kind === "decide_suggestion" ? last.verdict : null;
    return this.#verdicts.get(id) ?? null;
  }

  /**
   * Return the kind of everything there is, or was before waiting writes.
   *
   * @returns {Map<string, Known["kind"]>} by id
   */
  kinds() {
    const kinds = new Map([...this.#known].map(([id, { kind }]) => [id, kind]));
    for (const op of this.#ops) {
      const subject = subjectOf(op);
      if (subject) kinds.set(subject, kindOf(op));
    }
    return kinds;
  }
}

/**
 * @param {Op} op that has a subject
 * @returns {Known["kind"]}
 */
export function kindOf({ kind }) {
  if (kind === "put_about") return "about";
  return kind === "put_relation" || kind === "delete_relation" ? "relation" : "annotation";
}
