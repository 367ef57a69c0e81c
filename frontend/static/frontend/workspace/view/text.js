// @ts-check
/** Shows the text with its spans. `root.textContent` is the source, always. */

import { blockAt, blocksOf, sectionsOf } from "../model/blocks.js";
import { swap } from "../model/order.js";
import { fillBlock } from "./marks.js";
import { Places } from "./places.js";
import { Section } from "./section.js";
import { inSlices } from "./slices.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("./marks.js").Look} Look
 */

/** The window's part above and below, in pixels, that is not a good place for what is looked for. */
const [ABOVE, BELOW] = [96, 160];

export class TextView {
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {HTMLElement} root
   * @param {string} text
   * @param {Iterable<Drawn>} spans in their order
   * @param {Look} look
   */
  constructor(root, text, spans, look) {
    this.root = root;
    this.text = text;
    this.look = look;
    this.sections = sectionsOf(blocksOf(text)).map((blocks) => new Section(text, blocks));
    this.places = new Places(root, this.sections, (section) => this.#open(section));
    for (const span of spans) for (const section of this.#sectionsOf(span)) section.spans.push(span);
    root.replaceChildren(...this.sections.map((section) => section.node));
    // What is seen first is there with the first picture; the rest is made when one comes near.
    if (this.sections.length > 0) this.#open(this.sections[0]);
    this.#openNearTheWindow();
    root.addEventListener("pointerover", (event) => this.#name(event.target));
  }

  /** @param {() => void} listener told when text was drawn anew; ranges in it may have died */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Draw anew where spans were and where they are.
   *
   * @param {Iterable<Drawn>} before those that changed or went, as they were
   * @param {Iterable<Drawn>} now those that changed or came, as they are
   */
  change(before, now) {
    /** @type {Drawn[]} */
    const touched = [];
    for (const span of before) {
      touched.push(span);
      for (const section of this.#sectionsOf(span)) swap(section.spans, span, null);
    }
    for (const span of now) {
      touched.push(span);
      for (const section of this.#sectionsOf(span)) swap(section.spans, span, span);
    }
    for (const section of new Set(touched.flatMap((span) => this.#sectionsOf(span)))) this.#redraw(section, touched);
    this.#tell();
  }

  /**
   * Bring an offset into view, unless it is there already.
   *
   * @param {number} offset
   */
  reveal(offset) {
    const box = this.places.boxAt(offset);
    if (box.top > ABOVE && box.bottom < innerHeight - BELOW) return;
    scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
  }

  /** Make every block, as printing needs it at once. */
  openAll() {
    for (const section of this.sections) this.#open(section);
  }

  /** @param {Drawn} span @returns {Section[]} in which it stands, in part or wholly */
  #sectionsOf({ start, end }) {
    const first = blockAt(this.sections, start);
    let last = first;
    while (last + 1 < this.sections.length && this.sections[last + 1].start < end) last += 1;
    return this.sections.slice(first, last + 1);
  }

  #openNearTheWindow() {
    const sections = new Map(this.sections.map((section) => [/** @type {Element} */ (section.node), section]));
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          const section = isIntersecting && sections.get(target);
          if (!section) continue;
          observer.unobserve(target);
          this.#open(section);
        }
      },
      { rootMargin: "100% 0px" },
    );
    for (const node of sections.keys()) observer.observe(node);
    addEventListener("beforeprint", () => this.openAll());
    // A hit of the browser's search is lost when its text is made anew: make all while one still types.
    addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      const isSearch = key === "F3" || ((ctrlKey || metaKey) && key.toLowerCase() === "f");
      if (isSearch) inSlices(this.sections, (section) => this.#open(section));
    });
  }

  /** @param {Section} section */
  #open(section) {
    if (section.isOpen) return;
    const keep = this.#keepSelection(section);
    section.open((block, node) => {
      this.places.starts.set(node, block.start);
      fillBlock(node, this.text, block, section.spans, this.look);
    });
    keep();
    this.#tell();
  }

  /**
   * @param {Section} section
   * @param {Drawn[]} touched
   */
  #redraw(section, touched) {
    for (const [index, node] of section.elements.entries()) {
      const block = section.blocks[index];
      if (!touched.some((span) => span.start < block.end && span.end > block.start)) continue;
      fillBlock(node, this.text, block, section.spans, this.look);
    }
  }

  /**
   * What is selected in a section dies with its text.
   *
   * @param {Section} section
   * @returns {() => void} selects it again
   */
  #keepSelection({ node }) {
    const selection = getSelection();
    if (!selection || !(node.contains(selection.anchorNode) || node.contains(selection.focusNode))) return () => {};
    const anchor = this.places.offsetOf(selection.anchorNode, selection.anchorOffset);
    const head = this.places.offsetOf(selection.focusNode, selection.focusOffset);
    return () => {
      if (anchor === null || head === null) return;
      const [from, to] = [this.places.positionOf(anchor), this.places.positionOf(head, true)];
      selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    };
  }

  /** @param {EventTarget | null} target a mark gets its tooltip when the pointer comes */
  #name(target) {
    const mark = target instanceof Element ? target.closest("mark") : null;
    if (!mark || mark.title) return;
    const ids = new Set(mark.dataset.spans?.split(" "));
    const start = this.places.offsetOf(mark, 0) ?? 0;
    const spans = this.places.sectionAt(start).spans.filter((span) => ids.has(span.id));
    mark.title = spans.map((span) => this.look.nameOf(span)).join("\n");
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
