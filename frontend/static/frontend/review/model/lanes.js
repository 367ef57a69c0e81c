// @ts-check
/** Everybody's spans as they stand in the text: one band of lanes an annotator, in fixed order. */

import { Lanes } from "../../workspace/model/lanes.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Person} Person
 * @typedef {{id: string, start: number, end: number, label: string,
 *   origin: "own" | "suggestion" | "agreed", cluster: string, annotator: string}} Marked
 *   "agreed" = not a line but the tint behind what all marked alike
 */

/** So many lanes a band has at most; what is nested deeper shares the last. */
const MOST = 3;

/**
 * Place every span. An annotator's nested spans lie on lanes of their own within their band; the
 * lane between two bands stays empty.
 *
 * @param {Cluster[]} clusters
 * @param {Person[]} annotators
 * @returns {{spans: Marked[], laneOf: Map<string, number>, lanes: number}} `lanes`: how many there are
 */
export function arrange(clusters, annotators) {
  /** @type {Map<string, number>} */
  const laneOf = new Map();
  const spans = clusters.flatMap(marksOf);
  let first = 0;
  for (const person of annotators) {
    const own = spans.filter((span) => span.annotator === person.id);
    const lanes = new Lanes(own);
    let depth = 1;
    for (const span of own) {
      const within = Math.min(lanes.of(span.id), MOST - 1);
      depth = Math.max(depth, within + 1);
      laneOf.set(span.id, first + within);
    }
    first += depth + 1;
  }
  const tints = clusters.filter((cluster) => cluster.is_agreed).map(tintOf);
  const inOrder = [...spans, ...tints].sort((a, b) => a.start - b.start || b.end - a.end);
  return { spans: inOrder, laneOf, lanes: Math.max(1, first - 1) };
}

/**
 * @param {Cluster} cluster
 * @returns {Marked[]}
 */
function marksOf(cluster) {
  return cluster.members.map(({ annotator, start, end, label }, index) => ({
    id: `${cluster.key}-${index}`,
    start,
    end,
    label,
    annotator,
    cluster: cluster.key,
    origin: /** @type {const} */ ("own"),
  }));
}

/**
 * @param {Cluster} cluster
 * @returns {Marked}
 */
function tintOf({ key, start, end, members }) {
  return { id: `${key}-agreed`, start, end, label: members[0].label, annotator: "", cluster: key, origin: "agreed" };
}
