// @ts-check
/** A label taken in hand: whatever is selected with it is marked at once. */

import { t } from "../../words.js";
import { labelOptions, mayChange } from "./parts.js";

export class Pen {
  /**
   * @param {import("./parts.js").Parts} parts
   * @param {import("./editing.js").Editing} editing
   */
  constructor(parts, editing) {
    this.parts = parts;
    this.editing = editing;
  }

  /** Choose the label of the pen; with one in hand, put it away. */
  choose() {
    if (!mayChange(this.parts)) return;
    if (this.parts.attention.pen) this.putAway();
    else this.parts.ask(t("Mark at once what I select as"), labelOptions(this.parts, (label) => this.take(label)));
  }

  /** @param {string} label take it in hand, or put it away where it is; mark what is selected */
  take(label) {
    const { attention, describe, say } = this.parts;
    if (!mayChange(this.parts)) return;
    if (attention.pen === label) return this.putAway();
    attention.begin({ pen: label });
    say(t("Pen: {label}. What you select is marked at once; Esc puts it away.", { label: describe.title(label) }));
    this.mark();
  }

  /** Put the pen away. */
  putAway() {
    this.parts.attention.begin({ pen: null });
    this.parts.say(t("The pen is put away."));
  }

  /** Mark what is selected, if there is a pen. */
  mark() {
    const { attention } = this.parts;
    if (attention.pen && attention.stretch && !attention.edited) this.editing.label(attention.pen);
  }
}
