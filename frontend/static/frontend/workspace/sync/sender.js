// @ts-check
/** Sends what waits, in order, until it is answered. Of all tabs one sends at a time. */

import { ApiError } from "../../api.js";
import { t } from "../../words.js";
import { isMoot, MOST, outcomesOf, revsOf } from "./queue.js";
import { backOff, isPassing } from "./retrying.js";

/**
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Result} Result
 * @typedef {import("./queue.js").Outcome} Outcome
 * @typedef {import("./journal.js").Settled} Settled
 * @typedef {object} Means
 * @property {import("./keeping.js").Keeping} keeping
 * @property {(ops: Op[]) => Promise<Result[]>} post throws ApiError where there is no answer to single writes
 * @property {(op: Op, wire: any) => import("./ops.js").Content} read
 * @property {(settled: Settled, outcome: Outcome) => void} settled told of every write that was answered
 * @property {() => void} emptied told when nothing is left in the journal
 * @property {() => void} tell told when `trouble` may have changed
 * @property {(attempt: number) => number} [wait] milliseconds before the next try
 * @property {string} name of the lock that the tabs share
 */

export class Sender {
  /** @type {Promise<void> | null} */
  #flushing = null;
  #isWanted = false;
  #isEnded = false;
  #attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** A request with several writes was refused as a whole: one at a time then. */
  #isSingle = false;
  /** Why nothing gets through at the moment; null while all is well. */
  trouble = /** @type {ApiError | null} */ (null);

  /** @param {Means} means */
  constructor(means) {
    this.means = means;
    this.wait = means.wait ?? backOff;
  }

  /** Something waits: send it, unless the line is known to be broken. */
  push() {
    if (!this.trouble) this.flush();
  }

  /** Try now, whatever the back-off says. */
  flush() {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = null));
  }

  /** @returns {Promise<void>} when nothing is under way any more */
  async idle() {
    while (this.#flushing) await this.#flushing;
  }

  /** Send nothing more. */
  end() {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  async #flush() {
    while (this.#isWanted && !this.#isEnded) {
      this.#isWanted = false;
      // Pages without TLS have no locks: then two tabs may send the same twice. Revisions and ids make
      // the copy do nothing, with one exception: a copy of a creation that comes after the deletion
      // makes the thing once more. It is seen then as soon as the server is read again.
      if (navigator.locks) await navigator.locks.request(this.means.name, () => this.#sendAll());
      else await this.#sendAll();
      this.means.tell();
    }
  }

  async #sendAll() {
    try {
      while (!this.#isEnded && (await this.#sendSome()));
      this.#recover();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#attempt += 1;
      this.trouble = error;
      this.#timer = setTimeout(() => this.flush(), this.wait(this.#attempt));
    }
  }

  #recover() {
    this.#attempt = 0;
    this.trouble = null;
  }

  /** @returns {Promise<boolean>} whether there may be more */
  async #sendSome() {
    const { keeping, read } = this.means;
    const batch = await keeping.next(this.#isSingle ? { ...MOST, ops: 1 } : MOST);
    if (batch.length === 0) {
      this.means.emptied();
      return false;
    }
    const outcomes = await this.#outcomes(batch, read);
    if (outcomes.length > 0) this.#recover();
    for (const outcome of outcomes) await this.#settle(outcome);
    return true;
  }

  /**
   * @param {Op[]} batch
   * @param {Means["read"]} read
   * @returns {Promise<Outcome[]>}
   */
  async #outcomes(batch, read) {
    if (isMoot(batch[0])) return [{ op: batch[0], body: null }];
    try {
      const results = await this.means.post(batch);
      const last = results.at(-1);
      if (!last) throw new ApiError(0, { message: t("The server's answer is not complete.") });
      if (isPassing(last)) results.pop();
      if (results.length === 0) throw new ApiError(last.status, last.body);
      return outcomesOf(batch, results, read);
    } catch (error) {
      if (!(error instanceof ApiError) || isPassing(error)) throw error;
      this.#isSingle = batch.length > 1;
      if (this.#isSingle) return [];
      return [{ op: batch[0], body: error.body, refusal: { code: error.code, message: error.message } }];
    }
  }

  /** @param {Outcome} outcome */
  async #settle(outcome) {
    const { op, body, refusal } = outcome;
    const settled = await this.means.keeping.settle(op, refusal ? {} : revsOf(op, body), refusal);
    if (settled) this.means.settled(settled, outcome);
  }
}
