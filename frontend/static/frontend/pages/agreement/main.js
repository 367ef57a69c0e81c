// @ts-check
/** The agreement page: fetches figures for what the filters say, and puts each part into its place. */

import { request } from "../../api.js";
import { t } from "../../words.js";
import { find } from "../../workspace/view/element.js";
import { projectId } from "../elements.js";
import { askTwice, turns } from "./asking.js";
import { coefficientTable } from "./coefficients.js";
import { confusionTable } from "./confusion.js";
import { documentList } from "./documents.js";
import { filterBar } from "./filter_bar.js";
import { forest, summary } from "./forest.js";
import { groupPlot, offerGroupings } from "./groups.js";
import { lead } from "./lead.js";
import { attributeTable, relationTable } from "./links.js";
import { pairMatrix } from "./pairs.js";
import { addressOf, filtersAmong } from "./query.js";
import { forgetError, tellError, tellWaiting } from "./status.js";
import { offerLabels, titleOf } from "./titles.js";
import { unitFigures } from "./units.js";

/** @typedef {import("./report.js").Report} Report */

const project = projectId();
const all = find("#agreement", HTMLElement);
const waiting = find("#agreement-waiting", HTMLElement);
const nextTurn = turns(tellWaiting);
const part = (/** @type {string} */ name) => find(`#part-${name}`, HTMLElement);
const placeIn = (/** @type {string} */ name) => find("[data-place]", HTMLElement, part(name));
const given = { project, onWait: tellWaiting, onError: tellError };

const groupBy = find("#group-by", HTMLSelectElement);
const labelPlot = forest("by-label");
placeIn("labels").append(labelPlot.place);
const showPairs = pairMatrix(placeIn("pairs"));
const askGroups = groupPlot(placeIn("groups"), { ...given, onChoice: () => linkFiles() });
const askDocuments = documentList(placeIn("documents"), given);
const unitsLink = find("a", HTMLAnchorElement, part("units"));
const askUnits = unitFigures(placeIn("units"), { project, link: unitsLink, onError: tellError });
const labelSet = request("GET", `projects/${project}/label-set/`);

let query = filtersAmong(new URLSearchParams(location.search));

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
  placeIn("overall").replaceChildren(...lead(report, isWhole));
  const rows = labels.map((name) => {
    const { alpha, f1_iou50 } = report.labels[name];
    return { title: titleOf(name), label: name, n: null, alpha, f1: f1_iou50 };
  });
  labelPlot.show({ rows, threshold: report.threshold, caption: summary(rows), head: t("Label") });
  showPairs(report.pairs);
  placeIn("confusion").replaceChildren(confusionTable(report.confusion));
  placeIn("coefficients").replaceChildren(coefficientTable(report));
  reveal({ overall: true, labels: hasFigures, pairs: report.pairs.length > 0, confusion: hasFigures, coefficients: hasFigures });
}

/** @param {Report} report */
async function showLinks({ relations, attributes }) {
  const { relation_types: types, labels } = await labelSet;
  placeIn("relations").replaceChildren(relationTable(relations, types));
  placeIn("attributes").replaceChildren(attributeTable(attributes, labels));
  reveal({ relations: types.length > 0, attributes: attributes.length > 0 });
}

/** @param {Record<string, boolean>} parts whether each has something to show */
function reveal(parts) {
  for (const [name, isShown] of Object.entries(parts)) part(name).hidden = !isShown;
}

async function refresh() {
  all.setAttribute("aria-busy", "true");
  all.classList.add("is-stale");
  linkFiles();
  const turn = nextTurn();
  await askTwice({ project, part: "", query }, turn, (report, isWhole) => {
    forgetError();
    waiting.hidden = true;
    all.classList.remove("is-stale");
    show(report, isWhole);
    showLinks(report).catch(tellError);
    if (isWhole) return;
    const hasFigures = report.overall.alpha.n_documents > 0;
    reveal({ documents: hasFigures, units: hasFigures });
    askDocuments(query);
    askUnits(query);
    offered.then(() => {
      reveal({ groups: hasFigures && groupBy.value !== "" });
      if (turn.isCurrent() && groupBy.value !== "") askGroups(query, report.threshold);
    });
  });
  if (turn.isCurrent()) all.removeAttribute("aria-busy");
}

/** @param {URLSearchParams} asked */
function change(asked) {
  query = asked;
  history.replaceState(null, "", `${location.pathname}${query.size ? "?" : ""}${query}`);
  start();
}

function start() {
  refresh().catch((error) => {
    all.removeAttribute("aria-busy");
    for (const place of all.children) /** @type {HTMLElement} */ (place).hidden = true;
    tellError(error);
  });
}

const fillFilters = filterBar(query, change);
const offered = request("GET", addressOf(project, "filters/", new URLSearchParams()))
  .then((offers) => {
    fillFilters(offers);
    offerGroupings(offers);
    linkFiles();
  })
  .catch(tellError);
start();
