// @ts-check
/** Dialogs that ask for a reason before something is done. */

import { find } from "./element.js";

/**
 * @param {string} id of the dialog; its form has a field "reason"
 * @param {(reason: string) => Promise<void>} act throws what the dialog then shows
 * @returns {() => void} opens it
 */
export function reasonDialog(id, act) {
  const dialog = find(id, HTMLDialogElement);
  const form = find("form", HTMLFormElement, dialog);
  const reason = find("textarea", HTMLTextAreaElement, form);
  const problem = find('[role="alert"]', HTMLElement, form);
  const confirm = find("button.primary", HTMLButtonElement, form);
  find("[data-close]", HTMLButtonElement, form).addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    confirm.disabled = true;
    problem.hidden = true;
    try {
      await act(reason.value.trim());
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    } finally {
      confirm.disabled = false;
    }
  });
  return () => {
    problem.hidden = true;
    reason.value = "";
    dialog.showModal();
    reason.focus();
  };
}
