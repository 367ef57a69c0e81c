// @ts-check
/** Undo and redo: what was done, change by change. */

import { inverse } from "./changes.js";

/** @typedef {import("./changes.js").Change} Change */

/**
 * Leave out what touches one of `ids`, and what would have been reached only through that.
 *
 * @param {Change[]} changes in the order in which they would be walked through
 * @param {Set<string>} ids
 * @returns {Change[]}
 */
function withoutBroken(changes, ids) {
  const broken = new Set(ids);
  return changes.filter(({ steps }) => {
    const isBroken = steps.some(({ id }) => broken.has(id));
    if (isBroken) for (const { id } of steps) broken.add(id);
    return !isBroken;
  });
}

export class History {
  /** @type {Change[]} */
  #changes = [];
  /** How many of them are done; the others were undone. */
  #done = 0;

  /** @param {Change} change something new was done; what had been undone is gone */
  record(change) {
    this.#changes.splice(this.#done, Infinity, change);
    this.#done += 1;
  }

  /** @returns {Change | null} the change to apply in order to undo the last one */
  undo() {
    if (!this.canUndo) return null;
    this.#done -= 1;
    return inverse(this.#changes[this.#done]);
  }

  /** @returns {Change | null} the change to apply in order to redo what was undone last */
  redo() {
    if (!this.canRedo) return null;
    this.#done += 1;
    return this.#changes[this.#done - 1];
  }

  /**
   * Forget every change that touches one of these: they are otherwise by now, so it leads nowhere.
   *
   * @param {Set<string>} ids of annotations, suggestions, relations; "about"
   */
  forget(ids) {
    const done = withoutBroken(this.#changes.slice(0, this.#done).reverse(), ids).reverse();
    const undone = withoutBroken(this.#changes.slice(this.#done), ids);
    this.#changes = [...done, ...undone];
    this.#done = done.length;
  }

  get canUndo() {
    return this.#done > 0;
  }

  get canRedo() {
    return this.#done < this.#changes.length;
  }

  /** What would be undone next, in words; empty where there is nothing. */
  get nextUndo() {
    return this.#changes[this.#done - 1]?.name ?? "";
  }

  /** What would be redone next, in words. */
  get nextRedo() {
    return this.#changes[this.#done]?.name ?? "";
  }

  /** Everything, to be kept: the changes in order, and how many of them are done. */
  get kept() {
    return { changes: this.#changes, done: this.#done };
  }

  /** @param {{changes: Change[], done: number}} kept as `kept` gave it */
  restore({ changes, done }) {
    this.#changes = [...changes];
    this.#done = Math.min(done, changes.length);
  }
}
