// @ts-check
/** The guideline page: the manager changes the text. */

import { request } from "../api.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, projectId, wireDialogs } from "./elements.js";

const form = find("#guideline-form", HTMLFormElement);
const status = form.appendChild(element("div", { role: "status" }));

wireDialogs();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(find("button.primary", HTMLButtonElement, form), status, async () => {
    const guideline = find("#guideline-text", HTMLTextAreaElement).value;
    await request("PATCH", `projects/${projectId()}/`, { guideline });
    location.reload();
  });
});
