// @ts-check
/** The links of the span one looks at, drawn between the lines. Others would be clutter. */

import { beyond, connection, drawing, shape } from "./curves.js";

/**
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("./curves.js").Box} Box
 */

/** More links than this at once are drawn no more: the list beside the text has them all. */
const MOST = 12;

export class Connectors {
  /** @type {string | null} */
  #shown = null;
  #isWaiting = false;
  /** Where the text begins to be seen, under the bar above it; in the window's pixels. */
  #top = 0;
  /** Where its letters begin. */
  #left = 0;

  /**
   * @param {HTMLElement} frame the text's positioned ancestor
   * @param {import("./text.js").TextView} view
   * @param {Pick<import("../input/parts.js").Parts, "store" | "describe">} parts
   */
  constructor(frame, view, { store, describe }) {
    this.frame = frame;
    this.places = view.places;
    this.store = store;
    this.describe = describe;
    this.svg = drawing();
    frame.append(this.svg);
    view.subscribe(() => this.#soon());
    new ResizeObserver(() => this.#soon()).observe(view.root);
    // Under way only what lies at the window's edge moves within the frame.
    addEventListener("scroll", () => this.#soon(), { passive: true });
    addEventListener("resize", () => this.#soon());
  }

  /** @param {string | null} id of the annotation whose links are drawn */
  show(id) {
    if (id === null && this.#shown === null) return;
    this.#shown = id;
    this.#soon();
  }

  #soon() {
    if (this.#isWaiting || (this.#shown === null && this.svg.childElementCount === 0)) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  }

  #draw() {
    const links = this.#shown ? this.store.relationsOf(this.#shown).slice(0, MOST) : [];
    if (links.length === 0) return this.svg.replaceChildren();
    const frame = this.frame.getBoundingClientRect();
    this.#top = document.querySelector(".workspace-bar")?.getBoundingClientRect().bottom ?? 0;
    this.#left = this.places.root.getBoundingClientRect().left + parseFloat(getComputedStyle(this.places.root).paddingLeft);
    const taken = { above: 0, below: 0, beside: 0 };
    return this.svg.replaceChildren(...links.flatMap((link) => this.#link(link, frame, taken)));
  }

  /**
   * @param {Relation} link
   * @param {DOMRect} frame
   * @param {{above: number, below: number, beside: number}} taken how many notes there are at the window's
   *   edges, and lines in the margin
   * @returns {SVGElement[]}
   */
  #link(link, frame, taken) {
    const [source, target] = [this.store.drawn(link.source), this.store.drawn(link.target)];
    if (!source || !target) return [];
    const [from, to] = [this.#box(source), this.#box(target)];
    const words = this.describe.relationTypes.find(({ name }) => name === link.type)?.title ?? link.type;
    if (typeof from !== "string" && typeof to !== "string") {
      const margin = Math.max(4, this.#left - 8 - 5 * taken.beside++);
      return shape(connection(from, to, margin), words, frame);
    }
    const [here, edge, far] = typeof from !== "string" ? [from, to, target] : [to, from, source];
    if (typeof here === "string" || typeof edge !== "string") return [];
    const place = edge === "above" ? this.#top + 16 + 20 * taken.above++ : innerHeight - 12 - 20 * taken.below++;
    const note = `${words} ${edge === "above" ? "↑" : "↓"} “${this.describe.quote(far, 40)}”`;
    return shape(beyond(here, place, here === from), note, frame);
  }

  /**
   * Return where a span begins. What is far away is not laid out for this.
   *
   * @param {Drawn} span
   * @returns {Box | "above" | "below"} beyond the window's edge, where it is not in view
   */
  #box(span) {
    const section = this.places.sectionAt(span.start).node.getBoundingClientRect();
    if (section.bottom < this.#top) return "above";
    if (section.top > innerHeight) return "below";
    const box = this.places.rangeOf(span).getClientRects()[0] ?? section;
    if (box.bottom < this.#top) return "above";
    return box.top > innerHeight - 8 ? "below" : box;
  }
}
