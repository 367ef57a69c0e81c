// @ts-check
/** What the person who is signed in prefers: keys, how texts look. Kept by the server. */

import { request } from "../../api.js";

/** @type {Promise<unknown>} the last call; each waits for the one before, so that the last value wins */
let last = Promise.resolve();

/**
 * Keep one part of the preferences. The server leaves the others as they are.
 *
 * @param {"keys" | "reading" | "language"} part
 * @param {Record<string, any> | string} value the whole part
 * @returns {Promise<void>}
 * @throws {import("../../api.js").ApiError} where it could not be kept
 */
export function keepPreference(part, value) {
  const kept = last.then(() => request("PATCH", "me/preferences/", { [part]: value }));
  last = kept.catch(() => {});
  return kept;
}
