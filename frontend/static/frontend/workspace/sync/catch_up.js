// @ts-check
/** Reads the server anew when it may have something that is not shown here. */

import { ApiError } from "../../api.js";

/** @typedef {import("./api.js").Opened} Opened */

/** Milliseconds after which news of another tab has arrived. */
const NEWS_TAKES = 500;

export class CatchUp {
  /** Whether the server may have something that is not shown here. */
  isBehind = false;
  #isReading = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #checking;

  /**
   * @param {object} parts
   * @param {() => Promise<Opened>} parts.read throws ApiError
   * @param {() => number} parts.answers how many answers to writes came so far
   * @param {() => Promise<boolean>} parts.drop forget the writes whose answers nobody told; whether there were any
   * @param {(opened: Opened) => void} parts.show
   */
  constructor({ read, answers, drop, show }) {
    this.read = read;
    this.answers = answers;
    this.drop = drop;
    this.show = show;
  }

  /** Read now, or as soon as what is being read is here. */
  async now() {
    this.isBehind = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.isBehind) await this.#once();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isReading = false;
    }
  }

  /** A tab that died between sending and telling leaves writes here that seem to wait: look for them. */
  checkSoon() {
    this.#checking ??= setTimeout(async () => {
      this.#checking = undefined;
      if (await this.drop()) await this.now();
    }, NEWS_TAKES);
  }

  async #once() {
    const answers = this.answers();
    const opened = await this.read();
    // An answer that came meanwhile may be newer than what was read.
    if (answers !== this.answers()) return;
    this.isBehind = false;
    this.show(opened);
  }
}
