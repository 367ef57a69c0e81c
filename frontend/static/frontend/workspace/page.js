// @ts-check
/** The page as a whole: what is shown when spans or attention change, what buttons and keys do. */

import { commandsOf } from "./input/commands.js";
import { listen as listenToKeys } from "./input/keyboard.js";
import { listen as listenToPointer } from "./input/pointer.js";
import { Lanes } from "./model/lanes.js";
import { Caret } from "./view/caret.js";
import { helpDialog, submitDialog } from "./view/dialogs.js";
import { find } from "./view/element.js";
import { Panel } from "./view/panel.js";
import { tabs } from "./view/tabs.js";
import { TextView } from "./view/text.js";
import { Toolbar } from "./view/toolbar.js";
import { Transient } from "./view/transient.js";

/**
 * @typedef {import("./model/spans.js").Drawn} Drawn
 * @typedef {import("./model/spans.js").Annotation} Annotation
 * @typedef {import("./model/spans.js").Suggestion} Suggestion
 * @typedef {import("./input/editing.js").Parts & {reveal: (offset: number) => void}} Parts
 * @typedef {object} Does
 * @property {import("./input/editing.js").Editing} editing
 * @property {import("./input/moving.js").Moving} moving
 * @property {() => Promise<void>} submit
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
   * @param {import("./sync/api.js").Document} document
   * @param {Does} does
   */
  constructor(parts, document, does) {
    this.parts = parts;
    this.does = does;
    this.root = find("#text", HTMLElement);
    this.root.lang = document.language;
    this.lanes = new Lanes(parts.store.allDrawn());
    this.view = new TextView(this.root, document.text, {
      spans: () => parts.store.allDrawn(),
      laneOf: (id) => this.lanes.of(id),
      nameOf: ({ label, origin }) => `${parts.describe.title(label)}${origin === "own" ? "" : " (suggested)"}`,
    });
    this.transient = new Transient(this.view.places);
    this.caret = new Caret(find("#caret", HTMLElement), this.view);
    this.panel = this.#makePanel();
    this.toolbar = this.#makeToolbar();
    this.showTab = tabs(find('[role="tablist"]', HTMLElement));
    this.panel.about(document);
    this.#show();
    parts.store.subscribe((ids, before) => this.#redraw(ids, before));
    parts.attention.subscribe(() => this.#showSoon());
    this.#listenToButtons();
    this.#listenInText();
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

  /** @param {{start: number, end: number}[]} stretches what the server did not take */
  showRefused(stretches) {
    this.transient.show("refused", stretches);
  }

  #makePanel() {
    const { editing, moving } = this.does;
    return new Panel(this.parts, {
      label: (name) => editing.label(name),
      choose: (span) => {
        const drawn = this.parts.store.drawn(span.id);
        if (drawn) moving.focus(drawn);
        else this.view.reveal(span.start);
      },
      takeBack: (suggestion) => editing.takeBack(suggestion),
    });
  }

  #makeToolbar() {
    const { editing } = this.does;
    return new Toolbar(find("#toolbar", HTMLElement), this.view.places, this.parts, {
      label: (name) => editing.label(name),
      accept: () => this.#decide("accepted"),
      dismiss: () => this.#decide("dismissed"),
      remove: () => editing.remove(),
      adjust: (side, step) => editing.adjust(side, step),
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
    // What is gone first, so that an accepted suggestion hands its lane on.
    for (const id of ids) if (!store.drawn(id)) this.lanes.remove(id);
    for (const span of now) this.lanes.put(span);
    if (attention.focused && !store.drawn(attention.focused)) attention.focused = null;
    this.view.refresh([...before.values(), ...now]);
    this.refresh();
  }

  #showSoon() {
    if (this.#isStale) return;
    this.#isStale = true;
    queueMicrotask(() => this.#show());
  }

  /** Show what is marked, the focused span, the selection, the caret, and the tools for them. */
  #show() {
    const { attention, store, history, isOpen } = this.parts;
    this.#isStale = false;
    if (this.#areListsStale) {
      this.panel.refresh();
      find("#undo", HTMLButtonElement).disabled = !history.canUndo;
      find("#redo", HTMLButtonElement).disabled = !history.canRedo;
      find("#submit", HTMLButtonElement).hidden = !isOpen();
      this.transient.restore();
    }
    this.#areListsStale = false;
    const span = attention.focused && store.drawn(attention.focused);
    this.transient.show("focused", span ? [span] : []);
    this.panel.point();
    this.toolbar.show(this.#isByPointer);
    this.#showCaret();
  }

  #showCaret() {
    const { selection, stretch } = this.parts.attention;
    const hasKeys = document.activeElement === this.root;
    if (hasKeys) this.caret.write(selection);
    this.caret.element.hidden = !hasKeys || stretch !== null;
    if (!this.caret.element.hidden) this.caret.draw(selection.head);
  }

  /** @param {"accepted" | "dismissed"} verdict decide the focused suggestion and go on */
  #decide(verdict) {
    const { attention, store, say } = this.parts;
    const suggestion = attention.focused ? store.suggestion(attention.focused) : null;
    if (!suggestion) return say("Focus a suggestion first: press . for the next one.");
    if (this.does.editing.decide(suggestion, verdict)) this.does.moving.onFrom(suggestion.start);
    return undefined;
  }

  /** @param {string} digit @returns {boolean} */
  #label(digit) {
    const label = this.parts.describe.byKey.get(digit);
    if (label) this.does.editing.label(label.name);
    return label !== undefined;
  }

  #listenInText() {
    const { attention, snap, store } = this.parts;
    const commands = commandsOf(this.parts, this.does, {
      decide: (verdict) => this.#decide(verdict),
      help: () => find("#help", HTMLButtonElement).click(),
    });
    const keys = { commands, label: (/** @type {string} */ digit) => this.#label(digit) };
    // In the text and in the lists: one hears the keys where one looks at spans, nowhere else.
    addEventListener("keydown", () => (this.#isByPointer = false), { capture: true });
    addEventListener("pointerdown", () => (this.#isByPointer = true), { capture: true });
    listenToKeys(this.root, { ...keys, caret: (event) => this.#moveCaret(event) });
    for (const list of ["#span-list", "#suggestion-list"]) listenToKeys(find(list, HTMLElement), keys);
    // What is copied is the text itself, to the character; the browser leaves line ends out.
    this.root.addEventListener("copy", (event) => {
      const { stretch } = attention;
      if (!stretch) return;
      event.clipboardData?.setData("text/plain", this.view.text.slice(stretch.start, stretch.end));
      event.preventDefault();
    });
    for (const kind of ["focus", "blur"]) this.root.addEventListener(kind, () => this.#showCaret());
    listenToPointer({
      root: this.root,
      caret: this.caret,
      attention,
      snap,
      click: (offset) => this.#click(offset),
      hover: (id) => {
        const span = id && store.drawn(id);
        this.transient.show("hovered", span ? [span] : []);
      },
    });
  }

  /** @param {number} offset focus what is here; pressed again, the next of what overlaps */
  #click(offset) {
    const { attention, store } = this.parts;
    const here = store.at(offset).filter((span) => offset < span.end);
    if (here.length === 0) return attention.focus(null, offset);
    const index = here.findIndex((span) => span.id === attention.focused);
    return this.does.moving.focus(here[(index + 1) % here.length], offset);
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  #moveCaret(event) {
    const { attention, store } = this.parts;
    const moved = this.caret.moved(event, attention.selection);
    if (!moved) return false;
    const focused = attention.focused && store.drawn(attention.focused);
    const isWithin = focused && focused.start <= moved.head && moved.head <= focused.end;
    if (isWithin && moved.anchor === moved.head) attention.focus(focused.id, moved.head);
    else {
      attention.focused = null;
      attention.select(moved.anchor, moved.head);
    }
    this.view.reveal(moved.head);
    return true;
  }

  #listenToButtons() {
    const { editing, submit } = this.does;
    const openHelp = helpDialog();
    const openSubmit = submitDialog(submit);
    const on = (/** @type {string} */ id, /** @type {() => void} */ does) =>
      find(id, HTMLButtonElement).addEventListener("click", does);
    on("#undo", () => editing.undo());
    on("#redo", () => editing.redo());
    on("#help", openHelp);
    on("#submit", () => {
      const { store } = this.parts;
      openSubmit(store.annotations().length, store.suggestions().filter((one) => !one.verdict).length);
    });
  }
}
