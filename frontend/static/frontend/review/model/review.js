// @ts-check
/** What there is to rule on in one document, and which disagreement is looked at. */

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Decision} Decision
 * @typedef {import("../sync/api.js").Span} Span
 * @typedef {import("../sync/api.js").Opened} Opened
 */

export class Review {
  /** @param {Opened} opened */
  constructor({ annotators, clusters }) {
    this.annotators = annotators;
    this.agreed = clusters.filter((cluster) => cluster.is_agreed);
    this.disagreements = clusters.filter((cluster) => !cluster.is_agreed);
    /** Index of the disagreement looked at; -1 where there is none. */
    this.current = Math.max(
      this.disagreements.findIndex((cluster) => cluster.decision === null),
      this.disagreements.length > 0 ? 0 : -1,
    );
  }

  /** @returns {number} */
  get decided() {
    return this.disagreements.filter((cluster) => cluster.decision !== null).length;
  }

  /** @returns {boolean} */
  get isComplete() {
    return this.decided === this.disagreements.length;
  }

  /** @returns {Cluster | null} */
  get cluster() {
    return this.disagreements[this.current] ?? null;
  }

  /**
   * @param {string} key
   * @returns {number} -1 where there is no such disagreement
   */
  indexOf(key) {
    return this.disagreements.findIndex((cluster) => cluster.key === key);
  }

  /**
   * Return the nearest undecided disagreement after (1) or before (-1) the current one, going
   * round; the neighbour where all are decided.
   *
   * @param {1 | -1} step
   * @returns {number}
   */
  undecidedBeside(step) {
    const count = this.disagreements.length;
    for (let away = 1; away < count; away += 1) {
      const index = (this.current + step * away + count * away) % count;
      if (this.disagreements[index].decision === null) return index;
    }
    if (!this.isComplete || count === 0) return this.current;
    return (this.current + step + count) % count;
  }

  /**
   * @param {string} key
   * @param {Decision | null} decision
   */
  setDecision(key, decision) {
    const cluster = this.disagreements[this.indexOf(key)];
    if (cluster) cluster.decision = decision;
  }

  /**
   * Return what an annotator marked in a disagreement.
   *
   * @param {Cluster} cluster
   * @param {string} annotator
   * @returns {Span[]}
   */
  spansOf(cluster, annotator) {
    return cluster.members
      .filter((member) => member.annotator === annotator)
      .map(({ start, end, label }) => ({ start, end, label }));
  }

  /**
   * Return the annotators whose spans are exactly those decided for.
   *
   * @param {Cluster} cluster
   * @returns {number[]} their places, from 0
   */
  chosen(cluster) {
    if (cluster.decision === null) return [];
    const decided = written(cluster.decision.spans);
    return this.annotators.flatMap((person, place) =>
      written(this.spansOf(cluster, person.id)) === decided ? [place] : [],
    );
  }
}

/**
 * @param {Span[]} spans
 * @returns {string} the same for the same spans in any order
 */
function written(spans) {
  return spans.map(({ start, end, label }) => `${start}-${end} ${label}`).sort().join(" | ");
}
