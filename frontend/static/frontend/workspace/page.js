// @ts-check
/** The page as a whole: what is shown when spans or attention change. */

import { Beside } from "./beside.js";
import { listenInText } from "./input/in_text.js";
import { Keys } from "./input/keyboard.js";
import { KEYMAP } from "./input/keymap.js";
import { Lanes } from "./model/lanes.js";
import { keepPreference } from "./sync/preferences.js";
import { afterPaint } from "./view/after_paint.js";
import { Caret } from "./view/caret.js";
import { Connectors } from "./view/connectors.js";
import { find } from "./view/element.js";
import { Look } from "./view/look.js";
import { Panel } from "./view/panel.js";
import { listLinksOnPaper } from "./view/printing.js";
import { ReadingDialog } from "./view/reading.js";
import { TextView } from "./view/text.js";
import { Tools } from "./view/tools.js";
import { Transient } from "./view/transient.js";

/**
 * @typedef {import("./model/spans.js").Drawn} Drawn
 * @typedef {import("./input/parts.js").Parts} Parts
 * @typedef {import("./input/verbs.js").Verbs} Verbs
 */

export class Page {
  /** Whether the last thing used was a pointer: then the tools come to it. */
  #isByPointer = false;
  /** Whether what is shown is older than what there is: drawn once, when all of an event is done. */
  #isStale = false;
  /** Whether the lists are too, not only what points at the focused span. */
  #areListsStale = true;

  /**
   * @param {Parts} parts
   * @param {import("./sync/api.js").Opened} opened
   * @param {Verbs} verbs
   */
  constructor(parts, opened, verbs) {
    this.parts = parts;
    this.verbs = verbs;
    this.root = find("#text", HTMLElement);
    this.root.lang = opened.document.language;
    this.lanes = new Lanes(parts.store.allDrawn());
    this.reading = new ReadingDialog(opened.preferences.reading ?? {}, (reading) => keepPreference("reading", reading));
    this.look = new Look(parts, this.lanes);
    this.view = new TextView(this.root, opened.document.text, parts.store.allDrawn(), this.look);
    this.connectors = new Connectors(find(".text-frame", HTMLElement), this.view, parts);
    listLinksOnPaper(this.view, parts);
    this.transient = new Transient(this.view);
    this.caret = new Caret(find("#caret", HTMLElement), this.view);
    this.tools = new Tools(parts, verbs, new Keys(KEYMAP, opened.preferences.keys ?? {}), this.view.places);
    this.panel = this.#makePanel();
    this.beside = new Beside(parts, opened, verbs.detailing, (span) => this.choose(span), () => this.panel.reveal());
    this.#show();
    this.#measureBar();
    parts.store.subscribe((ids, before) => this.#redraw(ids, before));
    parts.attention.subscribe(() => this.#showSoon());
    this.#listen();
    this.#begin();
  }

  /** Give the keys to the text, where it can be worked on and nobody has begun elsewhere. */
  #begin() {
    if (this.parts.isOpen() && document.activeElement === document.body) this.root.focus({ preventScroll: true });
  }

  /** What stays in view beneath the bar has to know how many lines that takes. */
  #measureBar() {
    const bar = find(".workspace-bar", HTMLElement);
    new ResizeObserver(() => document.body.style.setProperty("--bar-height", `${bar.offsetHeight}px`)).observe(bar);
  }

  /** Show everything beside the text as it is now. */
  refresh() {
    this.#areListsStale = true;
    this.#showSoon();
  }

  /** @param {number} offset bring it into view */
  reveal(offset) {
    this.view.reveal(offset);
  }

  /** @param {{id: string, start: number}} span focus it, or go where it was */
  choose({ id, start }) {
    const drawn = this.parts.store.drawn(id);
    if (drawn) this.verbs.moving.focus(drawn);
    else this.view.reveal(start);
  }

  /**
   * Let one of several be chosen.
   *
   * @param {string} title
   * @param {import("./input/parts.js").Option[]} options
   */
  ask(title, options) {
    this.tools.choices.ask(title, options);
  }

  /** @param {{start: number, end: number}[]} stretches what the server did not take */
  showRefused(stretches) {
    this.transient.show("refused", stretches);
  }

  #makePanel() {
    const { editing, deciding, pen } = this.verbs;
    return new Panel(this.parts, {
      label: (name) => editing.label(name),
      pen: (name) => pen.take(name),
      choose: (span) => this.choose(span),
      takeBack: (suggestion) => deciding.takeBack(suggestion),
    });
  }

  /**
   * Draw anew where the changed spans were and where they are.
   *
   * @param {Set<string>} ids
   * @param {Map<string, Drawn>} before
   */
  #redraw(ids, before) {
    const { store, attention } = this.parts;
    const now = [...ids].map((id) => store.drawn(id)).filter((span) => span !== null);
    const moved = this.lanes.change(store.allDrawn(), [...before.values(), ...now]);
    const others = moved.filter((id) => !ids.has(id)).map((id) => store.drawn(id)).filter((span) => span !== null);
    const isGone = (/** @type {string | null} */ id) => id !== null && !store.drawn(id);
    if (isGone(attention.focused)) attention.focused = null;
    if (isGone(attention.linking)) attention.linking = null;
    if (isGone(attention.edited)) attention.edited = null;
    this.view.change(before.values(), [...now, ...others, ...this.look.update(ids)]);
    this.refresh();
  }

  #showSoon() {
    if (this.#isStale) return;
    this.#isStale = true;
    queueMicrotask(() => this.#show());
  }

  /** Show the focused span, the selection and the caret; the rest one picture later. */
  #show() {
    const { attention, store } = this.parts;
    this.#isStale = false;
    const ids = [attention.focused, attention.linking].filter((id) => id !== null);
    this.transient.show("focused", ids.map((id) => store.drawn(id)).filter((span) => span !== null));
    this.connectors.show(attention.focused);
    this.#showCaret();
    this.#showBeside();
  }

  #showBeside = afterPaint(() => {
    if (this.#areListsStale) this.#showLists();
    this.#areListsStale = false;
    this.panel.point();
    this.beside.point();
    // With a pen in hand one goes straight on to the next words: nothing may come over them.
    this.tools.show(this.#isByPointer && this.parts.attention.pen === null);
  });

  #showLists() {
    const { history } = this.parts;
    this.panel.refresh();
    this.beside.refresh();
    const buttons = { "#undo": [history.canUndo, history.nextUndo], "#redo": [history.canRedo, history.nextRedo] };
    for (const [id, [isPossible, what]] of Object.entries(buttons)) {
      const button = find(id, HTMLButtonElement);
      // What is disabled loses the focus to nowhere, where no key is heard.
      if (!isPossible && document.activeElement === button) this.root.focus({ preventScroll: true });
      button.disabled = !isPossible;
      button.title = String(what);
    }
  }

  #showCaret() {
    const { selection, stretch } = this.parts.attention;
    const hasKeys = document.activeElement === this.root;
    // A finger selects without giving the text the focus.
    if (hasKeys || this.caret.read()) this.caret.write(selection);
    this.caret.element.hidden = !hasKeys || stretch !== null;
    if (!this.caret.element.hidden) this.caret.draw(selection.head);
  }

  #listen() {
    const { editing } = this.verbs;
    const { keys, commands } = this.tools;
    const hover = (/** @type {string | null} */ id) => {
      const span = id && this.parts.store.drawn(id);
      this.transient.show("hovered", span ? [span] : []);
      this.connectors.show(span ? span.id : this.parts.attention.focused);
    };
    addEventListener("keydown", () => (this.#isByPointer = false), { capture: true });
    addEventListener("pointerdown", () => (this.#isByPointer = true), { capture: true });
    for (const kind of ["focus", "blur"]) this.root.addEventListener(kind, () => this.#showCaret());
    listenInText(this.root, this.parts, { view: this.view, caret: this.caret, verbs: this.verbs, keys, commands, hover });
    const on = (/** @type {string} */ id, /** @type {() => void} */ does) =>
      find(id, HTMLButtonElement).addEventListener("click", does);
    on("#undo", () => editing.undo());
    on("#redo", () => editing.redo());
    on("#help", () => commands.help());
    on("#reading", () => this.reading.toggle());
  }
}
