// @ts-check
/** Turns changes into writes, and the server's answers into corrections of what is shown. */

import { ApiError } from "../../api.js";
import { newId } from "../model/ids.js";
import { isSame } from "../model/spans.js";
import { Outbox } from "./outbox.js";

/**
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Change} Change
 * @typedef {import("../model/spans.js").Verdict} Verdict
 * @typedef {import("./api.js").Stored} Stored
 * @typedef {{kind: "put" | "remove" | "decide" | "undecide", annotation: Annotation | null,
 *   suggestion: string | null, verdict: Verdict | null}} Op one write
 * @typedef {import("./api.js").Opened} Opened
 * @typedef {{annotation: Annotation, message: string,
 *   conflict: {wanted: Annotation | null, stored: Annotation | null} | null}} Problem
 *   a span as it was meant, and why it is not saved; `conflict` where it was changed elsewhere:
 *   what is wanted here and what is stored (null = deleted)
 */

/** @param {Annotation | null} one @param {Annotation | null} other @returns {boolean} */
function isEqual(one, other) {
  return one && other ? isSame(one, other) && one.suggestion === other.suggestion : one === other;
}

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
  /** @type {readonly Problem[]} another array whenever they change */
  problems = [];
  /** Whether the server has something that is not shown here. */
  #isBehind = false;
  #isReading = false;
  /** How many writes were begun. */
  #begun = 0;

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
      tell: () => {
        tell();
        void this.#read();
      },
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

  /** @param {Problem} problem what is stored stays */
  dismiss(problem) {
    this.problems = this.problems.filter((other) => other !== problem);
    this.tell();
  }

  /** @param {Problem} problem write once more what was meant, over what is stored */
  insist(problem) {
    this.dismiss(problem);
    const { id } = problem.annotation;
    const [before, after] = [this.store.annotation(id), problem.conflict?.wanted ?? null];
    if (isEqual(before, after)) return;
    const change = { annotation: { id, before, after } };
    this.history.record(change);
    this.store.apply(change);
    this.write(change);
  }

  /** Something was changed elsewhere: read everything anew, once nothing is on its way. */
  catchUp() {
    this.#isBehind = true;
    void this.#read();
  }

  async #read() {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isBehind && this.outbox.pending === 0) {
        const begun = this.#begun;
        const opened = await this.api.open();
        // What was read before a later write was begun may lack it: read again.
        if (begun !== this.#begun || this.outbox.pending > 0) continue;
        this.#isBehind = false;
        this.#take(opened);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isReading = false;
    }
  }

  /** @param {Opened} opened show it, wherever something else is shown */
  #take({ stored, suggestions, state }) {
    const ids = new Set(stored.map(({ annotation }) => annotation.id));
    for (const { id } of [...this.store.annotations()]) if (!ids.has(id)) this.#replace(id, null);
    for (const one of stored) this.#replace(one.annotation.id, one);
    this.store.load([], suggestions.filter(({ id }) => !this.store.suggestion(id)));
    for (const { id, verdict } of suggestions) {
      const before = this.store.suggestion(id);
      if (before && before.verdict !== verdict) this.#restoreDecision(id, verdict);
    }
    if (state === "submitted") this.onClosed();
  }

  /**
   * @param {string} id
   * @param {Stored | null} stored
   */
  #replace(id, stored) {
    if (stored) this.#stored.set(id, stored);
    else this.#stored.delete(id);
    if (isEqual(this.store.annotation(id), stored?.annotation ?? null)) return;
    this.history.forget(id);
    this.#correct(id, stored?.annotation ?? null);
  }

  /** @param {Op} op */
  async #send({ kind, annotation, suggestion, verdict }) {
    this.#begun += 1;
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
    if (!isEqual(before, after)) this.store.apply({ annotation: { id, before, after } });
  }

  /**
   * @param {Op} op
   * @param {ApiError} error
   */
  #refuse({ kind, annotation, suggestion, verdict }, error) {
    const isNew = annotation !== null && !this.#stored.has(annotation.id);
    if (annotation) this.#restore(annotation.id, error.body.current);
    if (suggestion) this.#restoreDecision(suggestion, kind === "decide" ? null : verdict);
    const meant = annotation ?? (suggestion && this.store.suggestion(suggestion));
    // Marked in another tab already, exactly like this: nothing is lost.
    const isMerged = kind === "put" && isNew && error.code === "duplicate_span";
    if (meant && !isMerged) {
      const stored = this.store.annotation(meant.id);
      const conflict = error.code === "stale" ? { wanted: kind === "remove" ? null : annotation, stored } : null;
      const named = { ...meant, suggestion: annotation?.suggestion ?? suggestion };
      this.problems = [...this.problems, { annotation: named, message: error.message, conflict }];
    }
    if (error.code === "closed") this.onClosed();
    else this.#isBehind = true;
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
