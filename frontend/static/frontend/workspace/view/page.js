// @ts-check
/** The page as a whole: what is shown when spans or attention change, and what buttons and keys do. */

import { listen as listenToKeys } from "../input/keyboard.js";
import { listen as listenToPointer } from "../input/pointer.js";
import { Lanes } from "../model/lanes.js";
import { asDrawn } from "../model/spans.js";
import { Caret } from "./caret.js";
import { helpDialog, submitDialog } from "./dialogs.js";
import { find } from "./element.js";
import { Panel } from "./panel.js";
import { tabs } from "./tabs.js";
import { TextView } from "./text.js";
import { Toolbar } from "./toolbar.js";
import { Transient } from "./transient.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {import("../input/editing.js").Parts} Parts
 */

export class Page {
  /** Whether the last thing used was a pointer: then the tools come to it. */
  #byPointer = false;

  /**
   * @param {Parts} parts
   * @param {import("../sync/api.js").Document} document
   * @param {import("../input/editing.js").Editing} editing
   * @param {import("../input/moving.js").Moving} moving
   * @param {{submit: () => Promise<void>}} does
   */
  constructor(parts, document, editing, moving, does) {
    const { store, describe, attention } = parts;
    this.parts = parts;
    this.editing = editing;
    this.moving = moving;
    this.lanes = new Lanes(store.drawn().values());
    this.root = find("#text", HTMLElement);
    this.root.lang = document.language;
    const nameOf = ({ label, origin }) => `${describe.title(label)}${origin === "own" ? "" : " (suggested)"}`;
    const source = { spans: () => store.drawn().values(), laneOf: (id) => this.lanes.of(id), nameOf };
    this.view = new TextView(this.root, document.text, source);
    this.transient = new Transient(this.view.places);
    this.caret = new Caret(find("#caret", HTMLElement), this.view);
    this.panel = new Panel(parts, {
      label: (name) => editing.label(name),
      choose: (span) => this.#choose(span),
      takeBack: (suggestion) => editing.takeBack(suggestion),
    });
    this.toolbar = new Toolbar(find("#toolbar", HTMLElement), this.view.places, parts, {
      label: (name) => editing.label(name),
      accept: () => this.#decide("accepted"),
      dismiss: () => this.#decide("dismissed"),
      remove: () => editing.remove(),
      adjust: (side, step) => editing.adjust(side, step),
    });
    this.showTab = tabs(find('[role="tablist"]', HTMLElement));
    this.panel.about(document);
    this.panel.refresh();
    store.subscribe((ids, before) => this.#redraw(ids, before));
    attention.subscribe(() => this.#attend());
    this.#listen(does.submit);
    this.#attend();
  }
}
