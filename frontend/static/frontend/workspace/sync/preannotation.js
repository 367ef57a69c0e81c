// @ts-check
/** Waits for the suggestions of a document that is still being pre-annotated. */

import { ApiError } from "../../api.js";

/** @typedef {import("./api.js").Preannotation} Preannotation */

const PAUSE = 1500;

/**
 * @param {Preannotation} job
 * @returns {boolean}
 */
export function isUnderWay(job) {
  return job !== null && (job.state === "queued" || job.state === "running");
}

/**
 * Ask until the job is over, and tell every answer. A lost connection is asked again.
 *
 * @param {() => Promise<Preannotation>} ask
 * @param {(job: Preannotation) => void} tell
 * @param {number} [pause] milliseconds between questions
 * @returns {Promise<Preannotation>} the last answer
 */
export async function follow(ask, tell, pause = PAUSE) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const job = await ask();
      tell(job);
      if (!isUnderWay(job)) return job;
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status > 0 && error.status < 500)) throw error;
    }
  }
}
