// @ts-check
/** Asks for figures: at once without intervals, then with them; waits while they are being counted. */

import { request } from "../../api.js";
import { pause } from "../elements.js";
import { addressOf } from "./query.js";

/**
 * @typedef {{id: string, state: string, done: number, total: number, message: string}} Job
 * @typedef {(job: Job | null) => void} OnWait null: there is nothing to wait for any more
 * @typedef {{isCurrent: () => boolean, onWait: OnWait, signal: AbortSignal}} Turn one round of questions
 */

/** Milliseconds between two questions about figures that are still being counted. */
const PAUSE = 1000;

/**
 * Return a function that begins a round of questions; what an earlier round still asks is given up.
 *
 * @param {OnWait} onWait
 * @returns {() => Turn}
 */
export function turns(onWait) {
  let last = new AbortController();
  return () => {
    last.abort();
    last = new AbortController();
    const { signal } = last;
    return { isCurrent: () => !signal.aborted, onWait, signal };
  };
}

/**
 * @param {string} path
 * @param {Turn} turn
 * @returns {Promise<any>} null where the round was over before the answer came, or before it failed
 * @throws {import("../../api.js").ApiError}
 */
export async function askOnce(path, { isCurrent, signal }) {
  try {
    const answer = await request("GET", path, undefined, { signal });
    return isCurrent() ? answer : null;
  } catch (error) {
    if (isCurrent()) throw error;
    return null;
  }
}

/**
 * @param {string} path
 * @param {Turn} turn
 * @returns {Promise<any>} null where the round was over before the answer came
 * @throws {import("../../api.js").ApiError}
 * @throws {Error} the counting failed
 */
export async function ask(path, turn) {
  for (;;) {
    const answer = await askOnce(path, turn);
    if (answer === null) return null;
    if (!answer.job) {
      turn.onWait(null);
      return answer;
    }
    if (answer.job.state === "failed") throw new Error(answer.job.message);
    turn.onWait(answer.job);
    await pause(PAUSE);
    if (!turn.isCurrent()) return null;
  }
}

/**
 * Show figures as soon as they are there, and again when their intervals are.
 *
 * @param {{project: string, part: string, query: URLSearchParams, more?: Record<string, string>}} about
 * @param {Turn} turn
 * @param {(found: any, isWhole: boolean) => void} show
 */
export async function askTwice({ project, part, query, more = {} }, turn, show) {
  const quick = await ask(addressOf(project, part, query, { ...more, intervals: "no" }), turn);
  if (quick === null) return;
  show(quick, false);
  const whole = await ask(addressOf(project, part, query, more), turn);
  if (whole !== null) show(whole, true);
}
