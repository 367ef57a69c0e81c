// @ts-check
/** Rulings on their way to the server, in order. What is shown does not wait for the answers. */

import { ApiError } from "../../api.js";
import { Outbox } from "../../workspace/sync/outbox.js";
import { isPassing } from "../../workspace/sync/retrying.js";

/**
 * @typedef {import("./api.js").Decision} Decision
 * @typedef {import("./api.js").LinkDecision} LinkDecision
 * @typedef {import("./api.js").Ruled} Ruled
 * @typedef {import("./api.js").Link} Link
 * @typedef {{key: string, spans: Ruled[] | null, note: string}} SpanRuling on a disagreement; `spans` null = taken back
 * @typedef {{key: string, link: Link, isGold: boolean | null, note: string}} LinkRuling null = taken back
 * @typedef {SpanRuling | LinkRuling} Ruling
 */

export class DecisionWriter {
  /** How many rulings were made here; what was read before the last of them may lack it. */
  made = 0;

  /**
   * @param {import("./api.js").ReviewApi} api
   * @param {object} to
   * @param {() => void} to.tell how much is on its way may have changed
   * @param {(key: string, decision: Decision | LinkDecision) => void} to.settle told of what is stored now
   * @param {(error: Error) => void} to.refuse told of a ruling the server does not take
   */
  constructor(api, { tell, settle, refuse }) {
    this.api = api;
    this.settle = settle;
    /** @type {Outbox<Ruling>} */
    this.outbox = new Outbox({
      send: (ruling) => this.#send(ruling),
      refuse: ({ key }, error) => {
        this.outbox.drop((other) => other.key === key);
        refuse(error);
      },
      tell,
    });
  }

  /** @param {Ruling} ruling */
  write(ruling) {
    this.made += 1;
    this.outbox.push(ruling);
  }

  /**
   * Read the review, with everything in it that was ruled here.
   *
   * @returns {Promise<import("./api.js").Opened>}
   * @throws {Error} while rulings do not get through
   */
  async read() {
    for (;;) {
      await this.outbox.drained();
      const { made } = this;
      const opened = await this.api.open();
      if (made === this.made) return opened;
    }
  }

  /** @param {Ruling} ruling */
  async #send(ruling) {
    const { key } = ruling;
    const decision = "link" in ruling ? await this.#sendLink(ruling) : await this.#sendSpans(ruling);
    if (decision && !this.outbox.holds((other) => other.key === key)) this.settle(key, decision);
  }

  /** @param {SpanRuling} ruling */
  #sendSpans({ key, spans, note }) {
    return spans === null ? gone(this.api.retract(key)) : this.api.decide(key, spans, note);
  }

  /** @param {LinkRuling} ruling */
  #sendLink({ link, isGold, note }) {
    return isGold === null ? gone(this.api.retractLink(link)) : this.api.decideLink(link, isGold, note);
  }
}

/**
 * Wait until a ruling is taken back. One that is not there is: the answer to the first try was lost,
 * or somebody else was faster.
 *
 * @param {Promise<void>} retraction
 * @returns {Promise<void>}
 * @throws {ApiError}
 */
async function gone(retraction) {
  try {
    await retraction;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404 || isPassing(error)) throw error;
  }
}
