// @ts-check
/** What every verb works with. */

import { t } from "../../words.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../model/changes.js").Change} Change
 * @typedef {{words: string, key?: string, label?: string, choose: () => void}} Option
 *   one of several to choose from; `key` = its digit, `label` = the name of the label it stands for
 * @typedef {object} Parts
 * @property {import("../model/spans.js").SpanStore} store
 * @property {import("../model/attention.js").Attention} attention
 * @property {import("../model/history.js").History} history
 * @property {import("../model/snap.js").Snap} snap
 * @property {import("../model/describe.js").Describe} describe
 * @property {(change: Change) => void} perform make a change: on screen, in the history, for the server
 * @property {() => Change | null} undo take the last change back; what was done for it, null where there is none
 * @property {() => Change | null} redo do again what was undone last
 * @property {(words: string) => void} say tell everyone, screen readers too
 * @property {() => boolean} isOpen whether anything may be changed
 * @property {() => boolean} isPutAside whether that is why nothing may
 * @property {(offset: number) => void} reveal bring it into view
 * @property {(title: string, options: Option[]) => void} ask let one be chosen, or none
 * @property {(what: "details" | "note") => void} [openDetails] of the focused span
 * @property {() => void} [openGuideline] at the label in question
 */

/**
 * @param {Parts} parts
 * @returns {Annotation | Suggestion | null} what has the focus
 */
export function focusedOf({ attention, store }) {
  const id = attention.focused;
  return id ? store.annotation(id) ?? store.suggestion(id) : null;
}

/**
 * @param {Parts} parts
 * @returns {Annotation | null} the own span that has the focus; without one, it is said
 */
export function ownOf(parts) {
  const focused = focusedOf(parts);
  if (focused && !("verdict" in focused)) return focused;
  parts.say(focused ? t("Accept the suggestion first.") : t("Focus a span first."));
  return null;
}

/**
 * @param {Parts} parts
 * @returns {boolean} whether anything may be changed; if not, it is said
 */
export function mayChange({ isOpen, isPutAside, say }) {
  if (isOpen()) return true;
  say(isPutAside() ? t("This is put aside; take it up again to change it.") : t("This is submitted; it cannot be changed any more."));
  return false;
}

/**
 * Return one option for each label, in the team's order.
 *
 * @param {Parts} parts
 * @param {(label: string) => void} choose
 * @returns {Option[]}
 */
export function labelOptions({ describe }, choose) {
  return describe.labels.map(({ name, title, key }) => ({ words: title, key, label: name, choose: () => choose(name) }));
}
