// @ts-check
/** Where the assignment stands: open, submitted or put aside; and the moves between these. */

import { request } from "../../api.js";

/**
 * @typedef {{state: string, submitted_at: string | null, skip_reason: string, reopening_reason: string}} State
 */

const CLOSED = new Set(["submitted", "skipped"]);

export class Standing {
  /** @type {State} */
  now;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {string} assignment its id
   * @param {State} opened as the assignment was read
   */
  constructor(assignment, opened) {
    this.path = `assignments/${assignment}/`;
    this.now = stateOf(opened);
  }

  /** Whether anything may be changed. */
  get isOpen() {
    return !CLOSED.has(this.now.state);
  }

  /** Whether it was put aside, and may be taken up again. */
  get isPutAside() {
    return this.now.state === "skipped";
  }

  /** @param {() => void} listener told after every move */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  async submit() {
    this.take(await request("POST", `${this.path}submit/`, {}));
  }

  /** @param {string} reason */
  async skip(reason) {
    this.take({ skip_reason: reason, ...(await request("POST", `${this.path}skip/`, { reason })) });
  }

  async resume() {
    this.take({ skip_reason: "", ...(await request("POST", `${this.path}resume/`, {})) });
  }

  /** @param {string} reason why it is wanted back */
  async askBack(reason) {
    this.take({ reopening_reason: reason, ...(await request("POST", `${this.path}reopening-request/`, { reason })) });
  }

  async withdraw() {
    await request("DELETE", `${this.path}reopening-request/`);
    this.take({ reopening_reason: "" });
  }

  /** @param {Partial<State>} known as the server has it, in whole or in part */
  take(known) {
    const before = JSON.stringify(this.now);
    this.now = stateOf({ ...this.now, ...known });
    if (JSON.stringify(this.now) === before) return;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * @param {State} answer may hold more
 * @returns {State}
 */
function stateOf({ state, submitted_at: at, skip_reason: skip, reopening_reason: reopening }) {
  return { state, submitted_at: at ?? null, skip_reason: skip ?? "", reopening_reason: reopening ?? "" };
}
