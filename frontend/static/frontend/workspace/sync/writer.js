// @ts-check
/** Turns changes into writes, and the server's answers into corrections of what is shown. */

import { ApiError } from "../../api.js";
import { newId } from "../model/ids.js";
import { Outbox } from "./outbox.js";

/**
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Change} Change
 * @typedef {import("../model/spans.js").Verdict} Verdict
 * @typedef {import("./api.js").Stored} Stored
 * @typedef {{kind: "put" | "remove" | "decide" | "undecide", annotation: Annotation | null,
 *   suggestion: string | null, verdict: Verdict | null}} Op one write
 * @typedef {{annotation: Annotation, message: string}} Problem a span as it was meant, and why it is not saved
 */

/**
 * Do it; what is gone already needs no removing.
 *
 * @param {Promise<void>} removal
 */
async function unlessGone(removal) {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

export class Writer {
  /** @type {Map<string, Stored>} what the server has, as far as it answered */
  #stored = new Map();
  /** @type {Problem[]} */
  problems = [];

  /**
   * @param {object} parts
   * @param {import("./api.js").AssignmentApi} parts.api
   * @param {import("../model/spans.js").SpanStore} parts.store
   * @param {import("../model/history.js").History} parts.history
   * @param {() => void} parts.tell the queue or the problems changed
   * @param {() => void} parts.onClosed the assignment was submitted elsewhere
   */
  constructor({ api, store, history, tell, onClosed }) {
    this.api = api;
    this.store = store;
    this.history = history;
    this.tell = tell;
    this.onClosed = onClosed;
    /** @type {Outbox<Op>} */
    this.outbox = new Outbox({
      send: (op) => this.#send(op),
      refuse: (op, error) => this.#refuse(op, error),
      tell,
    });
  }

  /** @param {Stored[]} stored what the server has */
  know(stored) {
    for (const known of stored) this.#stored.set(known.annotation.id, known);
  }

  /** @param {Change} change already applied to the store */
  write({ annotation, suggestion, equal }) {
    const [before, after] = [suggestion?.before.verdict ?? null, suggestion?.after.verdict ?? null];
    const span = annotation?.after ?? null;
    const gone = span ? null : annotation?.before ?? null;
    if (suggestion && before !== after) {
      const kind = after ? "decide" : "undecide";
      const verdict = after ?? before;
      // An id of its own: the server answers with the annotation that already says the same.
      const same = equal ? { ...equal, id: newId() } : null;
      this.outbox.push({ kind, annotation: after ? span ?? same : gone, suggestion: suggestion.id, verdict });
    } else if (annotation) {
      const kind = span ? "put" : "remove";
      this.outbox.push({ kind, annotation: span ?? gone, suggestion: null, verdict: null });
    }
  }

  /** @param {Problem} problem */
  dismiss(problem) {
    this.problems = this.problems.filter((other) => other !== problem);
    this.tell();
  }

  /** @param {Op} op */
  async #send({ kind, annotation, suggestion, verdict }) {
    const id = annotation?.id ?? "";
    const known = this.#stored.get(id);
    const rev = known?.rev ?? 0;
    if (kind === "undecide") await unlessGone(this.api.undecide(String(suggestion)));
    // Taking a decision back removes what it made on the server; not what was deleted and made anew since.
    const isRemoved = kind === "undecide" && known?.annotation.suggestion === suggestion;
    if (kind === "remove" || (kind === "undecide" && known)) {
      if (!isRemoved) await unlessGone(this.api.remove(id, rev));
      this.#stored.delete(id);
    } else if (kind === "put" && annotation) {
      this.#settle(await this.api.put(id, this.api.body(annotation), rev));
    } else if (kind === "decide" && verdict) {
      const body = annotation && { id, ...this.api.body(annotation) };
      const stored = await this.api.decide(String(suggestion), verdict, body);
      if (stored && stored.annotation.id !== id) this.#correct(id, null);
      if (stored) this.#settle(stored);
    }
  }

  /** @param {Stored} stored */
  #settle(stored) {
    const { id } = stored.annotation;
    this.#stored.set(id, stored);
    if (!this.outbox.holds((op) => op.annotation?.id === id)) this.#correct(id, stored.annotation);
  }

  /**
   * Show an annotation as the server has it, if it is shown otherwise.
   *
   * @param {string} id
   * @param {Annotation | null} after
   */
  #correct(id, after) {
    const before = this.store.annotation(id);
    const isSame = before && after
      ? ["label", "start", "end", "suggestion"].every((key) => Reflect.get(before, key) === Reflect.get(after, key))
      : before === after;
    if (!isSame) this.store.apply({ annotation: { id, before, after } });
  }

  /**
   * @param {Op} op
   * @param {ApiError} error
   */
  #refuse({ kind, annotation, suggestion, verdict }, error) {
    if (annotation) this.#restore(annotation.id, error.body.current);
    if (suggestion) this.#restoreDecision(suggestion, kind === "decide" ? null : verdict);
    const meant = annotation ?? (suggestion && this.store.suggestion(suggestion));
    if (meant) this.problems.push({ annotation: { ...meant, suggestion }, message: error.message });
    if (error.code === "closed") this.onClosed();
  }

  /**
   * @param {string} id
   * @param {any} current as the server sent it; undefined where it did not say
   */
  #restore(id, current) {
    if (current) this.#stored.set(id, this.api.stored(current));
    else if (current === null) this.#stored.delete(id);
    this.outbox.drop((op) => op.annotation?.id === id);
    this.history.forget(id);
    this.#correct(id, this.#stored.get(id)?.annotation ?? null);
  }

  /**
   * @param {string} id
   * @param {Verdict | null} verdict
   */
  #restoreDecision(id, verdict) {
    const before = this.store.suggestion(id);
    this.outbox.drop((op) => op.suggestion === id);
    this.history.forget(id);
    if (before) this.store.apply({ suggestion: { id, before, after: { ...before, verdict } } });
  }
}
