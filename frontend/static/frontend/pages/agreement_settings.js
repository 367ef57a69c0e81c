// @ts-check
/** What a manager wants of agreement: the threshold, and whether annotators see their figures. */

import { request } from "../api.js";
import { t } from "../words.js";
import { find } from "../workspace/view/element.js";
import { attempt, projectId, tell } from "./elements.js";

const form = find("#agreement-form", HTMLFormElement);
const status = find("#agreement-status", HTMLElement);
const threshold = find("#agreement-threshold", HTMLInputElement);
const shown = find("[name=shows_agreement]", HTMLInputElement, form);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(find("button", HTMLButtonElement, form), status, async () => {
    await request("PATCH", `projects/${projectId()}/`, {
      agreement_threshold: threshold.value === "" ? null : threshold.valueAsNumber,
      shows_agreement: shown.checked,
    });
    tell(status, t("Saved."), "success");
  });
});
