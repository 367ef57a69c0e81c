// @ts-check
/** The review page: what is shown of the state, what buttons and keys do to it. */

import { n, t } from "../words.js";
import { Describe } from "../workspace/model/describe.js";
import { Snap } from "../workspace/model/snap.js";
import { element, find } from "../workspace/view/element.js";
import { colourLabels } from "../workspace/view/palette.js";
import { showSaved } from "../workspace/view/status.js";
import { onKey } from "./input/keys.js";
import { Rulings } from "./input/rulings.js";
import { asMost, isLink, Review } from "./model/review.js";
import { DecisionWriter } from "./sync/decisions.js";
import { card } from "./view/card.js";
import { Cards } from "./view/cards.js";
import { CustomRuling } from "./view/custom.js";
import { endsOf, linkCard } from "./view/link_card.js";
import { MarkedText } from "./view/marked_text.js";
import { progressHead } from "./view/progress.js";
import { agreedRemarks, textRemarks } from "./view/remarks.js";

/** @param {Error | null} error null clears what was told */
export function tellProblem(error) {
  const parts = error ? [element("p", { class: "notice error" }, error.message)] : [];
  find("#review-problem", HTMLElement).replaceChildren(...parts);
}

/**
 * Show these in a list; the part of the page it is in goes away with the last of them.
 *
 * @param {string} selector
 * @param {HTMLElement[]} rows
 */
function fill(selector, rows) {
  const list = find(selector, HTMLElement);
  list.replaceChildren(...rows);
  /** @type {HTMLElement} */ (list.parentElement).hidden = rows.length === 0;
}

/** @param {string} sentence */
function announce(sentence) {
  find("#announced", HTMLElement).textContent = sentence;
}

export class ReviewPage {
  /** @type {CustomRuling | null} */
  #custom = null;
  #isNoting = false;
  #isBusy = false;

  /**
   * @param {import("./sync/api.js").ReviewApi} api
   * @param {import("./sync/api.js").Opened} opened
   * @param {import("./model/review.js").Reader} reader
   */
  constructor(api, opened, reader) {
    this.api = api;
    this.review = new Review(opened, reader);
    this.describe = new Describe(opened.text, opened.labels, opened.relation_types);
    this.snap = new Snap(opened.text, opened.language);
    colourLabels(opened.labels);
    this.text = new MarkedText(find("#text", HTMLElement), opened, this.describe, (keys) => {
      const index = keys.map((key) => this.review.indexOf(key)).find((found) => found !== -1);
      if (index !== undefined) this.#go(index);
    });
    this.writer = new DecisionWriter(api, {
      tell: () => this.review.reader.mayRule && this.#showSaving(),
      settle: (key, decision) => this.rulings.settle(key, decision),
      refuse: (error) => void this.#reload().then(() => tellProblem(error), tellProblem),
    });
    this.writer.outbox.retryOnReturn();
    const lists = [find("#disagreements", HTMLElement), find("#links", HTMLElement)];
    this.cards = new Cards(lists, (index) => this.#card(index));
    this.rulings = new Rulings({
      review: () => this.review,
      writer: this.writer,
      go: (index) => this.#go(index),
      update: (index) => this.cards.update(index),
      showHead: () => this.#showHead(),
      tellProblem,
      announce,
    });
    this.commands = this.#makeCommands();
    document.addEventListener("keydown", (event) => onKey(event, this.commands));
    this.draw();
    if (this.review.item) this.#go(this.review.current);
  }

  #makeCommands() {
    return {
      take: (/** @type {number} */ place) => this.rulings.take(place),
      none: () => this.rulings.none(),
      rule: (/** @type {boolean} */ isGold) => this.rulings.rule(isGold),
      custom: () => this.#openCustom(),
      note: () => this.#openNote(),
      typeNote: (/** @type {string} */ text) => void this.review.drafts.set(this.review.item?.key ?? "", text),
      saveNote: () => this.rulings.saveNote(),
      leaveNote: () => this.#focusCard(),
      retract: () => this.rulings.retract(),
      open: (/** @type {number} */ index) => this.#go(index),
      go: (/** @type {1 | -1} */ step) => this.#go(this.review.undecidedBeside(step)),
      majority: () => this.#run(() => this.#takeMajorities()),
      finish: () => this.#run(() => this.#end(() => this.api.finish(), t("The review is finished."))),
      reopen: () => this.#run(() => this.#end(() => this.api.reopen(), t("The review is open again."))),
    };
  }

  draw() {
    const { review, describe } = this;
    this.#showHead();
    this.cards.draw([review.disagreements.length, review.links.length]);
    find("#links-part", HTMLElement).hidden = review.links.length === 0;
    const agreed = agreedRemarks(describe, review.agreed, review.annotators, (cluster) => this.#reveal([cluster]));
    fill("#agreed-remarks", agreed);
    fill("#text-remarks", textRemarks(review.annotators));
  }

  /** @param {{start: number, end: number}[]} stretches */
  #reveal(stretches) {
    this.text.reveal(stretches[0]);
    this.text.point(stretches);
  }

  #showHead() {
    find("#review-head", HTMLElement).replaceChildren(...progressHead(this.review, this.commands));
  }

  /** @param {number} index */
  #card(index) {
    const { review, describe } = this;
    const item = review.items[index];
    const shown = { review, describe, isNoting: this.#isNoting && index === review.current };
    const made = isLink(item) ? linkCard(shown, item, index, this.commands) : card(shown, item, index, this.commands);
    if (this.#custom && index === review.current) made.append(this.#custom.root);
    return made;
  }

  #showSaving() {
    const { pending, trouble } = this.writer.outbox;
    showSaved(pending, trouble, () => this.writer.outbox.retry());
  }

  /** @param {number} index */
  #go(index) {
    const { review } = this;
    const before = review.current;
    this.#custom = null;
    this.#isNoting = false;
    review.current = index;
    for (const changed of new Set([before, index])) this.cards.update(changed);
    const { item } = review;
    if (item === null) return;
    this.#reveal(isLink(item) ? endsOf({ review }, item) : [item]);
    this.cards.at(index)?.scrollIntoView({ block: "nearest" });
    this.#focusCard();
  }

  #focusCard() {
    this.cards.at(this.review.current)?.querySelector("button")?.focus({ preventScroll: true });
  }

  #openNote() {
    if (!this.review.isOpen || (this.review.cluster ?? this.review.link) === null) return;
    this.#custom = null;
    this.#isNoting = true;
    this.cards.update(this.review.current);
    const field = find("#note", HTMLTextAreaElement);
    field.focus();
    field.closest(".field")?.scrollIntoView({ block: "nearest" });
  }

  #openCustom() {
    const { cluster } = this.review;
    if (!this.review.isOpen || cluster === null) return;
    const first = this.review.annotators.find((person) => this.review.spansOf(cluster, person.id).length > 0);
    const taken = cluster.decision?.spans ?? (first ? this.review.spansOf(cluster, first.id) : []);
    const spans = taken.map((span) => ({ ...span, attributes: span.attributes ?? asMost(cluster, span) }));
    const { describe, snap, text } = this;
    this.#isNoting = false;
    const selected = () => {
      const stretch = text.selected();
      return stretch && snap.toWords(stretch);
    };
    const context = { describe, snap, selected };
    this.#custom = new CustomRuling(context, spans, this.review.noteOf(cluster), {
      decide: (chosen, note) => this.rulings.decide(chosen, note),
      cancel: () => this.#go(this.review.current),
      changed: (chosen) => text.point(chosen.length > 0 ? chosen : [cluster]),
    });
    this.cards.update(this.review.current);
    text.reveal(cluster);
    find("select, button", HTMLElement, this.#custom.root).focus({ preventScroll: true });
    this.#custom.root.scrollIntoView({ block: "nearest" });
  }

  async #takeMajorities() {
    await this.writer.outbox.drained();
    const decided = await this.api.majority();
    await this.#reload();
    announce(decided === 0 ? t("No undecided disagreement has a majority.") : n("{count} decided by majority.", "{count} decided by majority.", decided));
  }

  /**
   * @param {() => Promise<void>} work
   * @param {string} sentence
   */
  async #end(work, sentence) {
    await this.writer.outbox.drained();
    await work();
    await this.#reload();
    announce(sentence);
  }

  async #reload() {
    const opened = await this.writer.read();
    const key = this.review.item?.key;
    this.review = new Review(opened, this.review.reader);
    const place = key ? this.review.indexOf(key) : -1;
    if (place !== -1 && this.review.isComplete) this.review.current = place;
    this.#custom = null;
    this.#isNoting = false;
    this.draw();
  }

  /**
   * Ask the server for something about the review as a whole, one thing at a time.
   *
   * @param {() => Promise<void>} work
   */
  #run(work) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    tellProblem(null);
    work().catch(tellProblem).finally(() => (this.#isBusy = false));
  }
}
