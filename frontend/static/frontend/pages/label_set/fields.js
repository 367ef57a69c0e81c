// @ts-check
/** Fields of a form that write into a part of the label set as one types. */

import { element } from "../../workspace/view/element.js";

/**
 * @typedef {import("./draft.js").Part} Part
 * @typedef {import("./problems.js").Problems} Problems
 * @typedef {{label: string, help?: string, class?: string, optional?: boolean, testid?: string,
 *   attributes?: Record<string, string>}} Look
 */

let count = 0;

/**
 * @param {string} prefix
 * @returns {string} an id that this page has nowhere else
 */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/**
 * A line of text.
 *
 * @param {Part} part
 * @param {string} field
 * @param {Look} look
 * @param {Problems} problems
 * @param {(value: string) => void} onInput
 * @returns {HTMLElement}
 */
export function line(part, field, look, problems, onInput) {
  const value = /** @type {any} */ (part)[field];
  const input = element("input", { type: "text", autocomplete: "off", value, ...look.attributes });
  return framed(input, part, field, look, problems, onInput);
}

/**
 * Several lines of text.
 *
 * @param {Part} part
 * @param {string} field
 * @param {Look} look
 * @param {Problems} problems
 * @param {(value: string) => void} onInput
 * @returns {HTMLElement}
 */
export function area(part, field, look, problems, onInput) {
  const input = element("textarea", { autocomplete: "off", ...look.attributes });
  input.value = /** @type {any} */ (part)[field];
  return framed(input, part, field, look, problems, onInput);
}

/**
 * A choice of one of several words.
 *
 * @param {Part} part
 * @param {string} field
 * @param {[string, string][]} options value and what is shown for it
 * @param {Look} look
 * @param {Problems} problems
 * @param {(value: string) => void} onInput
 * @returns {HTMLElement}
 */
export function choice(part, field, options, look, problems, onInput) {
  const input = element("select", {}, ...options.map(([value, shown]) => element("option", { value }, shown)));
  input.value = /** @type {any} */ (part)[field];
  return framed(input, part, field, look, problems, onInput);
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} input
 * @param {Part} part
 * @param {string} field
 * @param {Look} look
 * @param {Problems} problems
 * @param {(value: string) => void} onInput
 * @returns {HTMLElement}
 */
function framed(input, part, field, look, problems, onInput) {
  input.id = freshId(field);
  input.dataset.field = field;
  if (look.testid) input.dataset.testid = look.testid;
  const label = element("label", { for: input.id }, look.label);
  const frame = element("div", { class: `field ${look.class ?? ""}` }, label, input);
  const described = [];
  if (look.help) {
    const help = element("div", { class: "help", id: `${input.id}-help` }, look.help);
    frame.append(help);
    described.push(help.id);
  }
  const told = complaint(input, problems.of(part, field));
  if (told) frame.append(told);
  if (described.length > 0) input.setAttribute("aria-describedby", described.join(" "));
  input.addEventListener("input", () => {
    problems.mend(part, field);
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-errormessage");
    told?.remove();
    onInput(input.value);
  });
  return frame;
}

/**
 * Mark a field as wrong and return the sentences that say why; null where nothing is wrong.
 *
 * @param {HTMLElement} field
 * @param {string[]} sentences
 * @returns {HTMLElement | null}
 */
export function complaint(field, sentences) {
  if (sentences.length === 0) return null;
  const id = freshId("wrong");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-errormessage", id);
  return element("ul", { class: "errorlist", id }, ...sentences.map((one) => element("li", {}, one)));
}

/**
 * The sentences about a list as a whole, as about all attributes of a label.
 *
 * @param {Part} part
 * @param {string} field
 * @param {Problems} problems
 * @returns {HTMLElement[]} none or one
 */
export function listComplaint(part, field, problems) {
  const sentences = problems.of(part, field);
  if (sentences.length === 0) return [];
  const items = sentences.map((one) => element("li", {}, one));
  return [element("ul", { class: "errorlist", tabindex: "-1", "aria-invalid": "true" }, ...items)];
}

/**
 * A small button whose words say all to those who do not see where it stands.
 *
 * @param {string} words
 * @param {string} about appended for screen readers
 * @param {(event: Event) => void} click
 * @param {Record<string, string | boolean>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function smallButton(words, about, click, attributes = {}) {
  const hidden = element("span", { class: "visually-hidden" }, ` ${about}`);
  return element("button", { type: "button", class: "button quiet small", click, ...attributes }, words, hidden);
}
