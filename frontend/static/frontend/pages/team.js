// @ts-check
/** The team page: invite, revoke, remove. */

import { request } from "../api.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, confirm, onPress, projectId, tell } from "./elements.js";
import { clearFieldErrors, showFieldErrors } from "./form_errors.js";
import { secretBox } from "./secrets.js";

const BASE = `projects/${projectId()}`;
const form = find("#invite-form", HTMLFormElement);
const status = find("#team-status", HTMLElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(find("button", HTMLButtonElement, form), find("#invite-result", HTMLElement), invite);
});

async function invite() {
  clearFieldErrors(form);
  const data = new FormData(form);
  const sent = { name: data.get("name"), role: data.get("role") };
  try {
    const made = await request("POST", `${BASE}/invitations/`, sent);
    const sentence = `The link for ${made.name}. It is shown only now, and works once.`;
    find("#invite-result", HTMLElement).replaceChildren(secretBox(made.url, sentence, "Invitation link"));
    find("#invitation-list", HTMLElement).append(invitationRow(made));
    showEmptiness();
    form.reset();
  } catch (error) {
    showFieldErrors(form, error);
  }
}

/**
 * @param {{id: string, name: string, role: string, expires_at: string}} invitation
 * @returns {HTMLElement}
 */
function invitationRow(invitation) {
  const until = new Date(invitation.expires_at).toLocaleString("en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  });
  const role = invitation.role[0].toUpperCase() + invitation.role.slice(1);
  return element(
    "li",
    { class: "entry", "data-testid": "invitation", "data-id": invitation.id },
    element(
      "div",
      { class: "entry-text" },
      element("span", { class: "entry-title" }, invitation.name),
      element("span", { class: "soft small" }, `open until ${until}`),
    ),
    element(
      "div",
      { class: "row" },
      element("span", { class: "chip" }, role),
      element(
        "button",
        {
          class: "button quiet small danger",
          type: "button",
          "data-revoke": invitation.id,
          "data-name": invitation.name,
        },
        "Revoke",
        element("span", { class: "visually-hidden" }, ` the invitation of ${invitation.name}`),
      ),
    ),
  );
}

function showEmptiness() {
  find("#no-invitations", HTMLElement).hidden = find("#invitation-list", HTMLElement).children.length > 0;
}

onPress(find("#invitation-list", HTMLElement), "data-revoke", (button) => {
  void attempt(button, status, () => revoke(button));
});

/** @param {HTMLElement} button */
async function revoke(button) {
  const { revoke: id, name } = button.dataset;
  const text = `The link made for ${name} stops working at once.`;
  if (!(await confirm("Revoke this invitation?", text, "Revoke"))) return;
  await request("DELETE", `${BASE}/invitations/${id}/`);
  button.closest("li")?.remove();
  find("#invite-result", HTMLElement).replaceChildren();
  showEmptiness();
  tell(status, `The invitation of ${name} is revoked.`, "success");
}

onPress(find("#member-list", HTMLElement), "data-remove-member", (button) => {
  void attempt(button, status, () => remove(button));
});

/** @param {HTMLElement} button */
async function remove(button) {
  const { removeMember: id, name, role } = button.dataset;
  const text = `${name} will no longer be ${role} here. Work that was done stays.`;
  if (!(await confirm("Remove this person?", text, "Remove"))) return;
  await request("DELETE", `${BASE}/members/${id}/`);
  button.closest("li")?.remove();
  tell(status, `${name} is no longer ${role}.`, "success");
}
