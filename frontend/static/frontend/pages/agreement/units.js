// @ts-check
/** Gamma and its kin: a job measures them when somebody asks, and tells how far it is. */

import { request } from "../../api.js";
import { locale, n, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { pause } from "../elements.js";
import { inPercent, spread, table, why } from "../figures.js";
import { askOnce, turns } from "./asking.js";
import { NOT_OF_ALL, NOT_OF_ONE, absences, cellOf } from "./coefficients.js";
import { finish, makeFresh } from "./parts.js";
import { addressOf } from "./query.js";
import { labelName } from "./titles.js";

/**
 * @typedef {import("../figures.js").Figures} Figures
 * @typedef {import("./asking.js").Job} Job
 * @typedef {{alpha: number, beta: number, delta_empty: number, sampler: string, seed: number,
 *   samples: number, precision: number | null, n_left_out: number}} Settings of gamma
 * @typedef {{n_documents: number, gamma: Settings, overall: Figures, labels: Record<string, Figures>}} Found
 * @typedef {{job: Job | null, found: Found | null, measured_at: string | null, is_current: boolean}} Answer
 */

/** Milliseconds between two questions about figures that are being measured: first, and at most. */
const PAUSE = 1000;
const LONGEST_PAUSE = 8000;

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** @type {[string, string, string][]} each figure's head, its key overall, its key of a label */
const COLUMNS = [
  ["γ, γ\u2011k", "gamma", "gamma_k"],
  ["γ\u2011cat", "gamma_cat", ""],
  ["uα, (k)uα", "u_alpha", "k_u_alpha"],
  ["|uα", "bar_u_alpha", ""],
  ["cuα", "cu_alpha", ""],
  [t("Coverage"), "", "coverage"],
  ["α\u2011U", "alpha_u", "alpha_u"],
  [t("Boundary similarity"), "boundary_similarity", "boundary_similarity"],
  [t("Boundary π"), "boundary_pi", ""],
  [t("Boundary κ"), "boundary_kappa", ""],
];

/**
 * @param {HTMLElement} place
 * @param {{project: string, link: HTMLElement, onError: (error: unknown) => void}} given link: to the file, where there is one
 * @returns {{ask: (query: URLSearchParams) => void, stop: () => void}} stop: what is shown is no longer asked for
 */
export function unitFigures(place, { project, link, onError }) {
  const button = element("button", { type: "button", class: "button", "data-testid": "measure-units" }, t("Measure them"));
  const words = element("p", { class: "soft small", role: "status", "data-testid": "measuring" });
  const bar = element("progress", { "aria-label": t("Spans aligned"), hidden: true });
  const figures = element("div", {});
  place.append(button, words, bar, figures);
  const nextTurn = turns(() => undefined);
  let address = "";

  const tell = (/** @type {Answer} */ { job, found, measured_at, is_current }) => {
    const isWaiting = job !== null && job.state !== "failed";
    button.hidden = is_current || isWaiting;
    button.textContent = found ? t("Measure them anew") : t("Measure them");
    link.hidden = !found;
    bar.hidden = !isWaiting;
    words.textContent = [ageOf(is_current ? null : measured_at), progressOf(job)].filter(Boolean).join(" ");
    if (isWaiting) advance(bar, job);
    figures.replaceChildren(...(found ? [unitTable(found), ...notes(found)] : []));
    return isWaiting;
  };
  /** @param {import("./asking.js").Turn} turn */
  const follow = async (turn) => {
    let answer = await askOnce(address, turn);
    if (turn.isCurrent()) makeFresh("units");
    for (let wait = PAUSE; answer && tell(answer); wait = Math.min(LONGEST_PAUSE, 1.5 * wait)) {
      finish("units");
      await pause(wait);
      answer = await askOnce(address, turn);
    }
  };
  /** @param {() => Promise<unknown>} [begin] */
  const ask = async (begin = async () => undefined) => {
    const turn = nextTurn();
    try {
      await begin();
      await follow(turn);
    } catch (error) {
      if (turn.isCurrent()) onError(error);
    }
    if (turn.isCurrent()) finish("units");
  };
  button.addEventListener("click", () => {
    ask(() => request("POST", address));
    words.tabIndex = -1;
    words.focus();
  });
  return {
    ask: (query) => {
      address = addressOf(project, "units/", query);
      ask();
    },
    stop: nextTurn,
  };
}

/**
 * @param {HTMLProgressElement} bar
 * @param {Job} job
 */
function advance(bar, { done, total }) {
  if (total > 0) [bar.max, bar.value] = [total, done];
  else bar.removeAttribute("value");
}

/**
 * @param {string | null} moment when figures were asked for that documents have outlived
 * @returns {string}
 */
function ageOf(moment) {
  if (moment === null) return "";
  return t("These are the figures of {moment}; documents were submitted or reopened since.", {
    moment: moments.format(new Date(moment)),
  });
}

/**
 * @param {Job | null} job
 * @returns {string}
 */
function progressOf(job) {
  if (job === null) return "";
  if (job.state === "failed") return t("The measurement has failed; it can be begun again.");
  if (job.total === 0) return t("Waiting for a worker …");
  return t("Aligning spans: {share} done", { share: inPercent(job.done / job.total) });
}

/**
 * @param {Found} found
 * @returns {HTMLElement}
 */
function unitTable({ overall, labels }) {
  const rows = Object.entries(labels).map(([name, own]) => rowOf(labelName(name), own, 2, NOT_OF_ONE));
  const last = rowOf(t("All labels"), overall, 1, NOT_OF_ALL);
  last.classList.add("row-of-all");
  const heads = [t("Label"), ...COLUMNS.map(([head]) => head)];
  return table(t("Figures of units by label"), heads, [...rows, last], "units");
}

/**
 * @param {HTMLElement | string} name
 * @param {Figures} figures
 * @param {1 | 2} at where a column says the key
 * @param {string} absence what is said where there is no such figure
 * @returns {HTMLElement}
 */
function rowOf(name, figures, at, absence) {
  const cells = COLUMNS.map((column) => {
    const figure = figures[column[at]];
    const made = cellOf(figure, absence);
    if (figure?.interval) made.append(element("span", { class: "cell-count", "aria-hidden": "true" }, spread(figure)));
    return made;
  });
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
}

/**
 * @param {Found} found
 * @returns {HTMLElement[]} why figures are missing, and how gamma was computed
 */
function notes({ overall, gamma }) {
  const missing = Object.values(overall).filter((figure) => figure.value === null);
  const reasons = [...new Set(missing.map(why))];
  const told = reasons.map((reason) => element("p", { class: "soft small table-note" }, `– ${reason}`));
  return [...told, absences(), conditions(gamma)];
}

/**
 * @param {Settings} gamma
 * @returns {HTMLElement} all that gamma depends on besides the spans
 */
function conditions({ alpha, beta, delta_empty, sampler, seed, samples, precision, n_left_out }) {
  const drawn = n("{count} chance continuum for each document", "{count} chance continua for each document", samples);
  const exact = precision === null ? "" : t(", which tells the expected disorder to {share}", { share: inPercent(precision, true) });
  const settings = t("α = {alpha}, β = {beta}, Δ∅ = {delta}, sampler “{sampler}”, seed {seed}", {
    alpha, beta, delta: delta_empty, sampler, seed,
  });
  const without = n(
    "{count} document has too many possible alignments and is left out of γ.",
    "{count} documents have too many possible alignments and are left out of γ.",
    n_left_out,
  );
  const text = `γ: ${settings}; ${drawn}${exact}.${n_left_out ? ` ${without}` : ""}`;
  return element("p", { class: "soft small table-note", "data-testid": "gamma-settings" }, text);
}
