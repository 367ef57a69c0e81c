// @ts-check
/** Which writes to try again, and when. */

/** Answers after which the same write may succeed later: no connection, signed out, busy, failing. */
const PASSING = new Set([0, 401, 403, 408, 425, 429]);
/** What is too long stays so, whoever on the way says it. */
const TOO_LONG = 413;

/**
 * @param {{status: number, code?: string}} answer its status, 0 = none came; "unreadable" = not the
 *   server's own
 * @returns {boolean} whether the same write may succeed later
 */
export function isPassing({ status, code }) {
  if (status === TOO_LONG) return false;
  return PASSING.has(status) || status >= 500 || code === "unreadable";
}

/**
 * Milliseconds to wait before try number `attempt`: 1, 2, 4 … 30 seconds, spread by a quarter so
 * that many browsers do not come back at once.
 *
 * @param {number} attempt counted from 1
 * @returns {number}
 */
export function backOff(attempt) {
  return Math.min(30_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2);
}
