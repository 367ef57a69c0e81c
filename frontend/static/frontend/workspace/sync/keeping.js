// @ts-check
/** Keeps writes in the journal, or in memory alone where the browser keeps nothing. */

import { t } from "../../words.js";
import { nextBatch, refuse } from "./queue.js";

/**
 * @typedef {import("./journal.js").Journal} Journal
 * @typedef {import("./journal.js").Kept} Kept
 * @typedef {import("./journal.js").Settled} Settled
 * @typedef {import("./journal.js").Steps} Steps
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Refusal} Refusal
 * @typedef {import("./queue.js").Refused} Refused
 */

/** A place after everything that is in a journal. */
const LOOSE = 2 ** 50;

export class Keeping {
  /** @type {Op[]} what is kept in this page only */
  #loose = [];
  #count = 0;
  /** How many writes are on their way into the journal. */
  #entering = 0;
  /** Whether what is done from now on outlives the page. */
  isLasting = true;
  /** Whether even reading the journal failed. */
  #isBroken = false;

  /**
   * @param {Journal} journal
   * @param {() => readonly Op[]} waiting every write that waits, as far as this page knows
   * @param {() => void} tell told when something is not kept any more
   */
  constructor(journal, waiting, tell) {
    this.journal = journal;
    this.waiting = waiting;
    this.tell = tell;
  }

  /** Whether closing the page now would lose something. */
  get isAtRisk() {
    return this.#entering > 0 || this.#loose.length > 0;
  }

  /** @returns {Promise<Kept>} everything that is kept */
  async read() {
    const nothing = { ops: [], refused: [], steps: { changes: [], done: 0 } };
    return (await this.#attempt(() => this.journal.read())) ?? nothing;
  }

  /**
   * Refuse what was made on another text: its offsets mean nothing in this one.
   *
   * @param {readonly Op[]} ops
   * @param {string} text sha256
   * @returns {Promise<Refused[]>}
   */
  async refuseOthers(ops, text) {
    this.journal.text = text;
    const refusal = { code: "other_text", message: t("It was made on another text than this one.") };
    const refused = [];
    for (const op of ops) if (op.text !== text) refused.push((await this.settle(op, {}, refusal))?.refused ?? null);
    return refused.filter((one) => one !== null);
  }

  /**
   * @param {readonly Op[]} added
   * @param {{done: number, change?: Change}} [place]
   * @returns {Promise<Op[]>} as they are kept
   */
  async add(added, place) {
    if (this.isLasting) {
      this.#entering += 1;
      try {
        return await this.journal.add(added, place);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        this.isLasting = false;
      } finally {
        this.#entering -= 1;
      }
    }
    const kept = added.map((op) => ({ ...op, seq: LOOSE + (this.#count += 1) }));
    this.#loose.push(...kept);
    this.tell();
    return kept;
  }

  /**
   * @param {{ops: number, units: number}} most
   * @returns {Promise<Op[]>} what to send next
   */
  async next(most) {
    const ops = await this.#attempt(() => this.journal.next(most));
    return ops && ops.length > 0 ? ops : nextBatch(this.#loose.map((op) => this.#asKnown(op)), most);
  }

  /**
   * What a write waited for may have been answered in another tab, or before it could be kept. The
   * page heard of it in any case.
   *
   * @param {Op} op kept in this page only
   * @returns {Op} with the revision, if that is known by now
   */
  #asKnown(op) {
    const known = this.waiting().find(({ key }) => key === op.key);
    return known ? { ...op, after: known.after, base: known.base } : op;
  }

  /**
   * Return the writes that were in the journal and are not there any more, whoever sent them, and
   * what was refused.
   *
   * @param {readonly Op[]} ops
   * @returns {Promise<{keys: string[], refused: Refused[]}>} `refused` = all about which someone has
   *   to decide, if any write is missing: it may be one of these
   */
  async missing(ops) {
    const entered = ops.filter(({ seq }) => seq !== undefined && seq < LOOSE).map(({ key }) => key);
    const kept = entered.length > 0 ? await this.#attempt(() => this.journal.read()) : undefined;
    const there = new Set(kept?.ops.map(({ key }) => key));
    const keys = kept ? entered.filter((key) => !there.has(key)) : [];
    return { keys, refused: keys.length > 0 && kept ? kept.refused : [] };
  }

  /**
   * A write was answered: it is done, or refused.
   *
   * @param {Op} op
   * @param {Record<string, number>} revs
   * @param {Refusal} [refusal]
   * @returns {Promise<Settled | null>} null where it was settled already
   */
  async settle(op, revs, refusal) {
    const isLoose = this.#loose.some(({ key }) => key === op.key);
    if (isLoose) return this.#settleLoose(op, revs, refusal);
    return (await this.#attempt(() => this.journal.settle(op, revs, refusal))) ?? null;
  }

  /**
   * @param {Op} op
   * @param {Record<string, number>} revs
   * @param {Refusal} [refusal]
   * @returns {Settled}
   */
  #settleLoose(op, revs, refusal) {
    const follows = refusal ? refuse(op, refusal, this.#loose) : { refused: null, dropped: [], revs };
    const gone = new Set([op.key, ...follows.dropped.map(({ key }) => key)]);
    this.#loose = this.#loose.filter(({ key }) => !gone.has(key));
    return { op, ...follows, dropped: follows.dropped.map(({ key }) => key) };
  }

  /** @param {Steps} steps */
  async keepSteps(steps) {
    if (this.isLasting) await this.#attempt(() => this.journal.keepSteps(steps));
  }

  /** @param {string} key */
  async forget(key) {
    await this.#attempt(() => this.journal.forget(key));
  }

  async forgetSteps() {
    await this.#attempt(() => this.journal.forgetSteps());
  }

  /**
   * Use the journal. Once that fails, everything that waits is kept in this page.
   *
   * @template T
   * @param {() => Promise<T>} use
   * @returns {Promise<T | undefined>} undefined where there is no journal
   */
  async #attempt(use) {
    if (this.#isBroken) return undefined;
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#isBroken = true;
      this.isLasting = false;
      this.#loose = [...this.waiting()];
      this.tell();
      return undefined;
    }
  }
}
