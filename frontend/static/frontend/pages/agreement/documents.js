// @ts-check
/** The documents on which annotators agree least, some at a time. */

import { locale, n, t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { counted, table, written } from "../figures.js";
import { ask, turns } from "./asking.js";
import { ROWS, chosen, keep } from "./chosen.js";
import { finish, makeBusy, makeFresh } from "./parts.js";
import { addressOf } from "./query.js";
import { titleOf } from "./titles.js";

/**
 * @typedef {{alpha: number | null, f1_iou50: number | null, n_spans: number}} Own
 * @typedef {Own & {id: string, title: string, source: string, published: string | null, language: string,
 *   n_annotators: number, labels: Record<string, Own>}} Row
 * @typedef {{count: number, next: string | null, results: Row[]}} Found
 * @typedef {import("./asking.js").Turn} Turn
 */

/** So many rows are shown at first, and added with every press. */
const STEP = 10;
/** So many the server sends at a time. */
const MOST = 200;
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

/**
 * @param {HTMLElement} place
 * @param {{project: string, onWait: import("./asking.js").OnWait, onError: (error: unknown) => void}} given
 * @returns {{ask: (query: URLSearchParams) => void, stop: () => void}} stop: what is shown is no longer asked for
 */
export function documentList(place, { project, onWait, onError }) {
  const nextTurn = turns(onWait);
  const { body, order, shown, more } = frameIn(place);
  let label = "";
  /** @type {string | null} */
  let next = null;
  let turn = nextTurn();
  let left = takeLeft();
  const add = (/** @type {Found} */ found) => {
    const rows = found.results.map((row) => rowOf(row, label));
    body.append(...rows);
    next = found.next;
    more.hidden = next === null;
    shown.textContent = t("{shown} of {total}", { shown: counted(body.rows.length), total: counted(found.count) });
    return rows[0];
  };
  /**
   * @param {string} address
   * @param {number} size how many rows
   * @param {(found: Found) => void} show
   * @param {string | null} again what can be asked for once more where this fails
   */
  const fetchRows = async (address, size, show, again) => {
    const mine = turn;
    makeBusy("documents");
    try {
      const found = await rowsAt(address, size, mine);
      if (found) show(found);
    } catch (error) {
      next = again;
      onError(error);
    }
    if (mine.isCurrent()) finish("documents");
  };
  more.addEventListener("click", () => {
    if (next === null) return;
    const asked = next;
    next = null;
    // What is new begins here: who works by keyboard goes on from its first link.
    const show = (/** @type {Found} */ found) => {
      add(found)?.querySelector("a")?.focus();
      keep(ROWS, String(body.rows.length));
    };
    fetchRows(asked, STEP, show, asked);
  });
  // Whoever comes back from a document finds it where it was.
  body.addEventListener("click", ({ target }) => {
    const link = /** @type {Element} */ (target).closest("a");
    if (link) history.replaceState({ ...history.state, left: link.pathname }, "");
  });
  return {
    ask: (query) => {
      turn = nextTurn();
      const labels = query.getAll("label");
      const show = (/** @type {Found} */ found) => {
        label = labels.length === 1 ? labels[0] : "";
        order.textContent = orderOf(label);
        body.replaceChildren();
        add(found);
        makeFresh("documents");
        goBack(body, left);
        left = "";
      };
      const size = Math.max(STEP, Math.trunc(Number(chosen(ROWS))) || 0);
      fetchRows(addressOf(project, "documents/", query), size, show, null);
    },
    stop: () => {
      turn = nextTurn();
      next = null;
    },
  };
}

/**
 * @param {HTMLElement} place
 * @returns {{body: HTMLTableSectionElement, order: HTMLElement, shown: HTMLElement, more: HTMLElement}}
 */
function frameIn(place) {
  const heads = [t("Document"), t("Annotators"), t("Spans"), t("Alpha"), t("F1, half overlap")];
  const list = table(t("Documents and the agreement on each"), heads, [], "worst-documents");
  for (const head of [...list.querySelectorAll("th")].slice(1, 3)) head.classList.add("wide-only");
  const order = element("p", { class: "soft measure section-words", "data-testid": "documents-order" });
  const more = element("button", { class: "button small", type: "button", "data-testid": "more-documents" }, t("Show more"));
  const shown = element("span", { class: "soft small", role: "status", "data-testid": "documents-shown" });
  place.append(order, list, element("div", { class: "more-rows" }, more, shown));
  return { body: find("tbody", HTMLTableSectionElement, list), order, shown, more };
}

/**
 * @param {string} label "" for all
 * @returns {string}
 */
function orderOf(label) {
  if (label === "") return t("In order of alpha on all labels together.");
  return t("In order of alpha on “{label}”; spans, alpha and F1 are those of this label alone.", { label: titleOf(label) });
}

/**
 * @param {string} address of the first page, or the `next` of another
 * @param {number} size how many rows
 * @param {Turn} turn
 * @returns {Promise<Found | null>} so many rows, or all there are, in as many answers as it takes; null as of `ask`
 */
async function rowsAt(address, size, turn) {
  /** @type {Row[]} */
  const results = [];
  /** @type {string | null} */
  let next = address;
  let count = 0;
  while (next !== null && results.length < size) {
    /** @type {Found | null} */
    const found = await ask(sized(next, size - results.length), turn);
    if (found === null) return null;
    results.push(...found.results);
    ({ next, count } = found);
  }
  return { count, next, results };
}

/**
 * @param {string} address
 * @param {number} size
 * @returns {string} the same address for so many rows
 */
function sized(address, size) {
  const [path, query] = address.split("?");
  const all = new URLSearchParams(query);
  all.set("page_size", String(Math.min(size, MOST)));
  return `${path}?${all}`;
}

/** @returns {string} the path of the document for which the page was left; "" for none */
function takeLeft() {
  const { left = "", ...others } = history.state ?? {};
  if (left !== "") history.replaceState(others, "");
  return left;
}

/**
 * @param {HTMLElement} body
 * @param {string} left
 */
function goBack(body, left) {
  const link = [...body.querySelectorAll("a")].find(({ pathname }) => pathname === left);
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "center" });
}

/**
 * @param {Row} row
 * @param {string} label whose figures are shown; "" for all
 * @returns {HTMLElement}
 */
function rowOf(row, label) {
  const own = row.labels[label] ?? row;
  const figure = (/** @type {number | null} */ value) => element("td", { class: "number" }, value === null ? "–" : written(value));
  const count = (/** @type {number} */ value) => element("td", { class: "number wide-only" }, counted(value));
  const title = element("a", { href: `/documents/${row.id}/review/` }, row.title || t("Untitled"));
  const origin = [row.source, row.published ? day.format(new Date(row.published)) : ""].filter(Boolean).join(", ");
  const counts = [
    n("{count} annotator", "{count} annotators", row.n_annotators),
    n("{count} span", "{count} spans", own.n_spans),
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
    count(own.n_spans),
    figure(own.alpha),
    figure(own.f1_iou50),
  );
}
