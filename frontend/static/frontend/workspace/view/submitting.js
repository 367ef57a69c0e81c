// @ts-check
/** The dialog before submitting: what is worth a look, each line a way to the first such place. */

import { n, t } from "../../words.js";
import { element, find } from "./element.js";

/**
 * @typedef {import("../model/checks.js").Check} Check
 * @typedef {object} Does
 * @property {() => {spans: number, checks: Check[]}} look at the work as it is now
 * @property {(check: Check) => void} go to the first place; the dialog is closed then
 * @property {(label: string) => string} title of a label
 * @property {() => Promise<void>} submit throws what the dialog then shows
 */

/**
 * @param {Does} does
 * @returns {() => void} opens it
 */
export function submitDialog({ look, go, title, submit }) {
  const dialog = find("#submit-dialog", HTMLDialogElement);
  const confirm = find("#submit-confirm", HTMLButtonElement, dialog);
  const problem = find("#submit-problem", HTMLElement, dialog);
  const list = find("#submit-checks", HTMLElement, dialog);
  confirm.addEventListener("click", async () => {
    confirm.disabled = true;
    problem.hidden = true;
    try {
      await submit();
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    } finally {
      confirm.disabled = false;
    }
  });

  /** @param {Check} check */
  function line(check) {
    const leave = () => {
      dialog.close();
      go(check);
    };
    const words = sentence(check, title);
    return element("li", {}, element("button", { type: "button", class: "check", "data-check": check.kind, click: leave }, words));
  }

  return () => {
    const { spans, checks } = look();
    problem.hidden = true;
    find("#submit-words", HTMLElement, dialog).textContent = n("You marked {count} span.", "You marked {count} spans.", spans);
    list.hidden = checks.length === 0;
    list.replaceChildren(...checks.map(line));
    dialog.showModal();
    (list.querySelector("button") ?? confirm).focus();
  };
}

/**
 * @param {Check} check
 * @param {(label: string) => string} title
 * @returns {string}
 */
function sentence({ kind, count, labels }, title) {
  const titles = labels.map(title).join(", ");
  switch (kind) {
    case "unsent":
      return n("{count} change is not saved yet.", "{count} changes are not saved yet.", count);
    case "undecided":
      return n(
        "{count} suggestion is undecided; it will not count.",
        "{count} suggestions are undecided; they will not count.",
        count,
      );
    case "unanswered":
      return n(
        "{count} span has unanswered questions: {titles}.",
        "{count} spans have unanswered questions: {titles}.",
        count,
        { titles },
      );
    case "unsure":
      return n("You are not sure of {count} span.", "You are not sure of {count} spans.", count);
    default:
      return t("Never used: {titles}.", { titles });
  }
}
