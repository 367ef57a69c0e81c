// @ts-check
/** What the server says about a form, put at the fields it is about. */

import { ApiError } from "../api.js";
import { element } from "../workspace/view/element.js";

/**
 * Show an error's sentences at the fields they name; throw on what names no field of the form.
 *
 * @param {HTMLFormElement} form
 * @param {unknown} error
 */
export function showFieldErrors(form, error) {
  if (!(error instanceof ApiError)) throw error;
  const named = Object.entries(error.fields).filter(([name]) => fieldOf(form, name) !== null);
  if (named.length === 0) throw error;
  for (const [name, sentences] of named) markField(form, name, sentences);
  fieldOf(form, named[0][0])?.focus();
}

/** @param {HTMLFormElement} form */
export function clearFieldErrors(form) {
  for (const list of form.querySelectorAll(".errorlist")) list.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function fieldOf(form, name) {
  return form.querySelector(`[name="${CSS.escape(name)}"]`);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string[]} sentences
 */
function markField(form, name, sentences) {
  const field = /** @type {HTMLElement} */ (fieldOf(form, name));
  const id = `${form.id}-${name}-error`;
  const list = element("ul", { class: "errorlist", id }, ...sentences.map((s) => element("li", {}, s)));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-errormessage", id);
  (field.closest(".field, fieldset") ?? form).append(list);
}
