// @ts-check
/** What was done and is not on the server yet, kept on this computer: it outlives page, tab and browser. */

import { answered, openDatabase } from "./database.js";
import { subjectOf } from "./ops.js";
import { nextBatch, refuse, resolved } from "./queue.js";

/**
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Refusal} Refusal
 * @typedef {import("./queue.js").Refused} Refused
 * @typedef {{changes: Change[], done: number}} Steps of the history
 * @typedef {{op: Op, refused: Refused | null, dropped: string[], revs: Record<string, number>}} Settled
 * @typedef {{ops: Op[], refused: Refused[], steps: Steps}} Kept
 */

const STORES = /** @type {const} */ (["ops", "answers", "refused", "steps", "places"]);

/** @param {string} scope @returns {IDBKeyRange} every record whose key begins with it */
function within(scope) {
  return IDBKeyRange.bound([scope], [scope, []]);
}

/** The journal of one person's work on one text, shared by all tabs of the browser. */
export class Journal {
  /** @type {Promise<IDBDatabase>} */
  #database;

  /** @param {string} scope whose, and on what */
  constructor(scope) {
    this.scope = scope;
    /** sha256 of the text, once it is known. */
    this.text = "";
    this.#database = Promise.resolve().then(openDatabase);
    this.#database.catch(() => {});
  }

  /**
   * Run one transaction.
   *
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(stores: Record<typeof STORES[number], IDBObjectStore>) => Promise<T>} work
   * @returns {Promise<T>} once it is on disk
   */
  async #run(mode, work) {
    const transaction = (await this.#database).transaction(STORES, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const stores = /** @type {any} */ (Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)])));
    const [result] = await Promise.all([work(stores), done]);
    return result;
  }

  /**
   * Read everything that is kept.
   *
   * @returns {Promise<Kept>}
   */
  async read() {
    return this.#run("readonly", async ({ ops, refused, steps, places }) => {
      const all = await Promise.all([
        answered(ops.index("scope").getAll(this.scope)),
        answered(refused.getAll(within(this.scope))),
        answered(steps.getAll(within(this.scope))),
        answered(places.get(this.scope)),
      ]);
      const changes = all[2].map(({ change }) => change);
      return { ops: all[0], refused: all[1], steps: { changes, done: all[3]?.done ?? changes.length } };
    });
  }

  /**
   * Add writes, and what they mean for the history.
   *
   * @param {readonly Op[]} added
   * @param {{done: number, change?: Change}} [place] how many changes are done now; `change` = the last of them is new
   * @returns {Promise<Op[]>} as they are kept: with their places, and the revisions that are known by now
   */
  async add(added, place) {
    return this.#run("readwrite", async ({ ops, answers, steps, places }) => {
      if (place) this.#move(place, steps, places);
      const adding = [];
      for (const op of added) adding.push(this.#append(await this.#based(op, ops, answers), ops));
      return Promise.all(adding);
    });
  }

  /**
   * @param {{done: number, change?: Change}} place
   * @param {IDBObjectStore} steps
   * @param {IDBObjectStore} places
   */
  #move({ done, change }, steps, places) {
    if (change) {
      steps.delete(IDBKeyRange.bound([this.scope, done - 1], [this.scope, Infinity]));
      steps.put({ scope: this.scope, index: done - 1, change });
    }
    places.put({ scope: this.scope, done });
  }

  /**
   * @param {Op} op
   * @param {IDBObjectStore} ops
   * @param {IDBObjectStore} answers
   * @returns {Promise<Op>} with the revision, if what it waits for was answered by now
   */
  async #based(op, ops, answers) {
    // A sitting has its own key: only the last of its times is kept.
    const same = op.kind === "put_sitting" ? await answered(ops.index("key").getKey(op.key)) : undefined;
    if (same !== undefined) ops.delete(same);
    if (!op.after || (await answered(ops.index("key").getKey(op.after)))) return op;
    const answer = await answered(answers.get([this.scope, subjectOf(op) ?? ""]));
    return { ...op, after: null, base: answer?.rev ?? 0 };
  }

  /**
   * @param {Op} op
   * @param {IDBObjectStore} ops
   * @returns {Promise<Op>}
   */
  async #append(op, ops) {
    const kept = { ...op, scope: this.scope, text: this.text };
    const seq = await answered(ops.add(kept));
    return { ...kept, seq: /** @type {number} */ (seq) };
  }

  /** @param {Steps} kept the whole history anew */
  async keepSteps({ changes, done }) {
    await this.#run("readwrite", async ({ steps, places }) => {
      steps.delete(within(this.scope));
      changes.forEach((change, index) => steps.put({ scope: this.scope, index, change }));
      places.put({ scope: this.scope, done });
    });
  }

  /**
   * Return what to send next.
   *
   * @param {{ops: number, units: number}} most
   * @returns {Promise<Op[]>}
   */
  async next(most) {
    return this.#run("readonly", async ({ ops }) =>
      nextBatch(await answered(ops.index("scope").getAll(this.scope, most.ops)), most),
    );
  }

  /**
   * A write was answered: it is done, or refused.
   *
   * @param {Op} op
   * @param {Record<string, number>} revs
   * @param {Refusal} [refusal]
   * @returns {Promise<Settled | null>} null where another tab knew already
   */
  async settle(op, revs, refusal) {
    return this.#run("readwrite", async ({ ops, answers, refused }) => {
      const seq = await answered(ops.index("key").getKey(op.key));
      if (seq === undefined || seq !== op.seq) return null;
      const waiting = refusal ? await answered(ops.index("scope").getAll(this.scope)) : [];
      const follows = refusal ? refuse(op, refusal, waiting) : { refused: null, dropped: [], revs };
      ops.delete(seq);
      for (const { seq: gone } of follows.dropped) ops.delete(/** @type {number} */ (gone));
      for (const other of await answered(ops.index("after").getAll(op.key))) {
        if (!follows.dropped.some(({ key }) => key === other.key)) ops.put(resolved(other, op.key, follows.revs));
      }
      for (const [id, rev] of Object.entries(follows.revs)) answers.put({ scope: this.scope, id, rev });
      if (follows.refused) refused.put({ ...follows.refused, scope: this.scope });
      return { op, ...follows, dropped: follows.dropped.map(({ key }) => key) };
    });
  }

  /** @param {string} key of a refused write about which someone decided */
  async forget(key) {
    await this.#run("readwrite", async ({ refused }) => void refused.delete([this.scope, key]));
  }

  /** The work is handed in: forget its history. */
  async forgetSteps() {
    await this.#run("readwrite", async ({ answers, steps, places }) => {
      answers.delete(within(this.scope));
      steps.delete(within(this.scope));
      places.delete(this.scope);
    });
  }

  /** Let go of the database. */
  async close() {
    (await this.#database).close();
  }
}
