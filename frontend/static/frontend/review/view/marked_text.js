// @ts-check
/** The text of a review, with everybody's marks under it. */

import { t } from "../../words.js";
import { find } from "../../workspace/view/element.js";
import { TextView } from "../../workspace/view/text.js";
import { Transient } from "../../workspace/view/transient.js";
import { arrange } from "../model/lanes.js";
import { bandNames, setBands } from "./bands.js";

/** @typedef {{start: number, end: number}} Stretch */

export class MarkedText {
  /**
   * @param {HTMLElement} root
   * @param {import("../sync/api.js").Opened} opened
   * @param {import("../../workspace/model/describe.js").Describe} describe
   * @param {(keys: string[]) => void} press told of the clusters at a place that was pressed
   */
  constructor(root, { text, clusters, annotators, labels }, describe, press) {
    const { spans, laneOf, lanes } = arrange(clusters, annotators);
    const names = new Map(annotators.map((person) => [person.id, person.name]));
    const byId = new Map(spans.map((span) => [span.id, span]));
    setBands(root, lanes, labels);
    find("#bands", HTMLElement).replaceChildren(...bandNames(annotators));
    root.addEventListener("click", (event) => {
      const ids = /** @type {Element} */ (event.target).closest("mark")?.getAttribute("data-spans") ?? "";
      if (getSelection()?.isCollapsed !== false) press(ids.split(" ").map((id) => byId.get(id)?.cluster ?? ""));
    });
    this.view = new TextView(root, text, /** @type {any} */ (spans), {
      laneOf: (/** @type {string} */ id) => laneOf.get(id) ?? 0,
      nameOf: (/** @type {any} */ { annotator, label }) =>
        `${names.get(annotator) ?? t("All agree")}: ${describe.title(label)}`,
      signsOf: () => "",
    });
    this.transient = new Transient(this.view);
  }

  /**
   * Bring the beginning of this into view.
   *
   * @param {Stretch} stretch
   */
  reveal({ start }) {
    this.view.reveal(start);
  }

  /** @param {Stretch[]} stretches tint these */
  point(stretches) {
    this.transient.show("focused", stretches);
  }

  /** @returns {Stretch | null} what is selected in it */
  selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = this.view.places.offsetOf(range.startContainer, range.startOffset);
    const end = this.view.places.offsetOf(range.endContainer, range.endOffset);
    return start === null || end === null ? null : { start, end };
  }
}
