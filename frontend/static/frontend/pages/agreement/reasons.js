// @ts-check
/** Why a figure or its interval is undefined, in the reader's language. The server says it in English. */

import { t } from "../../words.js";

/** @type {Record<string, string>} by code */
const SENTENCES = {
  no_pairable_documents: t("No document has been completed by two of these annotators."),
  no_spans: t("Nobody marked a span, so there is nothing to agree or disagree on."),
  no_variation: t("What was marked does not vary, so agreement cannot be told from chance."),
  no_text: t("The documents hold no text, so there is nothing to compare."),
  no_relations: t("Nobody linked two spans, so there is nothing to agree or disagree on."),
  no_matched_spans: t("No two annotators’ spans lie on one another with a value from both."),
  one_value: t("Everybody gave the same value every time, so agreement cannot be told from chance."),
  overlapping_spans: t("An annotator gave a character two values, and this coefficient knows one."),
  not_all_by_all: t("This coefficient needs every document to be completed by every annotator."),
  too_many_alignments: t("So many spans of so many annotators overlap that their alignments cannot all be compared."),
  no_interval: t("This coefficient is told without an interval."),
  no_figure: t("There is no figure that an interval could be about."),
  too_few_documents: t("An interval needs five documents or more."),
  too_few_replicates: t("Without one document or another, the figure is mostly undefined."),
};

/**
 * @param {string | null | undefined} code
 * @param {string | null | undefined} message the server's own sentence
 * @returns {string}
 */
export function reasonInWords(code, message) {
  return SENTENCES[code ?? ""] ?? message ?? t("undefined");
}
