// @ts-check
/** Label sets in files: what the page saves beside itself, and what it reads from there. */

import { t } from "../../words.js";

/**
 * @typedef {import("./draft.js").LabelSet} LabelSet
 * @typedef {import("./draft.js").Attribute} Attribute
 */

const TEXTS = ["name", "title", "definition"];

/**
 * Read a file's label set as a change of the present one: what has the same name stays the same
 * thing; what the file lacks goes.
 *
 * @param {string} text
 * @param {LabelSet} present
 * @returns {LabelSet}
 * @throws {Error} with a sentence, where the file is no label set
 */
export function readFile(text, present) {
  const data = parse(text);
  const labels = list(data.labels).map((sent) => {
    const known = present.labels.find((label) => label.name === sent.name);
    return {
      ...texts(sent, [...TEXTS, "examples", "colour", "colour_dark", "key"]),
      id: known?.id ?? null,
      is_archived: sent.is_archived === true,
      attributes: list(sent.attributes ?? []).map((one) => attribute(one, known?.attributes ?? [])),
    };
  });
  const types = list(data.relation_types ?? []).map((sent) => ({
    ...texts(sent, TEXTS),
    id: present.relation_types.find((type) => type.name === sent.name)?.id ?? null,
    ends: list(sent.ends ?? []).map((end) => texts(end, ["source", "target"])),
  }));
  const set = { revision: present.revision, labels, relation_types: types };
  return /** @type {LabelSet} */ (/** @type {unknown} */ (set));
}

/**
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  try {
    const data = JSON.parse(text);
    if (data !== null && typeof data === "object" && Array.isArray(data.labels)) return data;
  } catch {
    throw new Error(t("This file is not JSON."));
  }
  throw new Error(t("This file holds no label set: expected an object with “labels”."));
}

/**
 * @param {unknown} value
 * @returns {Record<string, any>[]}
 */
function list(value) {
  if (Array.isArray(value) && value.every((one) => one !== null && typeof one === "object")) return value;
  throw new Error(t("This file holds no label set: expected lists of objects."));
}

/**
 * @param {Record<string, any>} sent
 * @param {string[]} fields
 * @returns {Record<string, string>}
 */
function texts(sent, fields) {
  return Object.fromEntries(fields.map((field) => [field, String(sent[field] ?? "")]));
}

/**
 * @param {Record<string, any>} sent
 * @param {Attribute[]} present
 */
function attribute(sent, present) {
  return {
    ...texts(sent, [...TEXTS, "kind"]),
    id: present.find((one) => one.name === sent.name)?.id ?? null,
    options: list(sent.options ?? []).map((option) => texts(option, ["name", "title"])),
  };
}
