// @ts-check
/** The tokens page: make one, see it once, revoke. */

import { request } from "../api.js";
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
    const sentence = `The token “${made.name}”. It is shown only now; keep it like a password.`;
    find("#token-result", HTMLElement).replaceChildren(secretBox(made.token, sentence, "Token"));
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
  const until = new Date(token.expires_at).toLocaleDateString("en-GB", { dateStyle: "long" });
  const chosen = form.querySelector(`option[value="${CSS.escape(token.project ?? "")}"]`);
  const where = token.project === null ? "all projects" : (chosen?.textContent ?? "one project");
  return element(
    "li",
    { class: "entry", "data-testid": "token", "data-id": token.id },
    element(
      "div",
      { class: "entry-text" },
      element("span", { class: "entry-title" }, token.name),
      element("span", { class: "soft small" }, `${token.scopes.join(", ")} · ${where} · until ${until} · not used yet`),
    ),
    element(
      "button",
      {
        class: "button quiet small danger",
        type: "button",
        "data-revoke": token.id,
        "data-name": token.name,
      },
      "Revoke",
      element("span", { class: "visually-hidden" }, ` ${token.name}`),
    ),
  );
}

onPress(list, "data-revoke", (button) => {
  void attempt(button, find("#token-status", HTMLElement), () => revoke(button));
});

/** @param {HTMLElement} button */
async function revoke(button) {
  const { revoke: id, name } = button.dataset;
  const text = "Programs that use it stop working at once.";
  if (!(await confirm(`Revoke “${name}”?`, text, "Revoke"))) return;
  await request("DELETE", `tokens/${id}/`);
  button.closest("li")?.remove();
  find("#token-result", HTMLElement).replaceChildren();
  find("#no-tokens", HTMLElement).hidden = list.children.length > 0;
  tell(find("#token-status", HTMLElement), `The token “${name}” is revoked.`, "success");
}
