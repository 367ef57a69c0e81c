// @ts-check
/** The kinds of disagreement, in words. */

import { t } from "../../words.js";

/** @type {Record<string, [string, string]>} kind → name, what it means */
const KINDS = {
  boundary: [t("Boundary"), t("Same label, other beginning or end")],
  label: [t("Label"), t("Same place, other labels")],
  missing: [t("Missing"), t("Not everybody marked this")],
  split_merge: [t("Split or merged"), t("Marked in one piece by some, in several by others")],
  nesting: [t("Nesting"), t("A short span inside a long one")],
};

/**
 * @param {string} kind
 * @returns {string}
 */
export function nameOfKind(kind) {
  return KINDS[kind]?.[0] ?? kind;
}

/**
 * @param {string} kind
 * @returns {string}
 */
export function meaningOfKind(kind) {
  return KINDS[kind]?.[1] ?? "";
}
