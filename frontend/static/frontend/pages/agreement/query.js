// @ts-check
/** Which part of the corpus is asked about: the filters, under the names that the API has for them. */

/** Filters of which several values may hold at once. */
export const LISTS = /** @type {const} */ (["label", "annotator", "source", "language", "category", "author"]);
export const SINGLES = /** @type {const} */ (["unit", "published_from", "published_to"]);
export const METADATA = "metadata.";

/**
 * @param {string} name
 * @returns {boolean}
 */
function isFilter(name) {
  return [...LISTS, ...SINGLES].some((known) => known === name) || name.startsWith(METADATA);
}

/**
 * Keep what is a filter; other parameters and empty ones fall out.
 *
 * @param {Iterable<[string, string]>} pairs of names and values
 * @returns {URLSearchParams}
 */
export function filtersAmong(pairs) {
  return new URLSearchParams([...pairs].filter(([name, value]) => value !== "" && isFilter(name)));
}

/**
 * @param {URLSearchParams} query
 * @returns {number} of filters that are set, each once however many values it has; the unit is none
 */
export function countFilters(query) {
  return new Set([...query.keys()].filter((name) => name !== "unit")).size;
}

/**
 * @param {string} project its id
 * @param {string} part "" for the report, or "groups/", "documents/", "filters/"; "units/", which know of no other unit
 * @param {URLSearchParams} query
 * @param {Record<string, string>} [more] parameters beside the filters
 * @returns {string} below /api/v1/
 */
export function addressOf(project, part, query, more = {}) {
  const all = new URLSearchParams([...query, ...Object.entries(more)]);
  if (part === "units/") all.delete("unit");
  const text = all.toString();
  return `projects/${project}/agreement/${part}${text && "?"}${text}`;
}
