// @ts-check
/** On a project's page: annotators who ask to have a submitted document back. */

import { request } from "../api.js";
import { t } from "../words.js";
import { find } from "../workspace/view/element.js";
import { attempt, onPress, tell } from "./elements.js";

/** What was done last, to be said once the page shows it: other parts of it tell of these documents too. */
const DONE = "parallax.copies-done";
const list = document.getElementById("copies-list");
const status = find("#copies-status", HTMLElement);

/**
 * @param {string} attribute of the button that does it, with the assignment's id
 * @param {string} words once it is done
 * @param {(assignment: string) => Promise<unknown>} act
 */
function offer(attribute, words, act) {
  if (!list) return;
  onPress(list, attribute, (button) => {
    void attempt(button, status, async () => {
      await act(button.getAttribute(attribute) ?? "");
      sessionStorage.setItem(DONE, words);
      location.reload();
    });
  });
}

offer("data-reopen", t("Given back."), (id) => request("POST", `assignments/${id}/reopen/`, {}));
offer("data-decline", t("Declined; it stays submitted."), (id) => request("DELETE", `assignments/${id}/reopening-request/`));

const done = sessionStorage.getItem(DONE);
if (done) {
  sessionStorage.removeItem(DONE);
  tell(status, done, "success");
  status.focus();
}
