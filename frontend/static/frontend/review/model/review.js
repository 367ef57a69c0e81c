// @ts-check
/** What there is to rule on in one document, and which disagreement or link is looked at. */

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Link} Link
 * @typedef {import("../sync/api.js").Answered} Answered
 * @typedef {import("../sync/api.js").Ruled} Ruled
 * @typedef {import("../sync/api.js").Span} Span
 * @typedef {import("../sync/api.js").Opened} Opened
 * @typedef {{me: import("../sync/api.js").Person, mayRule: boolean}} Reader who looks at it
 */

/**
 * @param {Cluster | Link} item
 * @returns {item is Link}
 */
export function isLink(item) {
  return "standing" in item;
}

/**
 * @param {Cluster | Link} item
 * @returns {boolean} whether the review cannot be finished without a ruling on it
 */
function isRequired(item) {
  return !isLink(item) || item.standing === "disputed";
}

export class Review {
  /** What was decided last, for taking it back. */
  #last = "";

  /**
   * @param {Opened} opened
   * @param {Reader} reader
   */
  constructor({ annotators, clusters, links, adjudication }, reader) {
    this.reader = reader;
    this.adjudication = adjudication;
    this.annotators = annotators;
    this.byKey = new Map(clusters.map((cluster) => [cluster.key, cluster]));
    this.agreed = clusters.filter((cluster) => cluster.is_agreed);
    this.disagreements = clusters.filter((cluster) => !cluster.is_agreed);
    this.links = links;
    /** @type {(Cluster | Link)[]} all that is looked at one by one: disagreements, then links */
    this.items = [...this.disagreements, ...links];
    this.total = this.items.filter(isRequired).length;
    /** @type {Map<string, string>} notes that are not stored with a ruling yet, by key */
    this.drafts = new Map();
    /** Index of what is looked at; -1 where there is nothing. */
    this.current = Math.max(this.items.findIndex((item) => this.#isUndecided(item)), this.items.length > 0 ? 0 : -1);
  }

  /** @param {Cluster | Link} item */
  #isUndecided(item) {
    return isRequired(item) && item.decision === null;
  }

  /** Whether the reader may decide now. */
  get isOpen() {
    const held = this.adjudication;
    const { me, mayRule } = this.reader;
    return mayRule && (held === null || (held.state === "open" && held.adjudicator.id === me.id));
  }

  /** @returns {number} how many of those that must be are decided */
  get decided() {
    return this.items.filter((item) => isRequired(item) && item.decision !== null).length;
  }

  /** @returns {boolean} */
  get isComplete() {
    return this.decided === this.total;
  }

  /** @returns {Cluster | Link | null} what is looked at */
  get item() {
    return this.items[this.current] ?? null;
  }

  /** @returns {Cluster | null} the disagreement looked at */
  get cluster() {
    return this.item === null || isLink(this.item) ? null : this.item;
  }

  /** @returns {Link | null} the link looked at, if there is anything to rule on */
  get link() {
    return this.item && isLink(this.item) && this.item.standing !== "unanimous" ? this.item : null;
  }

  /**
   * @param {string} key
   * @returns {number} -1 where there is no such disagreement or link
   */
  indexOf(key) {
    return this.items.findIndex((item) => item.key === key);
  }

  /**
   * Return the nearest that is undecided after (1) or before (-1) the current one, going round;
   * the neighbour where all are decided.
   *
   * @param {1 | -1} step
   * @returns {number}
   */
  undecidedBeside(step) {
    const count = this.items.length;
    for (let away = 1; away < count; away += 1) {
      const index = (this.current + step * away + count * away) % count;
      if (this.#isUndecided(this.items[index])) return index;
    }
    if (!this.isComplete || count === 0) return this.current;
    return (this.current + step + count) % count;
  }

  /**
   * Rule on a disagreement. Whoever rules first holds the review.
   *
   * @param {Cluster} cluster
   * @param {Ruled[]} spans
   * @param {string} note
   */
  decide(cluster, spans, note) {
    const answered = spans.map((span) => ({ ...span, attributes: span.attributes ?? asMost(cluster, span) }));
    cluster.decision = { spans: answered, note, rule: "", decided_by: this.reader.me };
    this.#hold(cluster);
  }

  /**
   * Rule on a link.
   *
   * @param {Link} link
   * @param {boolean} isGold
   * @param {string} note
   */
  decideLink(link, isGold, note) {
    link.decision = { is_gold: isGold, note, decided_by: this.reader.me };
    this.#hold(link);
  }

  /** @param {Cluster | Link} item */
  #hold({ key }) {
    this.drafts.delete(key);
    this.#last = key;
    this.adjudication ??= { state: "open", adjudicator: this.reader.me };
  }

  /**
   * Return what taking back is about: what is looked at if it is decided, else what was decided
   * last.
   *
   * @returns {Cluster | Link | null}
   */
  get retractable() {
    const found = this.item?.decision ? this.item : this.items[this.indexOf(this.#last)];
    return found?.decision ? found : null;
  }

  /**
   * Return the note that goes with the next ruling: what was typed, else what is stored.
   *
   * @param {Cluster | Link} item
   * @returns {string}
   */
  noteOf(item) {
    return this.drafts.get(item.key) ?? item.decision?.note ?? "";
  }

  /**
   * Return what an annotator marked in a disagreement, with what most said of it for attributes.
   *
   * @param {Cluster} cluster
   * @param {string} annotator
   * @returns {Ruled[]}
   */
  spansOf(cluster, annotator) {
    return cluster.members
      .filter((member) => member.annotator === annotator)
      .map(({ start, end, label }) => ({ start, end, label, attributes: null }));
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
 * Return what most of those said who marked exactly this span.
 *
 * @param {Cluster} cluster
 * @param {Span} span
 * @returns {import("../sync/api.js").Answers} empty where nobody marked it
 */
export function asMost({ readings }, { start, end, label }) {
  const reading = readings.find((one) => one.start === start && one.end === end && one.label === label);
  return reading?.attributes ?? {};
}

/**
 * @param {Span[]} spans
 * @returns {string} the same for the same spans in any order
 */
function written(spans) {
  return spans.map(({ start, end, label }) => `${start}-${end} ${label}`).sort().join(" | ");
}
