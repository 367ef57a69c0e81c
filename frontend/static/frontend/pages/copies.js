// @ts-check
/** On a project's page: annotators who ask to have a submitted document back. */

import { request } from "../api.js";
import { t } from "../words.js";
import { find } from "../workspace/view/element.js";
import { attempt, onPress, tell } from "./elements.js";

const list = find("#copies-list", HTMLElement);
const status = find("#copies-status", HTMLElement);

onPress(list, "data-reopen", (button) => {
  void attempt(button, status, async () => {
    await request("POST", `assignments/${button.dataset.reopen}/reopen/`, {});
    done(button, t("Given back."));
  });
});

onPress(list, "data-decline", (button) => {
  void attempt(button, status, async () => {
    await request("DELETE", `assignments/${button.dataset.decline}/reopening-request/`);
    done(button, t("Declined; it stays submitted."));
  });
});

/**
 * @param {HTMLButtonElement} button in the row that is done with
 * @param {string} words
 */
function done(button, words) {
  button.closest("li")?.remove();
  tell(status, words, "success");
}
