// @ts-check
/** The kinds of disagreement, in words. */

/** @type {Record<string, [string, string]>} kind → name, what it means */
const KINDS = {
  boundary: ["Boundary", "Same label, other beginning or end"],
  label: ["Label", "Same place, other labels"],
  missing: ["Missing", "Not everybody marked this"],
  split_merge: ["Split or merged", "Marked in one piece by some, in several by others"],
  nesting: ["Nesting", "A short span inside a long one"],
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
