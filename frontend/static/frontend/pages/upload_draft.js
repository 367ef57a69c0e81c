// @ts-check
/** One document that was read from a file: what the reader guessed, for a person to correct. */

import { n, t } from "../words.js";
import { element } from "../workspace/view/element.js";

/**
 * @typedef {"title" | "source" | "author" | "published" | "category" | "language" | "url"} FieldName
 * @typedef {{file_name: string, length: number, sha256: string, excerpt: string, notes: string[],
 *   is_duplicate: boolean} & Record<FieldName, string | null>} Draft
 * @typedef {{number: number, fileName: string, isOut: boolean, isBroken: boolean, siblings: number,
 *   notes: string[]}} Place
 *   where it comes from; `siblings`: how many documents its file holds; `notes`: about that file
 */

/** @type {[FieldName, string, string, number][]} name, title, type, longest */
const FIELDS = [
  ["title", t("Title"), "text", 500],
  ["source", t("Source"), "text", 200],
  ["author", t("Author"), "text", 200],
  ["published", t("Published"), "date", 10],
  ["category", t("Category"), "text", 200],
  ["language", t("Language"), "text", 20],
  ["url", t("Address (URL)"), "url", 2000],
];

/**
 * Return the card of a draft, with the check box "left_out".
 *
 * @param {Draft} draft
 * @param {Place} place
 * @returns {HTMLElement}
 */
export function draftCard(draft, place) {
  const headingId = `draft-${place.number}-heading`;
  const name = draft.file_name || t("Document {number}", { number: place.number + 1 });
  return element(
    "li",
    { class: `draft${place.isOut ? " left-out" : ""}`, "data-testid": "draft", "data-file": place.fileName },
    element("div", { class: "section-head" }, element("h3", { id: headingId }, name), head(draft, place)),
    element(
      "div",
      { class: "draft-body" },
      element(
        "form",
        { class: "draft-fields", role: "group", "data-sha256": draft.sha256, "aria-labelledby": headingId },
        ...FIELDS.map((field) => fieldRow(draft, place.number, field)),
      ),
      excerpt(draft, name, place.notes),
    ),
  );
}

/**
 * @param {Draft} draft
 * @param {Place} place
 * @returns {HTMLElement}
 */
function head(draft, { isOut, isBroken, siblings }) {
  const chip = element("span", { class: "chip warning", "data-testid": "duplicate" }, t("Duplicate"));
  const words = siblings > 1 ? t("Leave out this file ({siblings} documents)", { siblings }) : t("Leave out");
  const box = element("input", { type: "checkbox", name: "left_out", disabled: isBroken });
  box.checked = isOut;
  return element(
    "div",
    { class: "row" },
    ...(draft.is_duplicate ? [chip] : []),
    element("span", { class: "soft small" }, n("{count} character", "{count} characters", draft.length)),
    element("label", { class: "choice" }, box, words),
  );
}

/**
 * @param {Draft} draft
 * @param {number} number
 * @param {[FieldName, string, string, number]} field
 * @returns {HTMLElement}
 */
function fieldRow(draft, number, [name, title, type, limit]) {
  const id = `draft-${number}-${name}`;
  const value = draft[name] ?? "";
  const attributes = { id, name, type, maxlength: String(limit), value, autocomplete: "off" };
  return element(
    "div",
    { class: `field field-${name}` },
    element("label", { for: id }, title),
    element("input", attributes),
  );
}

/**
 * @param {Draft} draft
 * @param {string} name
 * @param {string[]} notes
 * @returns {HTMLElement}
 */
function excerpt(draft, name, notes) {
  const attributes = { class: "excerpt", dir: "auto", tabindex: "0", role: "region", "aria-label": t("Beginning of {document}", { document: name }) };
  const said = [...draft.notes, ...notes].map((note) => element("li", {}, note));
  return element(
    "div",
    { class: "draft-text" },
    element("p", { class: "soft small" }, t("The text begins:")),
    element("pre", attributes, draft.excerpt),
    ...(said.length > 0 ? [element("ul", { class: "notes soft small" }, ...said)] : []),
  );
}

/**
 * Return what a person changed in a draft's fields, as the API wants it.
 *
 * @param {Draft} draft
 * @param {HTMLFormElement} form
 * @returns {Record<string, string | null>}
 */
export function changesOf(draft, form) {
  /** @type {Record<string, string | null>} */
  const changes = {};
  const data = new FormData(form);
  for (const [name] of FIELDS) {
    const typed = String(data.get(name) ?? "").trim();
    if (typed === (draft[name] ?? "")) continue;
    changes[name] = name === "published" ? typed || null : typed;
  }
  return changes;
}
