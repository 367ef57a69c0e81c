// @ts-check
/** The card of one disagreement: the annotators side by side, and what was decided. */

import { element } from "../../workspace/view/element.js";
import { labelClass } from "../../workspace/view/palette.js";
import { compare } from "../model/differences.js";
import { meaningOfKind, nameOfKind } from "../model/kinds.js";
import { noteField } from "./note.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Span} Span
 * @typedef {import("../model/review.js").Review} Review
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 * @typedef {{take: (place: number) => void, none: () => void, custom: () => void,
 *   retract: () => void, open: (index: number) => void, note: () => void,
 *   typeNote: (text: string) => void, saveNote: () => void, leaveNote: () => void}} Actions
 * @typedef {{review: Review, describe: Describe, isNoting: boolean}} Shown isNoting: the current one's note is being written
 */

/**
 * Return the card; only the current one is unfolded.
 *
 * @param {Shown} shown
 * @param {number} index
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
export function card(shown, index, actions) {
  const { review } = shown;
  const cluster = review.disagreements[index];
  const isCurrent = index === review.current;
  const parts = isCurrent ? body(shown, cluster, actions) : [];
  return element(
    "li",
    {
      class: `disagreement${isCurrent ? " is-current" : ""}`,
      "data-testid": "disagreement",
      "data-key": cluster.key,
      "data-decided": String(cluster.decision !== null),
    },
    head(shown, cluster, index, isCurrent, actions),
    ...parts,
  );
}

/**
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {number} index
 * @param {boolean} isCurrent
 * @param {Actions} actions
 */
function head({ review, describe }, cluster, index, isCurrent, actions) {
  const isDecided = cluster.decision !== null;
  const state = element("span", { class: `chip${isDecided ? " success" : ""}` }, isDecided ? "Decided" : "Open");
  const quote = element("span", { class: "disagreement-quote" }, describe.quote(cluster, 60));
  return element(
    "button",
    {
      class: "disagreement-head",
      type: "button",
      "data-testid": "disagreement-head",
      "aria-expanded": String(isCurrent),
      click: () => actions.open(index),
    },
    element("span", { class: "disagreement-kind" }, `${index + 1}. ${nameOfKind(cluster.kind)}`),
    state,
    ...(isCurrent ? [element("span", { class: "soft small" }, `${meaningOfKind(cluster.kind)} · ${index + 1} of ${review.disagreements.length}`)] : [quote]),
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
  const { isOpen } = review;
  const chosen = review.chosen(cluster);
  const readings = review.annotators.map((_, place) =>
    reading(shown, cluster, place, chosen.includes(place), actions),
  );
  /** @type {HTMLElement[]} */
  const parts = [element("ol", { class: "readings" }, ...readings)];
  if (cluster.decision) parts.push(ruling(shown, cluster, chosen, actions));
  if (isOpen) {
    /** @type {[string, string, string, () => void][]} */
    const more = [
      ["take-none", "0", "None", actions.none],
      ["custom", "c", "Something else", actions.custom],
      ["note", "m", "Note", actions.note],
    ];
    const buttons = more.map(([hook, key, words, click]) =>
      element("button", { class: "button small", type: "button", "data-testid": hook, click }, element("kbd", {}, key), words),
    );
    parts.push(element("div", { class: "row" }, ...buttons));
  }
  if (isOpen && shown.isNoting) {
    const noting = { type: actions.typeNote, save: actions.saveNote, leave: actions.leaveNote };
    parts.push(noteField(review.noteOf(cluster), cluster.decision !== null, noting));
  }
  return parts;
}

/**
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {number} place
 * @param {boolean} isChosen
 * @param {Actions} actions
 */
function reading({ review, describe }, cluster, place, isChosen, actions) {
  const person = review.annotators[place];
  const spans = review.spansOf(cluster, person.id);
  const titles = [...new Set(spans.map((span) => span.label))].map((label) => labelName(describe, label));
  const take = element(
    "button",
    { class: "button small", type: "button", "data-testid": `take-${place + 1}`, click: () => actions.take(place) },
    ...(place < 9 ? [element("kbd", {}, String(place + 1))] : []),
    "Take",
    element("span", { class: "visually-hidden" }, ` ${person.name}’s`),
  );
  const quote = element("p", { class: "reading-quote", dir: "auto" }, ...quoted(describe, cluster, spans));
  return element(
    "li",
    { class: `reading${isChosen ? " is-chosen" : ""}`, "data-testid": `reading-${place + 1}` },
    element(
      "div",
      { class: "reading-head" },
      element("span", { class: "reading-name" }, person.name),
      ...(titles.length > 0 ? titles : [element("span", { class: "soft" }, "marked nothing here")]),
      ...(review.isOpen ? [take] : []),
    ),
    ...(spans.length > 0 ? [quote] : []),
  );
}

/**
 * @param {Describe} describe
 * @param {Cluster} cluster
 * @param {Span[]} spans
 * @returns {HTMLElement[]}
 */
function quoted(describe, cluster, spans) {
  return compare(describe.text, cluster, spans, cluster.members).map(({ text, span }) =>
    span
      ? element("span", { class: `marked ${labelClass(span.label)}` }, text)
      : element("span", { class: "unmarked" }, text),
  );
}

/**
 * @param {Describe} describe
 * @param {string} label
 */
export function labelName(describe, label) {
  return element("span", { class: `label-name ${labelClass(label)}` }, describe.title(label));
}

/**
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {number[]} chosen
 * @param {Actions} actions
 */
function ruling({ review, describe }, cluster, chosen, actions) {
  const decision = /** @type {import("../sync/api.js").Decision} */ (cluster.decision);
  const names = chosen.map((place) => review.annotators[place].name).join(", ");
  const what = decision.spans.length === 0 ? "Nothing is marked" : names ? `As ${names}` : "Something else";
  const who = decision.rule === "majority" ? "by majority" : `by ${decision.decided_by.name}`;
  const spans = decision.spans.map((span) =>
    element("li", {}, labelName(describe, span.label), ` “${describe.quote(span)}”`),
  );
  const retract = element("button", { class: "button quiet small", type: "button", "data-testid": "retract", click: actions.retract }, "Take back");
  return element(
    "div",
    { class: "ruling", "data-testid": "ruling" },
    element("p", {}, element("strong", {}, what), ` – decided ${who}. `, ...(review.isOpen ? [retract] : [])),
    ...(names === "" && spans.length > 0 ? [element("ul", { class: "ruling-spans" }, ...spans)] : []),
    ...(decision.note ? [element("p", { class: "soft" }, decision.note)] : []),
  );
}
