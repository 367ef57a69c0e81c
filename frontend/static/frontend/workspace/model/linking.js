// @ts-check
/** Which links may be made between spans. */

/**
 * @typedef {import("./changes.js").Annotation} Annotation
 * @typedef {import("./changes.js").Relation} Relation
 * @typedef {import("./describe.js").Describe} Describe
 * @typedef {{type: string, source: Annotation, target: Annotation}} Link `type` by its name
 */

/**
 * Return the links that may be made between the span one began with and another one. Those in the
 * other direction count where this one allows none.
 *
 * @param {Describe} describe
 * @param {Annotation} from
 * @param {Annotation} to
 * @returns {Link[]} in the team's order
 */
export function linksBetween(describe, from, to) {
  if (from.id === to.id) return [];
  const links = (/** @type {Annotation} */ source, /** @type {Annotation} */ target) =>
    describe.typesBetween(source.label, target.label).map(({ name }) => ({ type: name, source, target }));
  const onwards = links(from, to);
  return onwards.length > 0 ? onwards : links(to, from);
}

/**
 * @param {Describe} describe
 * @param {string} label its name
 * @returns {boolean} whether any link may begin or end at such a span
 */
export function canBeLinked({ relationTypes }, label) {
  return relationTypes.some(({ ends }) => ends.some(({ source, target }) => source === label || target === label));
}

/**
 * @param {readonly Relation[]} relations
 * @param {Link} link
 * @returns {boolean} whether it is there already
 */
export function isMade(relations, { type, source, target }) {
  return relations.some((one) => one.type === type && one.source === source.id && one.target === target.id);
}
