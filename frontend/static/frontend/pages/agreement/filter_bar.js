// @ts-check
/** The form that says which part of the corpus is asked about. */

import { n, t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { LISTS, METADATA, SINGLES, countFilters, filtersAmong } from "./query.js";
import { languageName, quoted, titleOf } from "./titles.js";

/**
 * @typedef {{annotators: string[], labels: string[], source: string[], language: string[], category: string[],
 *   author: string[], metadata: Record<string, string[]>, first: string | null, last: string | null}} Offers
 * @typedef {{name: string, title: string, values: string[], words: (value: string) => string}} List
 */

/** @type {Record<string, (value: string) => string>} how values are said that are not their own name */
const WORDS = { label: titleOf, language: languageName };

/** From here, the form stands open above the figures. */
const wide = matchMedia("(min-width: 48rem)");

const frame = find("#filters", HTMLDetailsElement);
const form = find("#filter-form", HTMLFormElement);
const lists = find("#filter-lists", HTMLElement);
const clear = find("#clear-filters", HTMLButtonElement);
const count = find("#filter-count", HTMLElement);

/**
 * @param {URLSearchParams} query as it stands in the address
 * @param {(query: URLSearchParams) => void} onChange
 * @returns {{fill: (offers: Offers) => void, tellWrong: (names: string[]) => boolean}} fill: the lists;
 *   tellWrong: beside the fields that the server cannot use, and whether there are any
 */
export function filterBar(query, onChange) {
  const fold = () => (frame.open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  setSingles(query);
  tell(query);
  /** @type {Offers | null} until it is known what can be chosen, the address says what is */
  let known = null;
  const read = () => {
    const fields = [...new FormData(form)].map(([name, value]) => /** @type {[string, string]} */ ([name, String(value)]));
    const listed = known ? [] : [...query].filter(([name]) => !SINGLES.some((single) => single === name));
    query = filtersAmong([...listed, ...fields]);
    tell(query);
    onChange(query);
  };
  form.addEventListener("change", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    query = new URLSearchParams();
    setSingles(query);
    if (known) fillLists(known, query);
    tell(query);
    onChange(query);
    find("summary, select", HTMLElement, form).focus();
  });
  closeLists();
  const fill = (/** @type {Offers} */ offers) => {
    known = offers;
    fillLists(offers, query);
  };
  return { fill, tellWrong: (names) => tellWrong(names, query) };
}

/**
 * @param {string[]} names of parameters
 * @param {URLSearchParams} query
 * @returns {boolean} whether all have a field of their own, so that nothing is left to tell
 */
function tellWrong(names, query) {
  const fields = SINGLES.map((name) => fieldOf(name));
  for (const field of fields) {
    const isWrong = names.includes(field.name);
    field.setAttribute("aria-invalid", String(isWrong));
    const place = find(`#${field.id}-wrong`, HTMLElement);
    const values = { field: field.labels?.[0]?.textContent ?? "", seen: query.get(field.name) ?? "" };
    place.textContent = isWrong ? wrongInWords(field, values) : "";
    if (isWrong) frame.open = true;
  }
  return names.length > 0 && names.every((name) => fields.some((field) => field.name === name));
}

/**
 * @param {HTMLSelectElement | HTMLInputElement} field
 * @param {{field: string, seen: string}} values
 * @returns {string}
 */
function wrongInWords(field, values) {
  return field instanceof HTMLInputElement
    ? t("{field}: “{seen}” is not a date.", values)
    : t("{field}: “{seen}” is not among the choices.", values);
}

/**
 * @param {string} name
 * @returns {HTMLSelectElement | HTMLInputElement}
 */
function fieldOf(name) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) return field;
  throw new Error(`The filters have no field ${name}.`);
}

/** @param {URLSearchParams} query */
function setSingles(query) {
  for (const name of SINGLES) fieldOf(name).value = query.get(name) ?? "";
}

/** @param {URLSearchParams} query */
function tell(query) {
  const filters = countFilters(query);
  count.textContent = filters ? n("{count} set", "{count} set", filters) : "";
  clear.hidden = query.size === 0;
}

/**
 * @param {Offers} offers
 * @param {URLSearchParams} query
 */
function fillLists(offers, query) {
  const made = listsOf(offers).map((list) => {
    const chosen = query.getAll(list.name);
    // What the address asks for stays to be seen, and to be taken back, though nothing has it.
    const values = [...new Set([...list.values, ...chosen])];
    return values.length > 0 ? choices({ ...list, values }, chosen) : "";
  });
  lists.replaceChildren(...made);
}

/**
 * @param {Offers} offers
 * @returns {List[]}
 */
function listsOf(offers) {
  const titles = [t("Labels"), t("Annotators"), t("Source"), t("Language"), t("Category"), t("Author")];
  const values = [offers.labels, offers.annotators, offers.source, offers.language, offers.category, offers.author];
  const known = LISTS.map((name, index) => ({ name, title: titles[index], values: values[index] }));
  const more = Object.entries(offers.metadata).map(([key, found]) => ({ name: `${METADATA}${key}`, title: quoted(key), values: found }));
  return [...known, ...more].map((list) => ({ ...list, words: WORDS[list.name] ?? String }));
}

/**
 * @param {List} list
 * @param {string[]} chosen
 * @returns {HTMLElement}
 */
function choices({ name, title, values, words }, chosen) {
  const said = element("span", { class: "filter-said" });
  const boxes = values.map((value) => {
    const box = element("input", { type: "checkbox", name, value, checked: chosen.includes(value) });
    return element("label", { class: "choice" }, box, element("span", {}, words(value)));
  });
  const list = element("fieldset", { class: "filter-choices" }, element("legend", { class: "visually-hidden" }, title), ...boxes);
  const summary = element("summary", {}, element("span", { class: "filter-name" }, title), said);
  const tellChosen = () => {
    const marked = [...list.querySelectorAll("input:checked")].map((box) => words(/** @type {HTMLInputElement} */ (box).value));
    said.textContent = marked.length === 0 ? t("all") : marked.join(", ");
  };
  tellChosen();
  list.addEventListener("change", tellChosen);
  return element("details", { class: "filter-list", name: "filter-list", "data-testid": `filter-${name}` }, summary, list);
}

/** Close a list with Escape, or by going elsewhere. */
function closeLists() {
  const close = (/** @type {Node | null} */ outside) => {
    const open = lists.querySelector("details[open]");
    if (open instanceof HTMLDetailsElement && !open.contains(outside)) open.open = false;
    return open;
  };
  document.addEventListener("pointerdown", ({ target }) => close(/** @type {Node} */ (target)));
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && close(/** @type {Node} */ (relatedTarget)));
  form.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close(null)?.querySelector("summary")?.focus();
  });
}
