// @ts-check
/** The team page: invite, revoke, remove. */

import { request } from "../api.js";
import { locale, t } from "../words.js";
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
    const sentence = t("The link for {name}. It is shown only now, and works once.", { name: made.name });
    find("#invite-result", HTMLElement).replaceChildren(secretBox(made.url, sentence, t("Invitation link")));
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
  const until = new Date(invitation.expires_at).toLocaleString(locale, {
    dateStyle: "long",
    timeStyle: "short",
  });
  const chosen = find(`option[value="${CSS.escape(invitation.role)}"]`, HTMLOptionElement, form);
  return element(
    "li",
    { class: "entry", "data-testid": "invitation", "data-id": invitation.id },
    element(
      "div",
      { class: "entry-text" },
      element("span", { class: "entry-title" }, invitation.name),
      element("span", { class: "soft small" }, t("open until {date}", { date: until })),
    ),
    element(
      "div",
      { class: "row" },
      element("span", { class: "chip" }, chosen.textContent),
      element(
        "button",
        {
          class: "button quiet small danger",
          type: "button",
          "data-revoke": invitation.id,
          "data-name": invitation.name,
          "aria-label": t("Revoke the invitation of {name}", { name: invitation.name }),
        },
        t("Revoke"),
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
  const { revoke: id, name = "" } = button.dataset;
  const text = t("The link made for {name} stops working at once.", { name });
  if (!(await confirm(t("Revoke this invitation?"), text, t("Revoke")))) return;
  await request("DELETE", `${BASE}/invitations/${id}/`);
  button.closest("li")?.remove();
  find("#invite-result", HTMLElement).replaceChildren();
  showEmptiness();
  tell(status, t("The invitation of {name} is revoked.", { name }), "success");
}

onPress(find("#member-list", HTMLElement), "data-remove-member", (button) => {
  void attempt(button, status, () => remove(button));
});

/** @param {HTMLElement} button */
async function remove(button) {
  const { removeMember: id, name = "", role = "" } = button.dataset;
  const text = t("{name} ({role}) loses this role here. Work that was done stays.", { name, role });
  if (!(await confirm(t("Remove this person?"), text, t("Remove")))) return;
  await request("DELETE", `${BASE}/members/${id}/`);
  button.closest("li")?.remove();
  tell(status, t("{name} ({role}) is removed.", { name, role }), "success");
}
