// @ts-check
/** What the page shows of its figures. It stands in the address beside the filters: links and Back keep it. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { OVERALL } from "./report.js";
import { titleOf } from "./titles.js";

/** How many documents are listed: of other documents, it begins anew. */
export const ROWS = "rows";
/** The names of all choosers. */
const CHOOSERS = ["pair_label", "pair_measure", "by", "by_label"];

/**
 * @param {string} name
 * @returns {string} "" where it is as it is at first
 */
export function chosen(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

/**
 * @param {string} name
 * @param {string} value "" as it is at first
 */
export function keep(name, value) {
  const all = new URLSearchParams(location.search);
  if (value === "") all.delete(name);
  else all.set(name, value);
  write(all);
}

/** @param {URLSearchParams} query the filters */
export function keepFilters(query) {
  const others = [...new URLSearchParams(location.search)].filter(([name]) => CHOOSERS.includes(name));
  write(new URLSearchParams([...query, ...others]));
}

/** @param {URLSearchParams} all */
function write(all) {
  history.replaceState(history.state, "", `${location.pathname}${all.size ? "?" : ""}${all}`);
}

/**
 * Offer choices, and choose what the address says as long as it is among them.
 *
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} choices values and their words
 */
export function offer(select, choices) {
  const wanted = chosen(select.name);
  select.replaceChildren(...choices.map(([value, words]) => element("option", { value }, words)));
  select.value = choices.some(([value]) => value === wanted) ? wanted : (choices[0]?.[0] ?? "");
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} labels
 */
export function offerLabels(select, labels) {
  offer(select, [[OVERALL, t("All labels")], ...labels.map((name) => /** @type {[string, string]} */ ([name, titleOf(name)]))]);
}

/**
 * @param {HTMLSelectElement} select
 * @param {() => void} act to be called once the address has what was chosen
 */
export function onChoice(select, act) {
  select.addEventListener("change", () => {
    keep(select.name, select.selectedIndex === 0 ? "" : select.value);
    act();
  });
}
