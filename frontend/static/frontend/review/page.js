// @ts-check
/** The review page: what is shown of the state, what buttons and keys do to it. */

import { Describe } from "../workspace/model/describe.js";
import { Snap } from "../workspace/model/snap.js";
import { element, find } from "../workspace/view/element.js";
import { colourLabels } from "../workspace/view/palette.js";
import { showSaved } from "../workspace/view/status.js";
import { onKey } from "./input/keys.js";
import { Review } from "./model/review.js";
import { DecisionWriter } from "./sync/decisions.js";
import { card } from "./view/card.js";
import { Cards } from "./view/cards.js";
import { CustomRuling } from "./view/custom.js";
import { MarkedText } from "./view/marked_text.js";
import { progressHead } from "./view/progress.js";

/** @typedef {import("./sync/api.js").Span} Span */

/** @param {Error | null} error null clears what was told */
export function tellProblem(error) {
  const parts = error ? [element("p", { class: "notice error" }, error.message)] : [];
  find("#review-problem", HTMLElement).replaceChildren(...parts);
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
    this.describe = new Describe(opened.text, opened.labels);
    this.snap = new Snap(opened.text, opened.language);
    colourLabels(opened.labels);
    this.text = new MarkedText(find("#text", HTMLElement), opened, this.describe, (keys) => {
      const index = keys.map((key) => this.review.indexOf(key)).find((found) => found !== -1);
      if (index !== undefined) this.#go(index);
    });
    this.writer = new DecisionWriter(api, {
      tell: () => this.review.reader.mayRule && this.#showSaving(),
      settle: (key, decision) => this.#settle(key, decision),
      refuse: (error) => void this.#reload().then(() => tellProblem(error), tellProblem),
    });
    this.writer.outbox.retryOnReturn();
    this.commands = this.#makeCommands();
    this.cards = new Cards(find("#disagreements", HTMLElement), (index) => this.#card(index));
    document.addEventListener("keydown", (event) => onKey(event, this.commands));
    this.draw();
    if (this.review.cluster) this.#go(this.review.current);
  }

  #makeCommands() {
    return {
      take: (/** @type {number} */ place) => this.#take(place),
      none: () => this.#decide([]),
      custom: () => this.#openCustom(),
      note: () => this.#openNote(),
      typeNote: (/** @type {string} */ text) => void this.review.drafts.set(this.review.cluster?.key ?? "", text),
      saveNote: () => this.#decide(this.review.cluster?.decision?.spans ?? []),
      leaveNote: () => this.#focusCard(),
      retract: () => this.#retract(),
      open: (/** @type {number} */ index) => this.#go(index),
      go: (/** @type {1 | -1} */ step) => this.#go(this.review.undecidedBeside(step)),
      majority: () => this.#run(() => this.#takeMajorities()),
      finish: () => this.#run(() => this.#end(() => this.api.finish(), "The review is finished.")),
      reopen: () => this.#run(() => this.#end(() => this.api.reopen(), "The review is open again.")),
    };
  }

  draw() {
    this.#showHead();
    this.cards.draw(this.review.disagreements.length);
  }

  #showHead() {
    find("#review-head", HTMLElement).replaceChildren(...progressHead(this.review, this.commands));
  }

  /** @param {number} index */
  #card(index) {
    const { review, describe } = this;
    const made = card({ review, describe, isNoting: this.#isNoting }, index, this.commands);
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
    const { cluster } = review;
    if (cluster === null) return;
    this.text.reveal(cluster);
    this.text.point([cluster]);
    this.cards.at(index)?.scrollIntoView({ block: "nearest" });
    this.#focusCard();
  }

  #focusCard() {
    this.cards.at(this.review.current)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {number} place */
  #take(place) {
    const { cluster, annotators } = this.review;
    const person = annotators[place];
    if (cluster && person) this.#decide(this.review.spansOf(cluster, person.id));
  }

  /**
   * Decide the current disagreement and go on to the next one that is undecided.
   *
   * @param {Span[]} spans
   * @param {string} [note]
   */
  #decide(spans, note) {
    const { review } = this;
    const { cluster } = review;
    if (!review.isOpen || cluster === null) return;
    const said = (note ?? review.noteOf(cluster)).trim();
    tellProblem(null);
    review.decide(cluster, spans, said);
    this.writer.write({ key: cluster.key, spans, note: said });
    this.#go(review.undecidedBeside(1));
    this.#showHead();
    announce(`Decided. ${review.decided} of ${review.disagreements.length}.`);
  }

  /**
   * @param {string} key
   * @param {import("./sync/api.js").Decision} decision as it is stored
   */
  #settle(key, decision) {
    const index = this.review.indexOf(key);
    const cluster = this.review.disagreements[index];
    if (!cluster) return;
    const { note, rule } = cluster.decision ?? {};
    cluster.decision = decision;
    if (note !== decision.note || rule !== decision.rule) this.cards.update(index);
  }

  #retract() {
    const { review } = this;
    const cluster = review.retractable;
    if (!review.isOpen || !cluster) return;
    cluster.decision = null;
    this.writer.write({ key: cluster.key, spans: null, note: "" });
    this.#go(review.indexOf(cluster.key));
    this.#showHead();
    announce("The decision is taken back.");
  }

  #openNote() {
    if (!this.review.isOpen || this.review.cluster === null) return;
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
    const spans = cluster.decision?.spans ?? (first ? this.review.spansOf(cluster, first.id) : []);
    const { describe, snap, text } = this;
    this.#isNoting = false;
    const selected = () => {
      const stretch = text.selected();
      return stretch && snap.toWords(stretch);
    };
    const context = { describe, snap, selected };
    this.#custom = new CustomRuling(context, spans, this.review.noteOf(cluster), {
      decide: (chosen, note) => this.#decide(chosen, note),
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
    announce(decided === 0 ? "No undecided disagreement has a majority." : `${decided} decided by majority.`);
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
    const key = this.review.cluster?.key;
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
