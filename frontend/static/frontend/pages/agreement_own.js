// @ts-check
/** An annotator's own page: how far each of the others, who have no names here, agrees with them. */

import { request } from "../api.js";
import { n, t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { labelName } from "./agreement/titles.js";
import { pause, projectId } from "./elements.js";
import { cell, counted, spread, table, value } from "./figures.js";

/**
 * @typedef {import("./figures.js").Figures} Figures
 * @typedef {{other: string, overall: Figures, labels: Record<string, Figures>}} OwnPair
 * @typedef {{n_documents: number, threshold: number | null, pairs: OwnPair[]}} Own
 */

/** Milliseconds between two questions about figures that are still being counted. */
const PAUSE = 1000;

const place = find("#agreement", HTMLElement);

/**
 * @param {OwnPair} pair
 * @returns {HTMLElement}
 */
function section({ other, overall, labels }) {
  const heads = [t("Label"), t("Alpha"), t("95% interval"), t("F1, exact"), t("F1, half overlap"), t("Spans")];
  const rows = [["", overall], ...Object.entries(labels)].map(([name, own]) => {
    const figures = /** @type {Figures} */ (own);
    const title = name === "" ? t("All labels") : labelName(String(name));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, title),
      cell(figures.alpha),
      element("td", { class: "number" }, spread(figures.alpha)),
      cell(figures.f1_exact),
      cell(figures.f1_iou50),
      element("td", { class: "number" }, counted(figures.alpha.n_spans)),
    );
  });
  const { n_documents: documents } = overall.alpha;
  const title = t("You and annotator {other}", { other });
  const basis = n("On {count} document: alpha {alpha}.", "On {count} documents: alpha {alpha}.", documents, { alpha: value(overall.alpha) });
  return element(
    "section",
    { class: "section" },
    element("div", { class: "section-head" }, element("h2", {}, title)),
    element("p", { class: "soft" }, basis),
    table(title, heads, rows, "own-pair"),
  );
}

/** @returns {Promise<Own>} once all is counted; how far that is tells of the others' work, and is not told */
async function ask() {
  for (;;) {
    const answer = await request("GET", `projects/${projectId()}/agreement/own/`);
    if (!answer.is_counting) return answer;
    await pause(PAUSE);
  }
}

async function show() {
  const { pairs } = await ask();
  const none = t("No document of yours has been submitted by all its annotators yet.");
  place.replaceChildren(...(pairs.length ? pairs.map(section) : [element("p", { class: "empty" }, none)]));
}

show()
  .catch((error) => place.replaceChildren(element("p", { class: "notice error" }, error.message)))
  .finally(() => place.removeAttribute("aria-busy"));
