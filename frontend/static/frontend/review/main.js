// @ts-check
/** The review page: wires the state, the text, the cards and the keys together. */

import { Describe } from "../workspace/model/describe.js";
import { Snap } from "../workspace/model/snap.js";
import { element, find } from "../workspace/view/element.js";
import { colourLabels } from "../workspace/view/palette.js";
import { TextView } from "../workspace/view/text.js";
import { Transient } from "../workspace/view/transient.js";
import { onKey } from "./input/keys.js";
import { arrange } from "./model/lanes.js";
import { Review } from "./model/review.js";
import { ReviewApi } from "./sync/api.js";
import { card } from "./view/card.js";
import { CustomRuling } from "./view/custom.js";
import { bandNames, setBands } from "./view/bands.js";
import { progressHead } from "./view/progress.js";

/** @typedef {import("./sync/api.js").Span} Span */

const main = find("#main", HTMLElement);
const root = find("#text", HTMLElement);
const announced = find("#announced", HTMLElement);
const problem = find("#review-problem", HTMLElement);
const mayRule = main.dataset.canRule === "true";
const api = new ReviewApi(main.dataset.document ?? "");

async function start() {
  const opened = await api.open();
  new ReviewPage(opened);
}

class ReviewPage {
  /** @type {CustomRuling | null} */
  #custom = null;
  #isBusy = false;
  /** The disagreement decided last, for taking it back. */
  #last = "";

  /** @param {import("./sync/api.js").Opened} opened */
  constructor(opened) {
    this.me = main.dataset.user ?? "";
    this.adjudication = opened.adjudication;
    this.labels = opened.labels;
    this.review = new Review(opened);
    this.describe = new Describe(opened.text, opened.labels);
    this.snap = new Snap(opened.text, opened.language);
    colourLabels(opened.labels);
    this.text = this.#drawText(opened);
    this.transient = new Transient(this.text.places);
    this.commands = {
      take: (/** @type {number} */ place) => this.#take(place),
      none: () => this.#decide([], ""),
      custom: () => this.#openCustom(),
      retract: () => this.#retract(),
      open: (/** @type {number} */ index) => this.#go(index),
      go: (/** @type {1 | -1} */ step) => this.#go(this.review.undecidedBeside(step)),
      majority: () => this.#run(() => this.#takeMajorities()),
      finish: () => this.#run(() => this.#end(() => api.finish(), "The review is finished.")),
      reopen: () => this.#run(() => this.#end(() => api.reopen(), "The review is open again.")),
    };
    document.addEventListener("keydown", (event) => onKey(event, this.commands));
    this.draw();
    if (this.review.cluster) this.#go(this.review.current);
  }

  /**
   * @param {import("./sync/api.js").Opened} opened
   * @returns {TextView}
   */
  #drawText({ text, clusters, annotators }) {
    const { spans, laneOf, bands } = arrange(clusters, annotators);
    const names = new Map(annotators.map((person) => [person.id, person.name]));
    const byId = new Map(spans.map((span) => [span.id, span]));
    const nameOf = (/** @type {any} */ { annotator, label }) =>
      `${names.get(annotator) ?? "All agree"}: ${this.describe.title(label)}`;
    setBands(root, bands, this.labels);
    find("#bands", HTMLElement).replaceChildren(...bandNames(annotators));
    root.addEventListener("click", (event) => {
      const ids = /** @type {Element} */ (event.target).closest("mark")?.getAttribute("data-spans");
      const keys = (ids ?? "").split(" ").map((id) => byId.get(id)?.cluster ?? "");
      const index = keys.map((key) => this.review.indexOf(key)).find((found) => found !== -1);
      if (index !== undefined && getSelection()?.isCollapsed !== false) this.#go(index);
    });
    const laneOfSpan = (/** @type {string} */ id) => laneOf.get(id) ?? 0;
    return new TextView(root, text, { spans: () => /** @type {any} */ (spans), laneOf: laneOfSpan, nameOf });
  }

  /** Whether this person may decide now. */
  get isOpen() {
    const held = this.adjudication;
    return mayRule && (held === null || (held.state === "open" && held.adjudicator.id === this.me));
  }

  draw() {
    const { review, describe, isOpen } = this;
    const state = { adjudication: this.adjudication, isOpen, mayRule };
    find("#review-head", HTMLElement).replaceChildren(...progressHead(review, state, this.commands));
    const cards = review.disagreements.map((_, index) => card({ review, describe, isOpen }, index, this.commands));
    find("#disagreements", HTMLElement).replaceChildren(...cards);
    if (this.#custom) cards[review.current]?.append(this.#custom.root);
  }

  /** @param {number} index */
  #go(index) {
    this.#custom = null;
    this.review.current = index;
    this.draw();
    const cluster = this.review.cluster;
    if (cluster === null) return;
    this.text.reveal(cluster.start);
    this.transient.show("focused", [cluster]);
    const current = find(".disagreement.is-current", HTMLElement);
    current.scrollIntoView({ block: "nearest" });
    find("button", HTMLButtonElement, current).focus({ preventScroll: true });
  }

  /** @param {number} place */
  #take(place) {
    const { cluster, annotators } = this.review;
    const person = annotators[place];
    if (cluster && person) this.#decide(this.review.spansOf(cluster, person.id), "");
  }

  /**
   * @param {Span[]} spans
   * @param {string} note
   */
  #decide(spans, note) {
    const { cluster } = this.review;
    if (!this.isOpen || cluster === null) return;
    this.#run(async () => {
      const decision = await api.decide(cluster.key, spans, note);
      this.review.setDecision(cluster.key, decision);
      this.#last = cluster.key;
      this.#holdNow(decision.decided_by);
      this.#go(this.review.undecidedBeside(1));
      this.#announce(`Decided. ${this.review.decided} of ${this.review.disagreements.length}.`);
    });
  }

  /** @param {import("./sync/api.js").Person} person */
  #holdNow(person) {
    this.adjudication ??= { state: "open", adjudicator: person };
    this.draw();
  }

  #retract() {
    const { review } = this;
    const last = review.disagreements[review.indexOf(this.#last)];
    const cluster = review.cluster?.decision ? review.cluster : last;
    if (!this.isOpen || !cluster?.decision) return;
    this.#run(async () => {
      await api.retract(cluster.key);
      this.review.setDecision(cluster.key, null);
      this.#go(this.review.indexOf(cluster.key));
      this.#announce("The decision is taken back.");
    });
  }

  #openCustom() {
    const { cluster } = this.review;
    if (!this.isOpen || cluster === null) return;
    const first = this.review.annotators.find((person) => this.review.spansOf(cluster, person.id).length > 0);
    const spans = cluster.decision?.spans ?? (first ? this.review.spansOf(cluster, first.id) : []);
    const { labels, describe, snap, text } = this;
    const context = { text: describe.text, labels, describe, snap, selected: () => this.#selected() };
    this.#custom = new CustomRuling(context, spans, cluster.decision?.note ?? "", {
      decide: (chosen, note) => this.#decide(chosen, note),
      cancel: () => this.#go(this.review.current),
      changed: (chosen) => this.transient.show("focused", chosen.length > 0 ? chosen : [cluster]),
    });
    this.draw();
    text.reveal(cluster.start);
    find("select, button", HTMLElement, this.#custom.root).focus({ preventScroll: true });
    this.#custom.root.scrollIntoView({ block: "nearest" });
  }

  /** @returns {{start: number, end: number} | null} the selected text, in whole words */
  #selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = this.text.places.offsetOf(range.startContainer, range.startOffset);
    const end = this.text.places.offsetOf(range.endContainer, range.endOffset);
    return start === null || end === null ? null : this.snap.toWords({ start, end });
  }

  async #takeMajorities() {
    const decided = await api.majority();
    await this.#reload();
    this.#announce(decided === 0 ? "No undecided disagreement has a majority." : `${decided} decided by majority.`);
  }

  /**
   * @param {() => Promise<void>} work
   * @param {string} sentence
   */
  async #end(work, sentence) {
    await work();
    await this.#reload();
    this.#announce(sentence);
  }

  async #reload() {
    const opened = await api.open();
    const key = this.review.cluster?.key;
    this.adjudication = opened.adjudication;
    this.review = new Review(opened);
    const place = key ? this.review.indexOf(key) : -1;
    if (place !== -1 && this.review.isComplete) this.review.current = place;
    this.#custom = null;
    this.draw();
  }

  /**
   * Ask the server; whatever is pressed before it has answered is not about what will be shown.
   *
   * @param {() => Promise<void>} work
   */
  #run(work) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    problem.replaceChildren();
    work().catch(tellProblem).finally(() => (this.#isBusy = false));
  }

  /** @param {string} sentence */
  #announce(sentence) {
    announced.textContent = sentence;
  }
}

/** @param {Error} error */
function tellProblem(error) {
  problem.replaceChildren(element("p", { class: "notice error" }, error.message));
}

start().catch(tellProblem);
