// @ts-check
/** How far the counting is, and what went wrong. */

import { t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { tell } from "../elements.js";
import { counted } from "../figures.js";

const place = find("#agreement-status", HTMLElement);
const waiting = find("#agreement-waiting", HTMLElement);
const words = element("p", { class: "soft small", role: "status", "aria-live": "polite", "data-testid": "counting" });
const bar = element("progress", { "aria-label": t("Documents counted"), hidden: true });
const problem = element("div", { role: "alert" });
place.append(words, bar, problem);

/** @param {boolean} isComputing and has nothing else to show */
export function tellComputing(isComputing) {
  waiting.hidden = !isComputing;
}

/** @param {import("./asking.js").Job | null} job null: all is counted */
export function tellWaiting(job) {
  if (job) tellComputing(false);
  bar.hidden = job === null;
  words.textContent = job === null ? "" : progressOf(job);
}

/**
 * @param {import("./asking.js").Job} job
 * @returns {string}
 */
function progressOf({ done, total }) {
  if (total === 0) {
    bar.removeAttribute("value");
    return t("Counting documents …");
  }
  [bar.max, bar.value] = [total, done];
  return t("Counting documents: {done} of {total}", { done: counted(done), total: counted(total) });
}

export function forgetError() {
  tell(problem, "");
}

/** @param {unknown} error */
export function tellError(error) {
  tellWaiting(null);
  tell(problem, error instanceof Error ? error.message : String(error), "error");
}
