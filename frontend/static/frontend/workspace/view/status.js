// @ts-check
/** Tells how things stand: saved or not, suggestions on their way, submitted. */

import { counted } from "../model/describe.js";
import { element, find } from "./element.js";

/**
 * @typedef {import("../sync/writer.js").Problem} Problem
 * @typedef {import("../../api.js").ApiError} ApiError
 */

/**
 * Show whether everything is saved.
 *
 * @param {number} pending writes not answered yet
 * @param {ApiError | null} trouble why they do not get through
 * @param {() => void} retry
 */
export function showSaved(pending, trouble, retry) {
  const chip = find("#save-state", HTMLElement);
  const [kind, words] = trouble
    ? ["danger", `Not saved: ${pending}`]
    : pending > 0
      ? ["", `Saving ${pending}`]
      : ["success", "Saved"];
  if (chip.textContent !== words) {
    chip.className = `chip ${kind}`;
    chip.textContent = words;
  }
  showTrouble(find("#trouble", HTMLElement), pending, trouble, retry);
}

/**
 * @param {HTMLElement} notice says why changes do not get through, and what helps
 * @param {number} pending
 * @param {ApiError | null} trouble
 * @param {() => void} retry
 */
function showTrouble(notice, pending, trouble, retry) {
  notice.hidden = trouble === null;
  if (!trouble) return notice.replaceChildren();
  const kept = `${counted(pending, "change")} not saved yet, and kept here.`;
  const button = element("button", { type: "button", class: "button small", click: retry }, "Try now");
  if (!trouble.isSignedOut) return notice.replaceChildren(`${kept} ${trouble.message} Trying again by itself. `, button);
  const address = notice.dataset.signIn ?? "/";
  const link = element("a", { href: address, target: "_blank", rel: "noopener" }, "Sign in");
  return notice.replaceChildren(`${trouble.message} `, link, ` ${kept} `, button);
}

/**
 * Show which spans the server did not take, and why.
 *
 * @param {readonly Problem[]} problems
 * @param {(span: import("../model/spans.js").Annotation) => string} words names the span
 * @param {{dismiss: (problem: Problem) => void, insist: (problem: Problem) => void}} does
 */
export function showProblems(problems, words, does) {
  const button = (/** @type {string} */ name, /** @type {() => void} */ click) =>
    element("button", { type: "button", class: "button small", click }, name);
  const notices = problems.map((problem) => {
    const { annotation, message, conflict } = problem;
    const parts = conflict
      ? [
          element("strong", {}, "Changed elsewhere. "),
          `Yours: ${conflict.wanted ? words(conflict.wanted) : "deleted"}. `,
          `The other: ${conflict.stored ? words(conflict.stored) : "deleted"}. `,
          button("Keep mine", () => does.insist(problem)),
          " ",
          button("Take the other", () => does.dismiss(problem)),
        ]
      : [
          element("strong", {}, "Not saved: "),
          `${words(annotation)}. ${message} `,
          button("I have seen it", () => does.dismiss(problem)),
        ];
    return element("div", { class: "notice danger", "data-testid": "problem" }, ...parts);
  });
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
 * Show that the assignment is submitted, and where to go on.
 *
 * @param {string | null} submittedAt ISO 8601
 * @param {{id: string, title: string} | null} next assignment
 */
export function showSubmitted(submittedAt, next) {
  const when = submittedAt ? ` on ${new Date(submittedAt).toLocaleString()}` : "";
  const words = `Submitted${when}. You can read your work here; it can be changed only if a manager reopens it. `;
  const notice = find("#submitted", HTMLElement);
  notice.hidden = false;
  const goOn = next
    ? element("a", { href: `../${next.id}/`, "data-testid": "next-assignment" }, `Next: ${next.title}`)
    : element("a", { href: notice.dataset.home ?? "/" }, "Back to your work");
  notice.replaceChildren(words, goOn);
  find("main", HTMLElement).classList.add("is-submitted");
  for (const id of ["#submit", "#undo", "#redo"]) find(id, HTMLButtonElement).hidden = true;
}
