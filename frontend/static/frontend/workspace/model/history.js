// @ts-check
/** Undo and redo: what was done, step by step. */

import { inverse } from "./spans.js";

/** @typedef {import("./spans.js").Change} Change */

export class History {
  /** @type {Change[]} */
  #done = [];
  /** @type {Change[]} */
  #undone = [];

  /** @param {Change} change something new was done; what had been undone is gone */
  record(change) {
    this.#done.push(change);
    this.#undone = [];
  }

  /** @returns {Change | null} the change to apply in order to undo the last one */
  undo() {
    const change = this.#done.pop();
    if (!change) return null;
    this.#undone.push(change);
    return inverse(change);
  }

  /** @returns {Change | null} the change to apply in order to redo what was undone last */
  redo() {
    const change = this.#undone.pop();
    if (!change) return null;
    this.#done.push(change);
    return change;
  }

  /**
   * Forget every step of one span: the server has it otherwise, so they lead nowhere.
   *
   * @param {string} id of the annotation or of the suggestion
   */
  forget(id) {
    const isOther = (/** @type {Change} */ change) =>
      change.annotation?.id !== id && change.suggestion?.id !== id;
    this.#done = this.#done.filter(isOther);
    this.#undone = this.#undone.filter(isOther);
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }
}
