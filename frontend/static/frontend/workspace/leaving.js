// @ts-check
/** Being done with a document: time on it, handing it in, putting it aside, asking to have it back. */

import { t } from "../words.js";
import { watch } from "./input/presence.js";
import { unanswered } from "./model/attributes.js";
import { checks } from "./model/checks.js";
import { newId } from "./model/ids.js";
import { reasonDialog } from "./view/asking.js";
import { find } from "./view/element.js";
import { focusOnward, showStanding } from "./view/standing.js";
import { submitDialog } from "./view/submitting.js";
import { showWorked } from "./view/worked.js";

/**
 * @typedef {import("./model/checks.js").Check} Check
 * @typedef {object} Saving
 * @property {() => number} pending how many changes are not saved yet
 * @property {() => Promise<void>} drained waits until all are
 * @property {(sitting: string, seconds: number, isLast: boolean) => void} sit tell the time of a
 *   sitting; at once where the page goes away
 */

export class Leaving {
  #ending = () => {};

  /**
   * @param {import("./input/parts.js").Parts} parts
   * @param {import("./sync/standing.js").Standing} standing
   * @param {Saving} saving
   * @param {import("./beside.js").Beside} beside
   * @param {number} seconds worked before, in other sittings
   */
  constructor(parts, standing, saving, beside, seconds) {
    this.parts = parts;
    this.standing = standing;
    this.saving = saving;
    this.beside = beside;
    this.seconds = seconds;
    this.askBack = reasonDialog("#reopening-dialog", (reason) => this.#moved(standing.askBack(reason), t("Asked.")));
    this.#listen();
    this.#show();
    standing.subscribe(() => this.#show());
  }

  #listen() {
    const openSkip = reasonDialog("#skip-dialog", (reason) => this.#leave(() => this.standing.skip(reason), t("Put aside.")));
    const openSubmit = submitDialog({
      look: () => this.#look(),
      go: (check) => this.#go(check),
      title: (label) => this.parts.describe.title(label),
      submit: () => this.#leave(() => this.standing.submit(), t("Submitted. Thank you.")),
    });
    find("#skip", HTMLButtonElement).addEventListener("click", openSkip);
    find("#submit", HTMLButtonElement).addEventListener("click", openSubmit);
  }

  /** Show where the document stands, and keep time while it is worked on. */
  #show() {
    const isOpen = showStanding(this.standing.now, {
      resume: () => void this.#moved(this.standing.resume(), t("Taken up again.")),
      askBack: this.askBack,
      withdraw: () => void this.#moved(this.standing.withdraw(), t("Asked no more.")),
      changes: () => this.beside.changes(),
    });
    this.#ending();
    this.#ending = isOpen ? this.#keepTime() : () => {};
    showWorked(find("#worked", HTMLElement), this.seconds);
  }

  /** @returns {() => void} ends the sitting */
  #keepTime() {
    const [sitting, before] = [newId(), this.seconds];
    return watch({
      show: (seconds) => {
        this.seconds = before + seconds;
        showWorked(find("#worked", HTMLElement), this.seconds);
      },
      tell: (seconds, isLast) => this.saving.sit(sitting, seconds, isLast),
    });
  }

  /**
   * Make a move that closes the document, once everything is saved.
   *
   * @param {() => Promise<void>} move
   * @param {string} words
   */
  async #leave(move, words) {
    this.#ending();
    this.#ending = () => {};
    try {
      await this.saving.drained();
      await move();
    } catch (error) {
      this.#ending = this.#keepTime();
      throw error;
    }
    this.parts.say(words);
    // Once the dialog is closed; closing gives the keys back to what opened it.
    setTimeout(focusOnward, 0);
  }

  /**
   * @param {Promise<void>} move
   * @param {string} words
   */
  async #moved(move, words) {
    await move;
    this.parts.say(words);
    // What was pressed is gone, and the dialog that asked is about to give the keys back to it.
    setTimeout(() => (this.standing.isOpen ? find("#text", HTMLElement).focus({ preventScroll: true }) : focusOnward()), 0);
  }

  #look() {
    const { store, describe } = this.parts;
    const annotations = store.annotations();
    const found = checks({
      annotations,
      suggestions: store.suggestions(),
      labels: describe.labels.map(({ name }) => name),
      missing: ({ label, attributes }) => unanswered(describe.attributesOf(label), attributes).map(({ name }) => name),
      unsent: this.saving.pending(),
    });
    return { spans: annotations.length, checks: found };
  }

  /** @param {Check} check go to the first place it speaks of */
  #go({ kind, first, labels }) {
    const { store, describe } = this.parts;
    const text = find("#text", HTMLElement);
    const span = first ? store.annotation(first) ?? store.suggestion(first) : null;
    if (span) this.beside.choose(span);
    if (kind === "undecided") this.beside.showTab("tab-suggestions");
    if (kind === "unanswered" || kind === "unsure") return this.beside.openDetails("details");
    if (kind === "unused") return this.beside.openGuideline(describe.byName.get(labels[0]) ?? null);
    const retry = kind === "unsent" ? document.querySelector("#trouble button") : null;
    return (retry instanceof HTMLElement ? retry : text).focus({ preventScroll: true });
  }
}
