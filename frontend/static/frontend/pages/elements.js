// @ts-check
/** What the small pages have in common: telling, trying, asking. */

import { element, find } from "../workspace/view/element.js";

/** @returns {string} the id of the project this page belongs to */
export function projectId() {
  return find("[data-project]", HTMLElement).dataset.project ?? "";
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>} that comes then, before the same question is asked again
 */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Show one sentence in a place; an empty one clears it.
 *
 * @param {HTMLElement} place
 * @param {string} sentence
 * @param {"success" | "error" | "warning" | ""} [kind]
 */
export function tell(place, sentence, kind = "") {
  place.replaceChildren(sentence === "" ? "" : element("p", { class: `notice ${kind}` }, sentence));
}

/**
 * Run something that asks the server; meanwhile its button cannot be pressed again.
 *
 * @param {HTMLButtonElement | null} button
 * @param {HTMLElement} place where a failure is told
 * @param {() => Promise<void>} work
 */
export async function attempt(button, place, work) {
  if (button) button.disabled = true;
  try {
    await work();
  } catch (error) {
    tell(place, error instanceof Error ? error.message : String(error), "error");
  } finally {
    if (button) button.disabled = false;
  }
}

/** Let [data-open] open the dialog it names and [data-close] close the one around it. */
export function wireDialogs() {
  document.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target).closest("[data-open], [data-close]");
    if (!(pressed instanceof HTMLElement)) return;
    if (pressed.dataset.open) find(`#${pressed.dataset.open}`, HTMLDialogElement).showModal();
    else pressed.closest("dialog")?.close();
  });
}

/**
 * Listen to presses of the buttons in a list that have an attribute.
 *
 * @param {HTMLElement} list
 * @param {string} attribute
 * @param {(button: HTMLButtonElement) => void} act
 */
export function onPress(list, attribute, act) {
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest(`button[${attribute}]`);
    if (button instanceof HTMLButtonElement) act(button);
  });
}

/**
 * Ask before something is destroyed.
 *
 * @param {string} title
 * @param {string} text what will happen
 * @param {string} yes the word on the button
 * @returns {Promise<boolean>}
 */
export function confirm(title, text, yes) {
  const dialog = find("#confirm-dialog", HTMLDialogElement);
  find("#confirm-title", HTMLElement).textContent = title;
  find("#confirm-text", HTMLElement).textContent = text;
  find("#confirm-yes", HTMLButtonElement).textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
