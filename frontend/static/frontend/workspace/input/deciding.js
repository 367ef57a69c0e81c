// @ts-check
/** Deciding suggestions, one or many in one change. */

import { n, t } from "../../words.js";
import { acceptSteps } from "../model/accepting.js";
import { removalSteps, suggestionStep } from "../model/changes.js";
import { newId } from "../model/ids.js";
import { focusedOf, mayChange } from "./parts.js";

/** @typedef {import("../model/changes.js").Suggestion} Suggestion */

export class Deciding {
  /**
   * @param {import("./parts.js").Parts} parts
   * @param {import("./moving.js").Moving} moving
   */
  constructor(parts, moving) {
    this.parts = parts;
    this.moving = moving;
  }

  /** @param {"accepted" | "dismissed"} verdict decide the focused suggestion and go on to the next */
  focused(verdict) {
    const suggestion = focusedOf(this.parts);
    if (!suggestion || !("verdict" in suggestion)) {
      return this.parts.say(t("Focus a suggestion first."));
    }
    const done = this.decide(suggestion, verdict);
    if (done) this.moving.onFrom(suggestion.start, done);
    return undefined;
  }

  /**
   * Accept a suggestion (as edited, where it was changed) or dismiss it.
   *
   * @param {Suggestion} suggestion
   * @param {"accepted" | "dismissed"} wanted
   * @param {Suggestion["draft"]} [draft] how it was changed
   * @returns {string} what was done, in words; empty if nothing was
   */
  decide(suggestion, wanted, draft = suggestion.draft) {
    if (!mayChange(this.parts) || suggestion.verdict) return "";
    const { store, attention, describe, say, perform } = this.parts;
    const span = describe.span(draft ?? suggestion);
    const isAccepted = wanted === "accepted";
    const name = isAccepted ? t("Accepted: {span}.", { span }) : t("Dismissed: {span}.", { span });
    const steps = isAccepted
      ? acceptSteps([{ ...suggestion, draft }], (one) => store.equalTo(one), newId)
      : [suggestionStep(suggestion, { verdict: "dismissed" })];
    // Undone, it is again as it was before it was changed.
    perform({ name, steps: steps.map((step) => (step.kind === "suggestion" ? { ...step, before: suggestion } : step)) });
    const made = steps.find((step) => step.kind === "annotation");
    if (made) attention.focus(made.id, draft?.end ?? suggestion.end);
    say(name);
    return name;
  }

  /** @param {readonly Suggestion[]} suggestions accept them all: one change, taken back by one undo */
  acceptAll(suggestions) {
    if (!mayChange(this.parts) || suggestions.length === 0) return;
    const { store, perform, say } = this.parts;
    const name = n("Accepted {count} suggestion.", "Accepted {count} suggestions.", suggestions.length);
    perform({ name, steps: acceptSteps(suggestions, (one) => store.equalTo(one), newId) });
    say(t("{what} One undo takes it back.", { what: name }));
  }

  /** @param {Suggestion} suggestion take its decision back, and what it made */
  takeBack(suggestion) {
    if (!mayChange(this.parts) || !suggestion.verdict) return;
    const { store, describe, say, perform } = this.parts;
    const made = store.madeFrom(suggestion.id);
    const name = t("Undecided again: {span}.", { span: describe.span(suggestion) });
    const steps = [suggestionStep(suggestion, { verdict: null }), ...(made ? removalSteps(store, made) : [])];
    perform({ name, steps });
    say(name);
  }
}
