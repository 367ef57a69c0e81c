// @ts-check
/** What one annotator marked in a disagreement, and said of it. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { labelClass } from "../../workspace/view/palette.js";
import { compare } from "../model/differences.js";
import { answerList, remarkWords } from "./said.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Member} Member
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 * @typedef {{review: import("../model/review.js").Review, describe: Describe}} Shown
 */

/**
 * @param {Shown} shown
 * @param {Cluster} cluster
 * @param {number} place of the annotator
 * @param {boolean} isChosen
 * @param {(place: number) => void} take
 * @returns {HTMLElement}
 */
export function reading({ review, describe }, cluster, place, isChosen, take) {
  const person = review.annotators[place];
  const spans = cluster.members.filter((member) => member.annotator === person.id);
  const titles = [...new Set(spans.map((span) => span.label))].map((label) => labelName(describe, label));
  const button = element(
    "button",
    { class: "button small", type: "button", "data-testid": `take-${place + 1}`, click: () => take(place) },
    ...(place < 9 ? [element("kbd", {}, String(place + 1))] : []),
    t("Take"),
    element("span", { class: "visually-hidden" }, `: ${person.name}`),
  );
  const quote = element("p", { class: "reading-quote", dir: "auto" }, ...quoted(describe, cluster, spans));
  return element(
    "li",
    { class: `reading${isChosen ? " is-chosen" : ""}`, "data-testid": `reading-${place + 1}` },
    element(
      "div",
      { class: "reading-head" },
      element("span", { class: "reading-name" }, person.name),
      ...(titles.length > 0 ? titles : [element("span", { class: "soft" }, t("marked nothing here"))]),
      ...(review.isOpen ? [button] : []),
    ),
    ...(spans.length > 0 ? [quote] : []),
    ...spans.flatMap((span) => saidOf(describe, span, spans.length > 1)),
  );
}

/**
 * @param {Describe} describe
 * @param {Member} span
 * @param {boolean} isNamed whether it must be said which span is meant
 * @returns {HTMLElement[]}
 */
function saidOf(describe, span, isNamed) {
  const said = [...answerList(describe, span.label, span.attributes), ...remarkWords(span)];
  if (said.length === 0 || !isNamed) return said;
  return [element("div", { class: "said" }, element("p", { class: "soft small" }, `“${describe.quote(span, 40)}”`), ...said)];
}

/**
 * @param {Describe} describe
 * @param {Cluster} cluster
 * @param {Member[]} spans
 * @returns {HTMLElement[]}
 */
function quoted(describe, cluster, spans) {
  return compare(describe.text, cluster, spans, cluster.members).map(({ text, span }) =>
    span ? coloured(element("span", { class: "marked" }, text), span.label) : element("span", { class: "unmarked" }, text),
  );
}

/**
 * @param {Describe} describe
 * @param {string} label
 */
export function labelName(describe, label) {
  return coloured(element("span", { class: "label-name" }, describe.title(label)), label);
}

/**
 * @param {HTMLElement} node
 * @param {string} label
 * @returns {HTMLElement} the node, underlined in the label's colour
 */
function coloured(node, label) {
  node.classList.add(labelClass(label));
  node.style.setProperty("--label", `var(--label-${label})`);
  return node;
}
