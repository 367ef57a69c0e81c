// @ts-check
/** Writes on their way to the server: one at a time, in order, each until it is answered. */

import { ApiError } from "../../api.js";
import { t } from "../../words.js";
import { backOff, isPassing } from "./retrying.js";

/** @template Op */
export class Outbox {
  /** @type {Op[]} */
  #queue = [];
  #isSending = false;
  #attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => void)[]} told when sending pauses */
  #waiting = [];
  /** Why nothing gets through at the moment; null while all is well. */
  trouble = /** @type {ApiError | null} */ (null);

  /**
   * @param {object} to
   * @param {(op: Op) => Promise<void>} to.send throws ApiError
   * @param {(op: Op, error: ApiError) => void} to.refuse told of a write the server will never take
   * @param {() => void} to.tell told whenever `pending` or `trouble` may have changed
   * @param {(attempt: number) => number} [to.wait] milliseconds before the next try
   */
  constructor({ send, refuse, tell, wait = backOff }) {
    this.send = send;
    this.refuse = refuse;
    this.tell = tell;
    this.wait = wait;
  }

  /** How many writes are not answered yet. */
  get pending() {
    return this.#queue.length;
  }

  /** @param {Op} op */
  push(op) {
    this.#queue.push(op);
    this.tell();
    if (!this.trouble) void this.#flush();
  }

  /**
   * Wait until every write is answered.
   *
   * @returns {Promise<void>}
   * @throws {Error} when they do not get through
   */
  drained() {
    if (this.#queue.length === 0) return Promise.resolve();
    if (this.trouble) return Promise.reject(new Error(t("Not everything is saved yet. {why}", { why: this.trouble.message })));
    return new Promise((resolve, reject) => this.#waiting.push(() => this.drained().then(resolve, reject)));
  }

  /** Try again now, whatever the back-off says. */
  retry() {
    clearTimeout(this.#timer);
    void this.#flush();
  }

  /** Try again whenever that may help: the network is back, or someone comes back to the page. */
  retryOnReturn() {
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.retry());
    document.addEventListener("visibilitychange", () => this.retry());
    addEventListener("beforeunload", (event) => {
      if (this.pending > 0) event.preventDefault();
    });
  }

  /**
   * Say whether a write after the one on its way satisfies `test`.
   *
   * @param {(op: Op) => boolean} test
   */
  holds(test) {
    return this.#queue.slice(1).some(test);
  }

  /**
   * Forget the waiting writes that satisfy `test`; the one on its way stays.
   *
   * @param {(op: Op) => boolean} test
   */
  drop(test) {
    this.#queue = this.#queue.filter((op, index) => index === 0 || !test(op));
  }

  async #flush() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#queue.length > 0 && (await this.#sendFirst())) this.tell();
    } finally {
      this.#isSending = false;
      this.tell();
      for (const settle of this.#waiting.splice(0)) settle();
    }
  }

  /** @returns {Promise<boolean>} whether to go on with the next */
  async #sendFirst() {
    const op = this.#queue[0];
    try {
      await this.send(op);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isPassing(error)) {
        this.#attempt += 1;
        this.trouble = error;
        this.#timer = setTimeout(() => this.retry(), this.wait(this.#attempt));
        return false;
      }
      this.refuse(op, error);
    }
    this.#queue.shift();
    this.#attempt = 0;
    this.trouble = null;
    return true;
  }
}
