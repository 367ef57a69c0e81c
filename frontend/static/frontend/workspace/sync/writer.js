// @ts-check
/** Keeps the spans on screen, the journal, the other tabs and the server in step. */

import { t } from "../../words.js";
import { CatchUp } from "./catch_up.js";
import { Journal } from "./journal.js";
import { Keeping } from "./keeping.js";
import { Mirror } from "./mirror.js";
import { sittingOp } from "./ops.js";
import { Problems, stepsTo } from "./problems.js";
import { Sender } from "./sender.js";
import { Tabs } from "./tabs.js";

/**
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("./tabs.js").Move} Move
 * @typedef {import("./tabs.js").News} News
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./journal.js").Settled} Settled
 * @typedef {import("./problems.js").Problem} Problem
 * @typedef {import("./api.js").Opened} Opened
 * @typedef {Pick<import("./api.js").AssignmentApi, "open" | "change" | "read" | "span" | "annotation" | "relation">} Api
 */

export class Writer {
  /** @type {News[] | null} what other tabs told before this one was ready */
  #early = [];
  /** @type {(() => void)[]} told at the next change */
  #waiting = [];

  /**
   * @param {object} parts
   * @param {Api} parts.api
   * @param {string} parts.scope whose work, on what
   * @param {import("../model/spans.js").SpanStore} parts.store
   * @param {import("../model/history.js").History} parts.history
   * @param {() => void} parts.tell what is waiting, in trouble or refused changed
   * @param {(opened: Opened) => void} parts.onRead told what the server has, whenever it was read again
   * @param {(attempt: number) => number} [parts.wait]
   */
  constructor({ api, scope, store, history, tell, onRead, wait }) {
    this.api = api;
    this.store = store;
    this.history = history;
    this.tell = tell;
    this.keeping = new Keeping(new Journal(scope), () => this.mirror.ops, () => this.#told());
    this.refusals = new Problems((op, wire) => api.read(op, wire));
    this.mirror = new Mirror({ wire: api, store, history, keep: (steps) => void this.keeping.keepSteps(steps) });
    this.catchUp = new CatchUp({
      read: () => api.open(),
      answers: () => this.mirror.answers,
      drop: () => this.#dropUntold(),
      show: (opened) => {
        this.mirror.reload(opened);
        onRead(opened);
        this.#told();
      },
    });
    this.tabs = new Tabs(scope, (news) => this.#hear(news));
    this.sender = new Sender({
      name: `parallax ${scope}`,
      keeping: this.keeping,
      post: (ops) => api.change(ops),
      read: (op, wire) => /** @type {import("./ops.js").Content} */ (api.read(op, wire)),
      settled: (settled, outcome) => {
        this.tabs.tell({ type: "settled", settled, outcome });
        this.#take(settled, outcome);
        this.#told();
      },
      emptied: () => {
        if (this.pending > 0) this.catchUp.checkSoon();
      },
      tell: () => this.#told(),
      wait,
    });
  }

  /** How many writes are not answered yet. */
  get pending() {
    return this.mirror.ops.length;
  }

  /** What was refused. */
  get problems() {
    return this.refusals.all;
  }

  /** @returns {import("../../api.js").ApiError | null} why nothing gets through at the moment */
  get trouble() {
    return this.sender.trouble;
  }

  /**
   * Show what the server has, with everything on top that it does not have yet, and send that.
   *
   * @returns {Promise<Opened>}
   * @throws {import("../../api.js").ApiError}
   */
  async open() {
    const kept = await this.keeping.read();
    const opened = await this.api.open();
    const refused = await this.keeping.refuseOthers(kept.ops, opened.document.sha256);
    this.mirror.open(opened, { ...kept, ops: kept.ops.filter(({ text }) => text === opened.document.sha256) });
    this.refusals.add([...kept.refused, ...refused]);
    const early = this.#early ?? [];
    this.#early = null;
    for (const news of early) this.#hear(news);
    this.sender.flush();
    return opened;
  }

  /** @param {Change} change to make: on screen at once, kept, then sent */
  perform(change) {
    this.history.record(change);
    this.#make(change, "done");
  }

  /** @returns {Change | null} what was done to take the last change back */
  undo() {
    return this.#make(this.history.undo(), "undone");
  }

  /** @returns {Change | null} */
  redo() {
    return this.#make(this.history.redo(), "redone");
  }

  /**
   * Keep the time that was spent, and send it.
   *
   * @param {string} id of the sitting
   * @param {number} seconds so far; grows only
   */
  sit(id, seconds) {
    void this.keeping.add([sittingOp(id, seconds)]).then(() => this.sender.push());
  }

  /** @param {Problem} problem let it go: what the server has stays */
  dismiss(problem) {
    this.refusals.decide(problem.key);
    this.#told();
    this.tabs.tell({ type: "decided", key: problem.key });
    void this.keeping.forget(problem.key);
  }

  /**
   * @param {Problem} problem write once more what was wanted, over what there is
   * @param {string} name of that change
   */
  insist(problem, name) {
    const steps = stepsTo(problem, this.store);
    if (steps.length > 0) this.perform({ name, steps });
    this.dismiss(problem);
  }

  /** Read what the server has anew. What waits stays on top. */
  refresh() {
    return this.catchUp.now();
  }

  /** Try to send now what waits. */
  retry() {
    if (this.pending > 0) this.sender.flush();
    else if (this.catchUp.isBehind) void this.refresh();
  }

  /**
   * Wait until every write is answered.
   *
   * @returns {Promise<void>}
   * @throws {Error} when they do not get through, or someone has to decide about one that was refused
   */
  async drained() {
    while (this.pending > 0) {
      if (this.trouble) throw new Error(t("Not everything is saved yet. {why}", { why: this.trouble.message }));
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
    if (this.problems.length > 0) throw new Error(t("Decide first about what could not be saved."));
  }

  /** Do nothing any more. */
  async end() {
    this.sender.end();
    this.tabs.close();
    await this.keeping.journal.close();
  }

  /**
   * @param {Change | null} change
   * @param {Move} move
   * @returns {Change | null} the same
   */
  #make(change, move) {
    if (change) void this.#keep(change, move);
    return change;
  }

  /**
   * @param {Change} change
   * @param {Move} move
   */
  async #keep(change, move) {
    const { done } = this.history.kept;
    const ops = this.mirror.make(change);
    this.#told();
    const kept = await this.keeping.add(ops, move === "done" ? { done, change } : { done });
    this.mirror.put(kept);
    this.#told();
    if (this.keeping.isLasting) this.tabs.tell({ type: "made", change, move, done, ops: kept });
    this.sender.push();
  }

  /** @param {News} news of another tab */
  #hear(news) {
    if (this.#early) return void this.#early.push(news);
    if (news.type === "settled") this.#take(news.settled, news.outcome);
    else if (news.type === "decided") this.refusals.decide(news.key);
    else if (news.type === "behind") void this.refresh();
    else this.mirror.takeChange(news);
    this.#told();
    if (news.type === "made") this.sender.push();
  }

  /**
   * A write was answered, in this tab or another.
   *
   * @param {Settled} settled
   * @param {import("./queue.js").Outcome} outcome
   */
  #take(settled, outcome) {
    this.mirror.settle(settled, outcome);
    if (settled.refused) this.refusals.add([settled.refused]);
    // A refusal tells that there is something on the server which is not shown here.
    if (outcome.refusal || this.catchUp.isBehind) void this.refresh();
  }

  /** @returns {Promise<boolean>} whether another tab had writes answered and never told */
  async #dropUntold() {
    const { keys, refused } = await this.keeping.missing(this.mirror.ops);
    this.refusals.add(refused);
    this.mirror.drop(keys);
    this.#told();
    return keys.length > 0;
  }

  #told() {
    this.tell();
    for (const settle of this.#waiting.splice(0)) settle();
  }
}
