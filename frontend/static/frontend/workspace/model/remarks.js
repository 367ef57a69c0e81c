// @ts-check
/** What is to be known of an own span beside its label and its words, in few words. */

import { n, t } from "../../words.js";
import { unanswered } from "./attributes.js";

/** @typedef {{sign: string, words: string}} Remark `sign` = for the eye, `words` = for everyone */

/**
 * Return what there is to say.
 *
 * @param {import("./changes.js").Annotation} annotation
 * @param {import("./describe.js").Describe} describe
 * @param {number} links how many it has
 * @returns {Remark[]}
 */
export function remarksOn({ label, attributes, note, is_unsure: isUnsure }, describe, links) {
  const missing = unanswered(describe.attributesOf(label), attributes).length;
  const all = [
    { is: isUnsure, sign: "?", words: t("not sure") },
    { is: links > 0, sign: `↔${links}`, words: n("{count} link", "{count} links", links) },
    { is: missing > 0, sign: t("{count} open", { count: missing }), words: n("{count} question open", "{count} questions open", missing) },
    { is: note !== "", sign: "✎", words: t("has a note") },
  ];
  return all.filter(({ is }) => is).map(({ sign, words }) => ({ sign, words }));
}
