// @ts-check
/** The tokens page: make one, see it once, revoke. */

import { request } from "../api.js";
import { locale, t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, confirm, onPress, tell } from "./elements.js";
import { clearFieldErrors, showFieldErrors } from "./form_errors.js";
import { secretBox } from "./secrets.js";

const form = find("#token-form", HTMLFormElement);
const list = find("#token-list", HTMLElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(find("button", HTMLButtonElement, form), find("#token-result", HTMLElement), create);
});

async function create() {
  clearFieldErrors(form);
  const data = new FormData(form);
  const sent = {
    name: data.get("name"),
    scopes: data.getAll("scopes"),
    project: data.get("project") || null,
    days: Number(data.get("days")),
  };
  try {
    const made = await request("POST", "tokens/", sent);
    const sentence = t("The token “{name}”. It is shown only now; keep it like a password.", { name: made.name });
    find("#token-result", HTMLElement).replaceChildren(secretBox(made.token, sentence, t("Token")));
    list.append(tokenRow(made));
    find("#no-tokens", HTMLElement).hidden = true;
    form.reset();
  } catch (error) {
    showFieldErrors(form, error);
  }
}

/**
 * @param {{id: string, name: string, scopes: string[], project: string | null, expires_at: string}} token
 * @returns {HTMLElement}
 */
function tokenRow(token) {
  const until = new Date(token.expires_at).toLocaleDateString(locale, { dateStyle: "long" });
  const chosen = form.querySelector(`option[value="${CSS.escape(token.project ?? "")}"]`);
  const where = token.project === null ? t("all projects") : (chosen?.textContent ?? t("one project"));
  const words = [token.scopes.join(", "), where, t("until {date}", { date: until }), t("not used yet")];
  return element(
    "li",
    { class: "entry", "data-testid": "token", "data-id": token.id },
    element(
      "div",
      { class: "entry-text" },
      element("span", { class: "entry-title" }, token.name),
      element("span", { class: "soft small" }, words.join(" · ")),
    ),
    element(
      "button",
      {
        class: "button quiet small danger",
        type: "button",
        "data-revoke": token.id,
        "data-name": token.name,
      },
      t("Revoke"),
      element("span", { class: "visually-hidden" }, ` ${token.name}`),
    ),
  );
}

onPress(list, "data-revoke", (button) => {
  void attempt(button, find("#token-status", HTMLElement), () => revoke(button));
});

/** @param {HTMLElement} button */
async function revoke(button) {
  const { revoke: id, name = "" } = button.dataset;
  const text = t("Programs that use it stop working at once.");
  if (!(await confirm(t("Revoke “{name}”?", { name }), text, t("Revoke")))) return;
  await request("DELETE", `tokens/${id}/`);
  button.closest("li")?.remove();
  find("#token-result", HTMLElement).replaceChildren();
  find("#no-tokens", HTMLElement).hidden = list.children.length > 0;
  tell(find("#token-status", HTMLElement), t("The token “{name}” is revoked.", { name }), "success");
}
