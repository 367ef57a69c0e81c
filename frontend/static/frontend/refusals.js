// @ts-check
/** Why the server refuses, in the reader's language. It says so itself, but in English only. */

import { t } from "./words.js";

/** @type {Record<string, string>} by the code of the error */
const SENTENCES = {
  adjudicated: t("The review of this document is finished; reopen that first."),
  blind: t("You annotate this document yourself: the others’ work stays hidden from you."),
  closed: t("This document is submitted or put aside; its spans can no longer be changed."),
  decided: t("This suggestion was decided differently meanwhile."),
  duplicate_relation: t("These two spans are joined in this way already."),
  duplicate_span: t("These words have this label already."),
  duplicate_text: t("This text is in the project already."),
  finished: t("This review is finished; reopen it to change a decision."),
  forbidden: t("Your role does not allow this."),
  not_found: t("There is nothing here, or it is not yours to see."),
  not_ready: t("Not every annotator this document needs has submitted it."),
  own_copy: t("Somebody else must give your own copy back to you."),
  relation_ends: t("A relation of this kind cannot join spans with these labels."),
  stale: t("This was changed meanwhile, in another tab or by somebody else."),
  undecided: t("Some disagreements are not decided yet."),
};

/**
 * Return the sentence for people about a refusal.
 *
 * @param {{code?: unknown, message?: unknown}} body the error as the server sent it
 * @param {number} status
 * @returns {string}
 */
export function refusalInWords({ code, message }, status) {
  const known = SENTENCES[String(code)];
  return known ?? String(message ?? t("The server answered {status}.", { status }));
}
