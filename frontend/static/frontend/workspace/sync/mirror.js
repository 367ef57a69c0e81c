// @ts-check
/** Shows what there is: what the server has, with what waits on top, whoever made it in whichever tab. */

import { opsOf, subjectOf } from "./ops.js";
import { kindOf, Replica } from "./replica.js";
import { difference, draftSteps, loaded, outdated } from "./showing.js";

/**
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Outcome} Outcome
 * @typedef {import("./queue.js").Refusal} Refusal
 * @typedef {import("./journal.js").Settled} Settled
 * @typedef {import("./journal.js").Steps} Steps
 * @typedef {import("./tabs.js").News} News
 * @typedef {import("./api.js").Opened} Opened
 */

/** @param {Change} change @returns {Set<string>} */
function idsOf({ steps }) {
  return new Set(steps.map((step) => /** @type {string} */ (step.id)));
}

export class Mirror {
  #replica = new Replica();
  /** How many answers came; a reading of the server begun before one of them may lack it. */
  answers = 0;

  /**
   * @param {object} parts
   * @param {import("./ops.js").Wire & {read: (op: Op, wire: any) => import("./ops.js").Content | null}} parts.wire
   * @param {import("../model/spans.js").SpanStore} parts.store
   * @param {import("../model/history.js").History} parts.history
   * @param {(steps: Steps) => void} parts.keep told when the history lost something
   */
  constructor({ wire, store, history, keep }) {
    this.wire = wire;
    this.store = store;
    this.history = history;
    this.keep = keep;
  }

  /** What waits, in order. */
  get ops() {
    return this.#replica.ops;
  }

  /** How many of them are kept by now. */
  get kept() {
    return this.ops.filter(({ seq }) => seq !== undefined).length;
  }

  /**
   * Show everything for the first time.
   *
   * @param {Opened} opened
   * @param {{ops: Op[], steps: Steps}} kept
   */
  open(opened, { ops, steps }) {
    this.#replica.load(opened);
    this.put(ops);
    this.store.load(loaded(this.#replica, opened.suggestions));
    this.history.restore(steps);
    this.#apply(draftSteps(this.history.kept, this.store));
    this.#forget(outdated(this.history.kept, this.store));
  }

  /**
   * Show a change.
   *
   * @param {Change} change
   * @returns {Op[]} what it asks of the server
   */
  make(change) {
    this.store.apply(change);
    return opsOf(change, this.wire, (span) => this.store.equalTo(span)).map((op) => {
      const placed = this.#replica.based(op);
      this.#replica.put(placed);
      return placed;
    });
  }

  /** @param {readonly Op[]} ops that wait, as they are in the journal */
  put(ops) {
    for (const op of ops) this.#replica.put(op);
  }

  /** @param {string[]} keys of writes whose answers are not known here */
  drop(keys) {
    this.#replica.drop(keys);
  }

  /**
   * Show a change that another tab made. The tabs share one history, too.
   *
   * @param {News & {type: "made"}} news
   */
  takeChange({ change, move, done, ops }) {
    const { history } = this;
    const was = history.kept.done;
    this.put(ops);
    if (done !== (move === "undone" ? was - 1 : was + 1)) this.#forget(idsOf(change));
    else if (move === "done") history.record(change);
    else if (move === "undone") history.undo();
    else history.redo();
    this.#apply(change.steps.filter((step) => step.kind === "suggestion" && step.before.verdict === step.after.verdict));
    this.#correct(idsOf(change));
  }

  /**
   * Show what came of a write.
   *
   * @param {Settled} settled
   * @param {Outcome} outcome
   */
  settle({ op, dropped, revs }, { body, refusal }) {
    this.answers += 1;
    if (refusal) this.#refuse(op, dropped, revs, refusal);
    else this.#replica.acknowledge(op, this.wire.read(op, body), revs);
    const corrected = this.#correct(new Set([...op.touches, ...Object.keys(revs)]));
    if (refusal) this.#forget(corrected);
  }

  /**
   * Show what the server has by now, wherever something else is shown. What waits stays on top.
   *
   * @param {Opened} opened
   */
  reload(opened) {
    const { store } = this;
    this.#replica.load(opened);
    const fresh = opened.suggestions.filter(({ id }) => !store.suggestion(id));
    if (fresh.length > 0) store.load({ suggestions: fresh });
    const shown = [...store.annotations(), ...store.relations(), ...store.suggestions()].map(({ id }) => id);
    this.#forget(this.#correct(new Set([...shown, ...this.#replica.kinds().keys()])));
  }

  /**
   * @param {Op} op
   * @param {string[]} dropped
   * @param {Record<string, number>} revs
   * @param {Refusal} refusal
   */
  #refuse(op, dropped, revs, refusal) {
    const subject = subjectOf(op);
    this.#replica.drop([op.key, ...dropped]);
    this.#replica.resolve(op.key, revs);
    if (!subject || refusal.current === undefined) return;
    const current = this.wire.read(op, refusal.current);
    if (current) this.#replica.know(kindOf(op), current, refusal.current.rev);
    else this.#replica.unknow(subject);
  }

  /** @param {import("../model/changes.js").Step[]} steps */
  #apply(steps) {
    if (steps.length > 0) this.store.apply({ name: "", steps });
  }

  /**
   * @param {Set<string>} ids
   * @returns {Set<string>} those that were shown otherwise than they are
   */
  #correct(ids) {
    const steps = difference(ids, this.#replica, this.store);
    this.#apply(steps);
    return idsOf({ name: "", steps });
  }

  /** @param {Set<string>} ids to which the history does not lead any more */
  #forget(ids) {
    const before = this.history.kept.changes.length;
    this.history.forget(ids);
    if (this.history.kept.changes.length !== before) this.keep(this.history.kept);
  }
}
