// @ts-check
/** The card of one link between two clusters: its ends, who drew it, and what was decided. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { frame, noting } from "./card.js";
import { labelName } from "./reading.js";
import { choiceRow, linkRuling } from "./ruling.js";
import { remarkSign, remarkWords } from "./said.js";

/**
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../sync/api.js").Link} Link
 * @typedef {import("./card.js").Actions} Actions
 * @typedef {import("./card.js").Shown} Shown
 */

/** @type {Record<Link["standing"], [string, string]>} name, what it means */
const STANDINGS = {
  unanimous: [t("Unanimous"), t("Everybody drew this link: it is gold.")],
  majority: [t("Majority"), t("Most drew this link: it is gold unless you rule otherwise.")],
  disputed: [t("Open"), t("No majority drew this link.")],
};

/**
 * Return the card; only the current one is unfolded.
 *
 * @param {Shown} shown
 * @param {Link} link
 * @param {number} index among all that is looked at
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
export function linkCard(shown, link, index, actions) {
  const { review, describe } = shown;
  const isCurrent = index === review.current;
  const [name, meaning] = STANDINGS[link.standing];
  const isSettled = link.decision !== null || link.standing === "unanimous";
  const state = element("span", { class: `chip${isSettled ? " success" : ""}` }, link.decision ? t("Decided") : name);
  const verb = element("span", { class: "disagreement-kind" }, `${index + 1}. ${verbOf(shown, link)}`);
  const ends = endsOf(shown, link).map((end) => describe.quote(end, 26));
  const folded = [...remarkSign(link.drawn), element("span", { class: "disagreement-quote" }, `${ends[0]} → ${ends[1]}`)];
  const head = [verb, state, ...(isCurrent ? [element("span", { class: "soft small" }, meaning)] : folded)];
  return frame(link, isCurrent, "link", head, isCurrent ? body(shown, link, actions) : [], () => actions.open(index));
}

/** @param {Shown} shown @param {Link} link */
function verbOf({ describe }, link) {
  return describe.relationTypes.find(({ name }) => name === link.type)?.title ?? link.type;
}

/**
 * Return what a link leads from and to: its clusters.
 *
 * @param {{review: import("../model/review.js").Review}} shown
 * @param {Link} link
 * @returns {Cluster[]}
 */
export function endsOf({ review }, { source, target }) {
  return [source, target].flatMap((key) => review.byKey.get(key) ?? []);
}

/**
 * @param {Shown} shown
 * @param {Link} link
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
function body(shown, link, actions) {
  const { review, describe } = shown;
  const [source, target] = endsOf(shown, link);
  const ends = element(
    "p",
    { class: "link-ends" },
    ...endWords(describe, source),
    element("strong", {}, ` ${verbOf(shown, link)} → `),
    ...endWords(describe, target),
  );
  /** @type {HTMLElement[]} */
  const parts = [ends, element("ul", { class: "voters" }, ...review.annotators.map((person) => voter(link, person)))];
  if ([source, target].some((end) => end.decision?.spans.length === 0)) {
    parts.push(element("p", { class: "soft small" }, t("One of its ends is decided to be nothing: the link will not be gold.")));
  }
  if (link.decision) parts.push(linkRuling(review, link.decision, actions.retract));
  if (!review.isOpen || link.standing === "unanimous") return parts;
  const choices = choiceRow([
    ["link-gold", "1", t("Gold"), () => actions.rule(true)],
    ["link-not-gold", "0", t("Not gold"), () => actions.rule(false)],
    ["note", "m", t("Note"), actions.note],
  ]);
  return [...parts, choices, ...noting(shown, link, actions)];
}

/**
 * @param {import("./card.js").Describe} describe
 * @param {Cluster} cluster
 * @returns {(HTMLElement | string)[]}
 */
function endWords(describe, cluster) {
  const labels = [...new Set(cluster.readings.map(({ label }) => label))];
  const quote = element("bdi", { class: "link-quote" }, `“${describe.quote(cluster)}”`);
  return [...labels.flatMap((label, place) => [...(place > 0 ? [" / "] : []), labelName(describe, label)]), " ", quote];
}

/**
 * @param {Link} link
 * @param {import("../sync/api.js").Person} person
 */
function voter({ drawn, voters }, { id, name }) {
  const words = voters.includes(id) ? t("{person} drew it", { person: name }) : t("{person} did not", { person: name });
  const own = drawn.filter((one) => one.annotator === id);
  return element("li", { class: voters.includes(id) ? "" : "soft" }, words, ...own.flatMap(remarkWords));
}
