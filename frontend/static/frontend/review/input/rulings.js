// @ts-check
/** What can be decided on what is looked at: taking spans, ruling on a link, taking that back. */

import { t } from "../../words.js";
import { isLink } from "../model/review.js";

/**
 * @typedef {import("../model/review.js").Review} Review
 * @typedef {import("../sync/api.js").Ruled} Ruled
 * @typedef {import("../sync/api.js").Decision} Decision
 * @typedef {import("../sync/api.js").LinkDecision} LinkDecision
 * @typedef {object} Page
 * @property {() => Review} review as it is now
 * @property {import("../sync/decisions.js").DecisionWriter} writer
 * @property {(index: number) => void} go look at this one
 * @property {(index: number) => void} update draw its card anew
 * @property {() => void} showHead
 * @property {(error: Error | null) => void} tellProblem
 * @property {(sentence: string) => void} announce
 */

export class Rulings {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * Take an annotator's spans; of a link, the first key says that it is gold.
   *
   * @param {number} place
   */
  take(place) {
    const review = this.page.review();
    const { cluster, annotators } = review;
    if (review.link && place === 0) this.rule(true);
    if (cluster && annotators[place]) this.decide(review.spansOf(cluster, annotators[place].id));
  }

  none() {
    if (this.page.review().link) this.rule(false);
    else this.decide([]);
  }

  /** Store the note with the ruling there is. */
  saveNote() {
    const { cluster, link } = this.page.review();
    if (link?.decision) this.rule(link.decision.is_gold);
    else this.decide(cluster?.decision?.spans ?? []);
  }

  /**
   * Decide the current disagreement and go on to the next that is undecided.
   *
   * @param {Ruled[]} spans
   * @param {string} [note]
   */
  decide(spans, note) {
    const review = this.page.review();
    const { cluster } = review;
    if (!review.isOpen || cluster === null) return;
    const said = (note ?? review.noteOf(cluster)).trim();
    this.page.tellProblem(null);
    review.decide(cluster, spans, said);
    this.page.writer.write({ key: cluster.key, spans, note: said });
    this.#goOn(review);
  }

  /**
   * Decide whether the current link is gold, and go on.
   *
   * @param {boolean} isGold
   */
  rule(isGold) {
    const review = this.page.review();
    const { link } = review;
    if (!review.isOpen || link === null) return;
    const note = review.noteOf(link).trim();
    this.page.tellProblem(null);
    review.decideLink(link, isGold, note);
    this.page.writer.write({ key: link.key, link, isGold, note });
    this.#goOn(review);
  }

  /** @param {Review} review */
  #goOn(review) {
    this.page.go(review.undecidedBeside(1));
    this.page.showHead();
    this.page.announce(t("Decided. {done} of {all}.", { done: review.decided, all: review.total }));
  }

  retract() {
    const review = this.page.review();
    const item = review.retractable;
    if (!review.isOpen || !item) return;
    item.decision = null;
    const { key } = item;
    this.page.writer.write(isLink(item) ? { key, link: item, isGold: null, note: "" } : { key, spans: null, note: "" });
    this.page.go(review.indexOf(key));
    this.page.showHead();
    this.page.announce(t("The decision is taken back."));
  }

  /**
   * @param {string} key
   * @param {Decision | LinkDecision} decision as it is stored
   */
  settle(key, decision) {
    const review = this.page.review();
    const index = review.indexOf(key);
    const item = review.items[index];
    if (!item) return;
    const before = item.decision;
    item.decision = /** @type {any} */ (decision);
    if (shown(before) !== shown(decision)) this.page.update(index);
  }
}

/**
 * @param {Decision | LinkDecision | null} decision
 * @returns {string} the same where the same is shown
 */
function shown(decision) {
  if (decision === null) return "";
  if ("is_gold" in decision) return JSON.stringify([decision.is_gold, decision.note]);
  const spans = decision.spans.map(({ start, end, label, attributes }) => [start, end, label, Object.entries(attributes).sort()]);
  return JSON.stringify([decision.note, decision.rule, spans.sort()]);
}
