// @ts-check
/** The same figures for parts of the corpus: months, sources, and whatever else is known of texts. */

import { locale, n, t } from "../../words.js";
import { find } from "../../workspace/view/element.js";
import { askTwice, turns } from "./asking.js";
import { offer, onChoice } from "./chosen.js";
import { forest, summary } from "./forest.js";
import { finish, makeFresh, makeStale } from "./parts.js";
import { METADATA } from "./query.js";
import { figuresOf } from "./report.js";
import { languageName, quoted } from "./titles.js";

/**
 * @typedef {import("./report.js").Group} Group
 * @typedef {import("./filter_bar.js").Offers} Offers
 * @typedef {{by: string, n_without: number, groups: Group[]}} Found
 */

const by = find("#group-by", HTMLSelectElement);
const label = find("#group-label", HTMLSelectElement);
const months = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", timeZone: "UTC" });

/**
 * @param {HTMLElement} place
 * @param {{project: string, onWait: import("./asking.js").OnWait,
 *   onGrouping: () => void, onError: (error: unknown) => void}} given onGrouping: another grouping is asked for
 * @returns {{ask: (query: URLSearchParams, limit: number | null) => void, stop: () => void}} stop: what is
 *   shown is no longer asked for
 */
export function groupPlot(place, { project, onWait, onGrouping, onError }) {
  const plot = forest("by-group");
  place.append(plot.place);
  const nextTurn = turns(onWait);
  /** @type {URLSearchParams | null} null: nothing is asked */
  let query = null;
  /** @type {number | null} */
  let threshold = null;
  /** @type {Found | null} */
  let found = null;
  const redraw = () => {
    if (found) plot.show({ ...contentOf(found), threshold });
  };
  /** @param {URLSearchParams} asked */
  const refresh = async (asked) => {
    makeStale("groups");
    const turn = nextTurn();
    const take = (/** @type {Found} */ answer) => {
      found = answer;
      redraw();
      makeFresh("groups");
    };
    try {
      await askTwice({ project, part: "groups/", query: asked, more: { by: by.value } }, turn, take);
    } catch (error) {
      onError(error);
    }
    if (turn.isCurrent()) finish("groups");
  };
  onChoice(label, redraw);
  onChoice(by, () => {
    onGrouping();
    if (query) refresh(query);
  });
  const ask = (/** @type {URLSearchParams} */ asked, /** @type {number | null} */ limit) => {
    [query, threshold, found] = [asked, limit, null];
    refresh(query);
  };
  const stop = () => {
    query = null;
    nextTurn();
  };
  return { ask, stop };
}

/**
 * @param {Offers} offers
 */
export function offerGroupings(offers) {
  /** @type {[string, string][]} */
  const dated = offers.first === null ? [] : [["month", t("Month")], ["year", t("Year")]];
  /** @type {[string, string, string[]][]} */
  const known = [
    ["source", t("Source"), offers.source],
    ["language", t("Language"), offers.language],
    ["category", t("Category"), offers.category],
    ["author", t("Author"), offers.author],
    ...Object.entries(offers.metadata).map(([key, values]) => /** @type {[string, string, string[]]} */ ([`${METADATA}${key}`, quoted(key), values])),
  ];
  offer(by, [...dated, ...known.filter(([, , values]) => values.length > 0).map(([value, words]) => /** @type {[string, string]} */ ([value, words]))]);
}

/**
 * @param {Found} found
 * @returns {Omit<import("./forest.js").Content, "threshold">}
 */
function contentOf(found) {
  const head = [...by.options].find(({ value }) => value === found.by)?.textContent ?? "";
  const rows = found.groups.map((group) => {
    const { alpha, f1_iou50 } = figuresOf(group, label.value);
    return { title: nameOf(found.by, group.value), label: null, n: group.n_documents, alpha, f1: f1_iou50 };
  });
  const without = n("{count} document without this is left out.", "{count} documents without this are left out.", found.n_without);
  return { rows, head, caption: found.n_without ? `${summary(rows)} ${without}` : summary(rows) };
}

/**
 * @param {string} kind
 * @param {string} value
 * @returns {string}
 */
function nameOf(kind, value) {
  if (kind === "language") return languageName(value);
  return kind === "month" ? months.format(new Date(`${value}-01T00:00:00Z`)) : value;
}
