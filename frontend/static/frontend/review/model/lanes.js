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

/** The lane that holds the tint; those below it hold lines. */
export const TINT = 7;

/**
 * Place every span. An annotator's nested spans lie on lanes of their own within their band, as
 * long as there are enough lanes for all.
 *
 * @param {Cluster[]} clusters
 * @param {Person[]} annotators
 * @returns {{spans: Marked[], laneOf: Map<string, number>, bands: number[]}} `bands`: for each
 *   annotator the number of lanes
 */
export function arrange(clusters, annotators) {
  const most = Math.max(1, Math.floor(TINT / Math.max(1, annotators.length)));
  /** @type {Map<string, number>} */
  const laneOf = new Map();
  /** @type {number[]} */
  const bands = [];
  const spans = clusters.flatMap(marksOf);
  let first = 0;
  for (const person of annotators) {
    const own = spans.filter((span) => span.annotator === person.id);
    const lanes = new Lanes(own);
    let depth = 1;
    for (const span of own) {
      const within = Math.min(lanes.of(span.id), most - 1);
      depth = Math.max(depth, within + 1);
      laneOf.set(span.id, Math.min(first + within, TINT - 1));
    }
    bands.push(depth);
    first += depth;
  }
  const tints = clusters.filter((cluster) => cluster.is_agreed).map(tintOf);
  for (const tint of tints) laneOf.set(tint.id, TINT);
  const inOrder = [...spans, ...tints].sort((a, b) => a.start - b.start || b.end - a.end);
  return { spans: inOrder, laneOf, bands };
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
  return { id: `${key}-all`, start, end, label: members[0].label, annotator: "", cluster: key, origin: "agreed" };
}
