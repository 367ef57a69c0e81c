// @ts-check
/** The documents on which annotators agree least, a page at a time. */

import { locale, n, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { counted, table, written } from "../figures.js";
import { ask, turns } from "./asking.js";
import { addressOf } from "./query.js";

/**
 * @typedef {{id: string, title: string, source: string, published: string | null, language: string,
 *   n_annotators: number, n_spans: number, alpha: number | null, f1_iou50: number | null}} Row
 * @typedef {{next: string | null, results: Row[]}} Found
 */

const PAGE_SIZE = "10";
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

/**
 * @param {HTMLElement} place
 * @param {{project: string, onWait: import("./asking.js").OnWait, onError: (error: unknown) => void}} given
 * @returns {(query: URLSearchParams) => void}
 */
export function documentList(place, { project, onWait, onError }) {
  const nextTurn = turns(onWait);
  const heads = [t("Document"), t("Annotators"), t("Spans"), t("Alpha"), t("F1, half overlap")];
  const list = table(t("Documents and the agreement on each"), heads, [], "worst-documents");
  for (const head of [...list.querySelectorAll("th")].slice(1, 3)) head.classList.add("wide-only");
  const body = /** @type {HTMLElement} */ (list.querySelector("tbody"));
  const more = element("button", { class: "button small", type: "button", "data-testid": "more-documents" }, t("Show more"));
  place.append(list, more);
  /** @type {string | null} */
  let next = null;
  let turn = nextTurn();
  const add = (/** @type {Found} */ found) => {
    const rows = found.results.map(rowOf);
    body.append(...rows);
    next = found.next;
    more.hidden = next === null;
    return rows[0];
  };
  more.addEventListener("click", () => {
    if (next === null) return;
    const asked = next;
    next = null;
    // What is new begins here: who works by keyboard goes on from its first link.
    const go = (/** @type {Found | null} */ found) => found && add(found)?.querySelector("a")?.focus();
    ask(asked, turn).then(go).catch((error) => {
      next = asked;
      onError(error);
    });
  });
  return (query) => {
    const show = (/** @type {Found | null} */ found) => {
      if (found === null) return;
      body.replaceChildren();
      add(found);
    };
    turn = nextTurn();
    ask(addressOf(project, "documents/", query, { page_size: PAGE_SIZE }), turn).then(show).catch(onError);
  };
}

/**
 * @param {Row} row
 * @returns {HTMLElement}
 */
function rowOf(row) {
  const figure = (/** @type {number | null} */ value) => element("td", { class: "number" }, value === null ? "–" : written(value));
  const count = (/** @type {number} */ value) => element("td", { class: "number wide-only" }, counted(value));
  const title = element("a", { href: `/documents/${row.id}/review/` }, row.title || t("Untitled"));
  const origin = [row.source, row.published ? day.format(new Date(row.published)) : ""].filter(Boolean).join(", ");
  const counts = [
    n("{count} annotator", "{count} annotators", row.n_annotators),
    n("{count} span", "{count} spans", row.n_spans),
  ].join(", ");
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row", class: "title-cell" },
      title,
      element("span", { class: "soft" }, origin),
      element("span", { class: "soft narrow-only" }, counts),
    ),
    count(row.n_annotators),
    count(row.n_spans),
    figure(row.alpha),
    figure(row.f1_iou50),
  );
}
