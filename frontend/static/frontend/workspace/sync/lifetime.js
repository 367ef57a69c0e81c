// @ts-check
/** What a page does about its writes when it is left, hidden, or come back to. */

import { isMoot, MOST, nextBatch } from "./queue.js";

/** As much as a browser lets a page send that is going away, in bytes, less what is not the writes. */
const FAREWELL = 50_000;

/** @param {import("./writer.js").Writer} writer */
export function accompany(writer) {
  addEventListener("online", () => writer.retry());
  addEventListener("focus", () => writer.retry());
  addEventListener("pageshow", () => writer.retry());
  document.addEventListener("visibilitychange", () => writer.retry());
  addEventListener("pagehide", () => sendFarewell(writer));
  addEventListener("beforeunload", (event) => {
    if (writer.keeping.isAtRisk) event.preventDefault();
  });
}

/**
 * Send as much as a page may that is going away. Everything stays in the journal: the answer is
 * for the next page to hear.
 *
 * @param {import("./writer.js").Writer} writer
 */
function sendFarewell({ api, mirror }) {
  const batch = nextBatch(mirror.ops, { ...MOST, units: FAREWELL / 3 }).filter((op) => !isMoot(op));
  const bytes = new TextEncoder().encode(JSON.stringify(batch.map(({ body }) => body))).length + 200 * batch.length;
  // Nobody is there any more to hear whether it got through.
  if (batch.length > 0 && bytes < FAREWELL) api.change(batch, { keepalive: true }).catch(() => {});
}
