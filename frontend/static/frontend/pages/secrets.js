// @ts-check
/** A secret the server tells only once, with a button to copy it. */

import { t } from "../words.js";
import { element } from "../workspace/view/element.js";

/**
 * Return a box that shows the secret.
 *
 * @param {string} secret
 * @param {string} sentence what it is, and that it is not shown again
 * @param {string} label the name of the field
 * @returns {HTMLElement}
 */
export function secretBox(secret, sentence, label) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      class: "input secret",
      readonly: true,
      value: secret,
      "aria-label": label,
      "data-testid": "secret",
      focus: () => field.select(),
    })
  );
  const told = element("span", { class: "soft small", role: "status" });
  const button = element(
    "button",
    { class: "button", type: "button", "data-testid": "copy", click: () => copy(field, told) },
    t("Copy"),
  );
  return element(
    "div",
    { class: "notice success secret-box" },
    element("p", {}, sentence),
    element("div", { class: "row" }, field, button, told),
  );
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} told
 */
async function copy(field, told) {
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = t("Copied.");
  } catch {
    field.select();
    told.textContent = t("Selected: copy it with your keyboard.");
  }
}
