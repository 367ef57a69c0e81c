// @ts-check
/** The two dialogs: the keys, and submitting. */

import { counted } from "../model/describe.js";
import { KEYMAP } from "../input/keymap.js";
import { element, find } from "./element.js";

/** Keys that are not commands of the keymap. */
const MORE = [
  { group: "Select", shown: "← → ↑ ↓", does: "Move the caret; Ctrl or Alt = by words and paragraphs; Shift = select" },
  { group: "Spans", shown: "1 … 9", does: "Label the selection, or the word at the caret; relabel the focused span" },
];

/**
 * Fill the help dialog.
 *
 * @returns {() => void} opens it
 */
export function helpDialog() {
  const dialog = find("#help-dialog", HTMLDialogElement);
  const groups = Map.groupBy([...MORE, ...KEYMAP], (binding) => binding.group);
  const tables = [...groups].map(([group, bindings]) =>
    element(
      "section",
      {},
      element("h3", {}, group),
      element(
        "dl",
        { class: "keys" },
        ...bindings.flatMap(({ shown, does }) => [
          element("dt", {}, element("kbd", {}, shown)),
          element("dd", {}, does),
        ]),
      ),
    ),
  );
  find("#help-keys", HTMLElement, dialog).replaceChildren(...tables);
  return () => dialog.showModal();
}

/**
 * Ask before submitting.
 *
 * @param {() => Promise<void>} submit throws what the dialog then shows
 * @returns {(spans: number, undecided: number) => void} opens it
 */
export function submitDialog(submit) {
  const dialog = find("#submit-dialog", HTMLDialogElement);
  const confirm = find("#submit-confirm", HTMLButtonElement, dialog);
  const problem = find("#submit-problem", HTMLElement, dialog);
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
  return (spans, undecided) => {
    problem.hidden = true;
    const open = undecided === 0 ? "No suggestion is undecided." : undecided === 1
      ? "1 suggestion is undecided; it will not count."
      : `${undecided} suggestions are undecided; they will not count.`;
    find("#submit-words", HTMLElement, dialog).textContent = `You marked ${counted(spans, "span")}. ${open}`;
    dialog.showModal();
  };
}
