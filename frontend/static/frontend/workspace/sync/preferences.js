// @ts-check
/** What the person who is signed in prefers: keys, how texts look. Kept by the server. */

import { request } from "../../api.js";

const PATH = "me/preferences/";

/** @typedef {Record<string, any>} Parts of the preferences by name: "keys", "reading", "language" */

/**
 * Keep one part of the preferences. The others stay as they are, even if another tab changed them.
 *
 * @param {string} part
 * @param {Record<string, any> | string} value
 * @returns {Promise<void>}
 * @throws {import("../../api.js").ApiError} where it could not be kept
 */
export async function keepPreference(part, value) {
  /** @type {Parts} */
  const all = await request("GET", PATH);
  await request("PUT", PATH, { ...all, [part]: value });
}
