// @ts-check
/** What was decided on a disagreement or a link, and the row of what else can be. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { labelName } from "./reading.js";
import { answerList } from "./said.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Decision} Decision
 * @typedef {import("../sync/api.js").LinkDecision} LinkDecision
 * @typedef {import("../model/review.js").Review} Review
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 */

/**
 * @param {{review: Review, describe: Describe}} shown
 * @param {Cluster} cluster
 * @param {Decision} decision
 * @param {number[]} chosen whose spans were taken
 * @param {() => void} retract
 * @returns {HTMLElement}
 */
export function spanRuling({ review, describe }, cluster, decision, chosen, retract) {
  const names = chosen.map((place) => review.annotators[place].name).join(", ");
  const what = decision.spans.length === 0 ? t("Nothing is marked") : names ? t("As {names}", { names }) : t("Something else");
  const who = decision.rule === "majority" ? t("decided by majority") : t("decided by {person}", { person: decision.decided_by.name });
  const isListed = names === "" || decision.spans.some(({ label }) => describe.attributesOf(label).length > 0);
  const spans = decision.spans.map((span) =>
    element("li", {}, labelName(describe, span.label), ` “${describe.quote(span)}”`, ...answerList(describe, span.label, span.attributes)),
  );
  const list = isListed && spans.length > 0 ? [element("ul", { class: "ruling-spans" }, ...spans)] : [];
  return ruling(what, who, decision.note, list, review.isOpen ? retract : null);
}

/**
 * @param {Review} review
 * @param {LinkDecision} decision
 * @param {() => void} retract
 * @returns {HTMLElement}
 */
export function linkRuling(review, decision, retract) {
  const what = decision.is_gold ? t("The link is gold") : t("The link is not gold");
  const who = t("decided by {person}", { person: decision.decided_by.name });
  return ruling(what, who, decision.note, [], review.isOpen ? retract : null);
}

/**
 * @param {string} what
 * @param {string} who
 * @param {string} note
 * @param {HTMLElement[]} list
 * @param {(() => void) | null} retract null where it cannot be taken back
 */
function ruling(what, who, note, list, retract) {
  const button = retract
    ? [element("button", { class: "button quiet small", type: "button", "data-testid": "retract", click: retract }, t("Take back"))]
    : [];
  return element(
    "div",
    { class: "ruling", "data-testid": "ruling" },
    element("p", {}, element("strong", {}, what), ` – ${who}. `, ...button),
    ...list,
    ...(note ? [element("p", { class: "soft", dir: "auto" }, note)] : []),
  );
}

/**
 * Return the buttons of what can be decided, each with its key.
 *
 * @param {[string, string, string, () => void][]} choices hook, key, words, what it does
 * @returns {HTMLElement}
 */
export function choiceRow(choices) {
  const buttons = choices.map(([hook, key, words, click]) =>
    element("button", { class: "button small", type: "button", "data-testid": hook, click }, element("kbd", {}, key), words),
  );
  return element("div", { class: "row" }, ...buttons);
}
