// @ts-check
/** The card of one disagreement: the annotators side by side, and what was decided. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { meaningOfKind, nameOfKind } from "../model/kinds.js";
import { noteField } from "./note.js";
import { reading } from "./reading.js";
import { choiceRow, spanRuling } from "./ruling.js";
import { remarkSign } from "./said.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Link} Link
 * @typedef {import("../model/review.js").Review} Review
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 * @typedef {{take: (place: number) => void, none: () => void, custom: () => void, rule: (isGold: boolean) => void,
 *   retract: () => void, open: (index: number) => void, note: () => void,
 *   typeNote: (text: string) => void, saveNote: () => void, leaveNote: () => void}} Actions
 * @typedef {{review: Review, describe: Describe, isNoting: boolean}} Shown isNoting: the current one's note is being written
 */

/**
 * Return the card; only the current one is unfolded.
 *
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {number} index
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
export function card(shown, cluster, index, actions) {
  const { review, describe } = shown;
  const isCurrent = index === review.current;
  const isDecided = cluster.decision !== null;
  const place = t("{number} of {all}", { number: index + 1, all: review.disagreements.length });
  const folded = [
    ...remarkSign(cluster.members),
    element("span", { class: "disagreement-quote" }, describe.quote(cluster, 60)),
  ];
  const unfolded = [element("span", { class: "soft small" }, `${meaningOfKind(cluster.kind)} · ${place}`)];
  const state = element("span", { class: `chip${isDecided ? " success" : ""}` }, isDecided ? t("Decided") : t("Open"));
  const name = element("span", { class: "disagreement-kind" }, `${index + 1}. ${nameOfKind(cluster.kind)}`);
  const head = [name, state, ...(isCurrent ? unfolded : folded)];
  return frame(cluster, isCurrent, "disagreement", head, isCurrent ? body(shown, cluster, actions) : [], () => actions.open(index));
}

/**
 * @param {Cluster | Link} item
 * @param {boolean} isCurrent
 * @param {string} hook
 * @param {HTMLElement[]} head
 * @param {HTMLElement[]} parts
 * @param {() => void} open
 * @returns {HTMLElement}
 */
export function frame(item, isCurrent, hook, head, parts, open) {
  const button = { class: "disagreement-head", type: "button", "data-testid": `${hook}-head`, "aria-expanded": String(isCurrent), click: open };
  return element(
    "li",
    {
      class: `disagreement${isCurrent ? " is-current" : ""}`,
      "data-testid": hook,
      "data-key": item.key,
      "data-decided": String(item.decision !== null),
    },
    element("button", button, ...head),
    ...parts,
  );
}

/**
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
function body(shown, cluster, actions) {
  const { review } = shown;
  const chosen = review.chosen(cluster);
  const readings = review.annotators.map((_, place) =>
    reading(shown, cluster, place, chosen.includes(place), actions.take),
  );
  /** @type {HTMLElement[]} */
  const parts = [element("ol", { class: "readings" }, ...readings)];
  if (cluster.decision) parts.push(spanRuling(shown, cluster, cluster.decision, chosen, actions.retract));
  if (!review.isOpen) return parts;
  const choices = choiceRow([
    ["take-none", "0", t("None"), actions.none],
    ["custom", "c", t("Something else"), actions.custom],
    ["note", "m", t("Note"), actions.note],
  ]);
  return [...parts, choices, ...noting(shown, cluster, actions)];
}

/**
 * @param {Shown} shown
 * @param {Cluster | Link} item
 * @param {Actions} actions
 * @returns {HTMLElement[]} the field for the note, while it is written
 */
export function noting({ review, isNoting }, item, actions) {
  const does = { type: actions.typeNote, save: actions.saveNote, leave: actions.leaveNote };
  return isNoting ? [noteField(review.noteOf(item), item.decision !== null, does)] : [];
}
