// @ts-check
/** What there is to rule on in one document, and which disagreement is looked at. */

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Decision} Decision
 * @typedef {import("../sync/api.js").Span} Span
 * @typedef {import("../sync/api.js").Opened} Opened
 * @typedef {{me: import("../sync/api.js").Person, mayRule: boolean}} Reader who looks at it
 */

export class Review {
  /** The disagreement decided last, for taking it back. */
  #last = "";

  /**
   * @param {Opened} opened
   * @param {Reader} reader
   */
  constructor({ annotators, clusters, adjudication }, reader) {
    this.reader = reader;
    this.adjudication = adjudication;
    this.annotators = annotators;
    this.agreed = clusters.filter((cluster) => cluster.is_agreed);
    this.disagreements = clusters.filter((cluster) => !cluster.is_agreed);
    /** @type {Map<string, string>} notes that are not stored with a ruling yet, by key */
    this.drafts = new Map();
    /** Index of the disagreement looked at; -1 where there is none. */
    this.current = Math.max(
      this.disagreements.findIndex((cluster) => cluster.decision === null),
      this.disagreements.length > 0 ? 0 : -1,
    );
  }

  /** Whether the reader may decide now. */
  get isOpen() {
    const held = this.adjudication;
    const { me, mayRule } = this.reader;
    return mayRule && (held === null || (held.state === "open" && held.adjudicator.id === me.id));
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
   * Rule on a disagreement. Whoever rules first holds the review.
   *
   * @param {Cluster} cluster
   * @param {Span[]} spans
   * @param {string} note
   */
  decide(cluster, spans, note) {
    const { me } = this.reader;
    cluster.decision = { spans, note, rule: "", decided_by: me };
    this.drafts.delete(cluster.key);
    this.#last = cluster.key;
    this.adjudication ??= { state: "open", adjudicator: me };
  }

  /**
   * Return what taking back is about: the current disagreement if it is decided, else the one
   * decided last.
   *
   * @returns {Cluster | null}
   */
  get retractable() {
    const found = this.cluster?.decision ? this.cluster : this.disagreements[this.indexOf(this.#last)];
    return found?.decision ? found : null;
  }

  /**
   * Return the note that goes with the next ruling: what was typed, else what is stored.
   *
   * @param {Cluster} cluster
   * @returns {string}
   */
  noteOf(cluster) {
    return this.drafts.get(cluster.key) ?? cluster.decision?.note ?? "";
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
