// @ts-check
/** Rulings on their way to the server, in order. What is shown does not wait for the answers. */

import { Outbox } from "../../workspace/sync/outbox.js";

/**
 * @typedef {import("./api.js").Decision} Decision
 * @typedef {import("./api.js").Span} Span
 * @typedef {{key: string, spans: Span[] | null, note: string}} Ruling `spans` null = taken back
 */

export class DecisionWriter {
  /** How many rulings were made here; what was read before the last of them may lack it. */
  made = 0;

  /**
   * @param {import("./api.js").ReviewApi} api
   * @param {object} to
   * @param {() => void} to.tell how much is on its way may have changed
   * @param {(key: string, decision: Decision) => void} to.settle told of what is stored now
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
  async #send({ key, spans, note }) {
    if (spans === null) return this.api.retract(key);
    const decision = await this.api.decide(key, spans, note);
    if (!this.outbox.holds((other) => other.key === key)) this.settle(key, decision);
    return undefined;
  }
}
