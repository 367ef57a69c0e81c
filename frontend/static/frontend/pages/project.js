// @ts-check
/** A manager's project page: assign people, run the pre-annotation and watch it. */

import { request } from "../api.js";
import { n, t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, pause, projectId, tell, wireDialogs } from "./elements.js";

const BASE = `projects/${projectId()}`;
const POLL_MS = 1500;
const status = find("#project-status", HTMLElement);
const place = find("#job", HTMLElement);

/**
 * @typedef {{id: string, state: "queued" | "running" | "done" | "failed", done: number,
 *   total: number, message: string, started_at: string | null, finished_at: string | null}} Job
 */

wireDialogs();
const form = document.getElementById("assign-form");
if (form instanceof HTMLFormElement) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt(find("button.primary", HTMLButtonElement, form), status, () => assign(form));
  });
}

/** @param {HTMLFormElement} chosen */
async function assign(chosen) {
  const annotators = new FormData(chosen).getAll("annotators");
  const dialog = find("#assign-dialog", HTMLDialogElement);
  dialog.close();
  const answer = await request("POST", `${BASE}/assignments/`, { documents: null, annotators });
  if (answer.created === 0) tell(status, t("Everything was assigned already."), "success");
  else location.reload();
}

const start = /** @type {HTMLButtonElement | null} */ (document.getElementById("preannotate"));
start?.addEventListener("click", () => {
  void attempt(start, status, async () => {
    tell(status, "");
    await watch(await request("POST", `${BASE}/preannotations/`, {}));
  });
});

/**
 * Show a job and ask again until it has ended.
 *
 * @param {Job} job
 */
async function watch(job) {
  let seen = job;
  show(seen);
  while (seen.state === "queued" || seen.state === "running") {
    await pause(POLL_MS);
    if (!document.hidden) seen = await request("GET", `jobs/${seen.id}/`);
    show(seen);
  }
}

/** @param {Job} job */
function show(job) {
  place.hidden = false;
  place.dataset.state = job.state;
  const bar = element("progress", { "aria-labelledby": "job-text", max: String(Math.max(job.total, 1)) });
  if (job.state !== "queued") bar.setAttribute("value", String(job.done));
  if (job.state === "done") bar.setAttribute("value", String(Math.max(job.total, 1)));
  if (job.state === "done") bar.className = "full";
  const text = element("p", { id: "job-text", "data-testid": "job-text" }, sentence(job));
  const isFailed = job.state === "failed";
  place.replaceChildren(text, isFailed ? retryButton(job) : bar);
}

/**
 * @param {Job} job
 * @returns {string}
 */
function sentence(job) {
  if (job.state === "queued") return t("Pre-annotation is waiting for a worker.");
  if (job.state === "running" && job.total === 0) return t("Pre-annotation is starting.");
  if (job.state === "done" && job.total === 0) return t("Pre-annotation is done: every document had been read before.");
  const counts = n("{done} of {count} document", "{done} of {count} documents", job.total, { done: job.done });
  if (job.state === "running") return [t("Pre-annotation is running: {counts}.", { counts }), timeLeft(job)].join(" ").trim();
  if (job.state === "failed") return t("Pre-annotation failed after {counts}: {why}", { counts, why: job.message });
  return t("Pre-annotation is done: {counts}. {words}", { counts, words: job.message }).trim();
}

/**
 * @param {Job} job
 * @returns {string}
 */
function timeLeft(job) {
  if (job.done === 0 || job.started_at === null) return "";
  const elapsed = (Date.now() - Date.parse(job.started_at)) / 1000;
  const seconds = Math.round((elapsed / job.done) * (job.total - job.done));
  if (seconds < 5) return "";
  return seconds < 90
    ? t("About {seconds} s left.", { seconds })
    : t("About {minutes} min left.", { minutes: Math.round(seconds / 60) });
}

/**
 * @param {Job} job
 * @returns {HTMLElement}
 */
function retryButton(job) {
  const button = element("button", { class: "button small", type: "button" }, t("Try again"));
  button.addEventListener("click", () => {
    void attempt(button, status, async () => watch(await request("POST", `jobs/${job.id}/retry/`, {})));
  });
  return button;
}

const { job: latest, state: latestState } = place.dataset;
if (latest && latestState !== "done") {
  void attempt(null, status, async () => watch(await request("GET", `jobs/${latest}/`)));
}
