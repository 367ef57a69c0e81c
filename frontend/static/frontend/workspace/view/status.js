// @ts-check
/** Tells how things stand: saved or not, suggestions on their way, submitted. */

import { counted } from "../model/describe.js";
import { element, find } from "./element.js";

/**
 * @typedef {import("../sync/writer.js").Problem} Problem
 */

/**
 * Show whether everything is saved.
 *
 * @param {number} pending writes not answered yet
 * @param {string | null} trouble why they do not get through
 * @param {() => void} retry
 */
export function showSaved(pending, trouble, retry) {
  const chip = find("#save-state", HTMLElement);
  const [kind, words] = trouble
    ? ["danger", `Not saved: ${pending}`]
    : pending > 0
      ? ["", `Saving ${pending}`]
      : ["success", "Saved"];
  chip.className = `chip ${kind}`;
  chip.textContent = words;
  const notice = find("#trouble", HTMLElement);
  notice.hidden = trouble === null;
  if (trouble === null) return notice.replaceChildren();
  const kept = `${counted(pending, "change")} not saved yet, and kept here. ${trouble} Trying again by itself. `;
  const button = element("button", { type: "button", class: "button small", click: retry }, "Try now");
  return notice.replaceChildren(kept, button);
}

/**
 * Show which spans the server did not take, and why.
 *
 * @param {Problem[]} problems
 * @param {(problem: Problem) => string} words names the span
 * @param {(problem: Problem) => void} dismiss
 */
export function showProblems(problems, words, dismiss) {
  const notices = problems.map((problem) =>
    element(
      "div",
      { class: "notice danger", "data-testid": "problem" },
      element("strong", {}, "Not saved: "),
      `${words(problem)}. ${problem.message} `,
      element("button", { type: "button", class: "button small", click: () => dismiss(problem) }, "I have seen it"),
    ),
  );
  find("#problems", HTMLElement).replaceChildren(...notices);
}

/**
 * Show how far pre-annotation is, while it is under way or where it failed.
 *
 * @param {import("../sync/api.js").Preannotation} job
 */
export function showPreannotation(job) {
  const root = find("#preannotation", HTMLElement);
  root.hidden = job === null || job.state === "done";
  if (job === null) return;
  const bar = find("progress", HTMLProgressElement, root);
  bar.hidden = job.state === "failed";
  bar.max = Math.max(1, job.total);
  if (job.state === "queued") bar.removeAttribute("value");
  else bar.value = job.done;
  find("span", HTMLElement, root).textContent = {
    queued: "Suggestions are about to be made. You can begin without them.",
    running: `Making suggestions: ${job.done} of ${counted(job.total, "text")}. You can begin without them.`,
    failed: "No suggestions could be made for this text. You can mark it without them.",
  }[job.state] ?? "";
}

/**
 * Show that the assignment is submitted.
 *
 * @param {string | null} submittedAt ISO 8601
 */
export function showSubmitted(submittedAt) {
  const when = submittedAt ? ` on ${new Date(submittedAt).toLocaleString()}` : "";
  const notice = find("#submitted", HTMLElement);
  notice.hidden = false;
  notice.textContent = `Submitted${when}. You can read your work here; it can be changed only if a manager reopens it.`;
  find("main", HTMLElement).classList.add("is-submitted");
  for (const id of ["#submit", "#undo", "#redo"]) find(id, HTMLButtonElement).hidden = true;
}
