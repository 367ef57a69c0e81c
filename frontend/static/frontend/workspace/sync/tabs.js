// @ts-check
/** What the tabs of one browser tell each other about one person's work on one text. */

/**
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Outcome} Outcome
 * @typedef {import("./journal.js").Settled} Settled
 * @typedef {"done" | "undone" | "redone"} Move
 * @typedef {{type: "made", change: Change, move: Move, done: number, ops: Op[]}
 *   | {type: "settled", settled: Settled, outcome: Outcome}
 *   | {type: "decided", key: string}
 *   | {type: "behind"}} News `done` = how many changes of the history are done then;
 *   "behind" = the server was asked for something that is not a write
 */

export class Tabs {
  /**
   * @param {string} scope whose work, on what
   * @param {(news: News) => void} hear
   */
  constructor(scope, hear) {
    this.isClosed = false;
    this.channel = new BroadcastChannel(`parallax ${scope}`);
    this.channel.addEventListener("message", ({ data }) => hear(data));
  }

  /** @param {News} news */
  tell(news) {
    if (!this.isClosed) this.channel.postMessage(news);
  }

  close() {
    this.isClosed = true;
    this.channel.close();
  }
}
