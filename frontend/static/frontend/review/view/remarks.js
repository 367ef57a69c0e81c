// @ts-check
/** What annotators say where there is nothing to rule on: of the whole text, and of agreed spans. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { labelName } from "./reading.js";
import { answersOf, remarkWords } from "./said.js";

/**
 * @typedef {import("../sync/api.js").Annotator} Annotator
 * @typedef {import("../sync/api.js").Cluster} Cluster
 * @typedef {import("../../workspace/model/describe.js").Describe} Describe
 */

/**
 * @param {Annotator[]} annotators
 * @returns {HTMLElement[]}
 */
export function textRemarks(annotators) {
  return annotators
    .filter(({ note, is_unsure: isUnsure }) => note !== "" || isUnsure)
    .map((person) => element("li", {}, element("span", { class: "reading-name" }, person.name), ...remarkWords(person)));
}

/**
 * Return the agreed clusters of which somebody doubts or notes something, or that are not
 * described alike.
 *
 * @param {Describe} describe
 * @param {Cluster[]} agreed
 * @param {Annotator[]} annotators
 * @param {(cluster: Cluster) => void} reveal
 * @returns {HTMLElement[]}
 */
export function agreedRemarks(describe, agreed, annotators, reveal) {
  return agreed.flatMap((cluster) => {
    const said = annotators.flatMap((person) => {
      const member = cluster.members.find((one) => one.annotator === person.id);
      const words = member ? remarkWords(member) : [];
      return words.length > 0 ? [element("div", { class: "said" }, element("span", { class: "reading-name" }, person.name), ...words)] : [];
    });
    const parts = [...differences(describe, cluster, annotators), ...said];
    if (parts.length === 0) return [];
    const quote = { class: "remark-quote", type: "button", "data-testid": "remark-quote", click: () => reveal(cluster) };
    const head = element("button", quote, labelName(describe, cluster.members[0].label), ` “${describe.quote(cluster, 60)}”`);
    return [element("li", { "data-testid": "agreed-remark" }, head, ...parts)];
  });
}

/**
 * Return each question that is not answered alike, who answers what, and what gold takes.
 *
 * @param {Describe} describe
 * @param {Cluster} cluster
 * @param {Annotator[]} annotators
 * @returns {HTMLElement[]}
 */
function differences(describe, { members, readings: [gold] }, annotators) {
  const nothing = t("not said");
  const answers = new Map(members.map((one) => [one.annotator, new Map(answersOf(describe, one.label, one.attributes))]));
  const taken = new Map(answersOf(describe, gold.label, gold.attributes));
  const questions = [...new Set([...answers.values()].flatMap((own) => [...own.keys()]))];
  return questions.flatMap((question) => {
    /** @type {Map<string, string[]>} */
    const who = new Map();
    for (const { id, name } of annotators) {
      const answer = answers.get(id)?.get(question) ?? nothing;
      who.set(answer, [...(who.get(answer) ?? []), name]);
    }
    if (who.size < 2) return [];
    const all = [...who].map(([answer, names]) => t("{answer} ({people})", { answer, people: names.join(", ") }));
    const words = t("{question}: {answers}. Gold: {taken}.", { question, answers: all.join("; "), taken: taken.get(question) ?? nothing });
    return [element("p", { class: "small" }, words)];
  });
}
