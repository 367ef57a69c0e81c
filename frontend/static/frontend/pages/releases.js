// @ts-check
/** The releases page: freeze the project as it is. */

import { request } from "../api.js";
import { find } from "../workspace/view/element.js";
import { attempt, projectId } from "./elements.js";

const form = document.getElementById("release-form");

if (form instanceof HTMLFormElement) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt(form.querySelector("button"), find("#release-status", HTMLElement), async () => {
      const notes = String(new FormData(form).get("notes") ?? "");
      await request("POST", `projects/${projectId()}/releases/`, { notes });
      location.reload();
    });
  });
}
