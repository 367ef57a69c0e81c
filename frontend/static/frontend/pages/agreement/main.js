// @ts-check
/** The agreement page: fetches figures for what the filters say, and puts each part into its place. */

import { ApiError, request } from "../../api.js";
import { t } from "../../words.js";
import { find } from "../../workspace/view/element.js";
import { projectId } from "../elements.js";
import { askTwice, turns } from "./asking.js";
import { keepFilters, offerLabels } from "./chosen.js";
import { coefficientTable } from "./coefficients.js";
import { confusionTable } from "./confusion.js";
import { documentList } from "./documents.js";
import { filterBar } from "./filter_bar.js";
import { forest, summary } from "./forest.js";
import { groupPlot, offerGroupings } from "./groups.js";
import { lead } from "./lead.js";
import { attributeTable, hasAnswers, hasLinks, relationTable } from "./links.js";
import { pairMatrix } from "./pairs.js";
import { ASKING, REPORTED, finish, hideAll, makeFresh, makeStale, part, placeIn, reveal } from "./parts.js";
import { addressOf, filtersAmong } from "./query.js";
import { forgetError, tellComputing, tellError, tellWaiting } from "./status.js";
import { titleOf } from "./titles.js";
import { unitFigures } from "./units.js";

/**
 * @typedef {import("./report.js").Report} Report
 * @typedef {import("./asking.js").Turn} Turn
 */

/** Milliseconds after the last change of a filter: who ticks several asks once. */
const PAUSE = 250;

const project = projectId();
const nextTurn = turns(tellWaiting);
const given = { project, onWait: tellWaiting, onError: tellError };

const groupBy = find("#group-by", HTMLSelectElement);
const labelPlot = forest("by-label");
placeIn("labels").append(labelPlot.place);
const showPairs = pairMatrix(placeIn("pairs"));
const groups = groupPlot(placeIn("groups"), { ...given, onGrouping: () => linkFiles() });
const documents = documentList(placeIn("documents"), given);
const unitsLink = find("a", HTMLAnchorElement, part("units"));
const units = unitFigures(placeIn("units"), { project, link: unitsLink, onError: tellError });
const labelSet = request("GET", `projects/${project}/label-set/`);

let query = filtersAmong(new URLSearchParams(location.search));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

/** The files hold what the page shows. */
function linkFiles() {
  for (const link of document.querySelectorAll("a[data-csv]")) {
    const kind = /** @type {HTMLAnchorElement} */ (link).dataset.csv ?? "";
    /** @type {Record<string, string>} */
    const more = kind === "groups/" ? { by: groupBy.value } : {};
    link.setAttribute("href", `/api/v1/${addressOf(project, kind, query, { ...more, format: "csv" })}`);
  }
}

/**
 * @param {Report} report
 * @param {boolean} isWhole whether its intervals have been asked for
 */
function show(report, isWhole) {
  const labels = Object.keys(report.labels);
  const hasFigures = report.overall.alpha.n_documents > 0;
  for (const select of document.querySelectorAll("select[data-labels]")) {
    offerLabels(/** @type {HTMLSelectElement} */ (select), labels);
  }
  placeIn("overall").replaceChildren(...lead(report, isWhole, query.getAll("annotator").length === 1));
  const rows = labels.map((name) => {
    const { alpha, f1_iou50 } = report.labels[name];
    return { title: titleOf(name), label: name, n: null, alpha, f1: f1_iou50 };
  });
  labelPlot.show({ rows, threshold: report.threshold, caption: summary(rows), head: t("Label") });
  showPairs(report.pairs);
  placeIn("confusion").replaceChildren(confusionTable(report.confusion));
  placeIn("coefficients").replaceChildren(...coefficientTable(report));
  reveal({ overall: true, labels: hasFigures, pairs: report.pairs.length > 0, confusion: hasFigures, coefficients: hasFigures });
}

/**
 * @param {Report} report
 * @param {Turn} turn
 */
async function showLinks({ relations, attributes }, turn) {
  const { relation_types: types, labels } = await labelSet;
  if (!turn.isCurrent()) return;
  placeIn("relations").replaceChildren(relationTable(relations, types));
  placeIn("attributes").replaceChildren(attributeTable(attributes, labels));
  reveal({ relations: hasLinks(relations), attributes: hasAnswers(attributes) });
}

/**
 * Ask for what a report does not hold, where there is anything to ask about.
 *
 * @param {Report} report
 * @param {Turn} turn
 */
async function askMore({ overall, threshold }, turn) {
  const hasFigures = overall.alpha.n_documents > 0;
  reveal({ documents: hasFigures, units: hasFigures });
  if (!hasFigures) {
    reveal({ groups: false });
    return finish(...ASKING);
  }
  documents.ask(query);
  units.ask(query);
  await offered;
  if (!turn.isCurrent()) return;
  reveal({ groups: groupBy.value !== "" });
  if (groupBy.value === "") finish("groups");
  else groups.ask(query, threshold);
}

/** @param {Turn} turn */
async function ask(turn) {
  let linked = Promise.resolve();
  await askTwice({ project, part: "", query }, turn, (report, isWhole) => {
    tellComputing(false);
    show(report, isWhole);
    linked = showLinks(report, turn).catch(tellError);
    makeFresh(...REPORTED);
    if (!isWhole) askMore(report, turn);
  });
  await linked;
  if (turn.isCurrent()) finish(...REPORTED);
}

/**
 * Give up what was asked before, and ask anew.
 *
 * @param {number} pause milliseconds
 */
function refresh(pause) {
  const turn = nextTurn();
  for (const own of [groups, documents, units]) own.stop();
  makeStale(...REPORTED, ...ASKING);
  forgetError();
  fields.tellWrong([]);
  tellComputing(part("overall").hidden);
  linkFiles();
  clearTimeout(soon);
  soon = setTimeout(() => ask(turn).catch(fail), pause);
}

/** @param {unknown} error */
function fail(error) {
  hideAll();
  finish(...REPORTED, ...ASKING);
  const names = error instanceof ApiError ? Object.keys(error.fields) : [];
  tellWaiting(null);
  if (!fields.tellWrong(names)) tellError(error);
}

const fields = filterBar(query, (asked) => {
  query = asked;
  keepFilters(query);
  refresh(PAUSE);
});
const offered = request("GET", addressOf(project, "filters/", new URLSearchParams()))
  .then((offers) => {
    fields.fill(offers);
    offerGroupings(offers);
    linkFiles();
  })
  .catch(tellError);
refresh(0);
