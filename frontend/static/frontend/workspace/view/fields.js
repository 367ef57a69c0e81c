// @ts-check
/** Fields in which something is said of a span, a link or a text. Each tells its value once it is meant. */

import { t } from "../../words.js";
import { MOST_ANSWER } from "../model/attributes.js";
import { element } from "./element.js";

/**
 * @template Value
 * @typedef {{element: HTMLElement, show: (value: Value, isOpen: boolean) => void, settle: () => void}} Field
 *   `show` leaves alone what is being typed; `settle` tells at once what was typed last
 */
/**
 * @typedef {import("../model/describe.js").Attribute} Attribute
 * @typedef {import("../model/attributes.js").Answer} Answer
 */

/** Whoever types no further for this long has said it. Milliseconds. */
const PAUSE = 1200;
/** With more options than these, they are folded into a list. */
const MOST_BUTTONS = 6;
let made = 0;

/** @returns {string} an id that no other element has */
const newName = () => `field-${(made += 1)}`;
const nothing = () => {};

/**
 * Words, told when one pauses or leaves the field.
 *
 * @param {"textarea" | "input"} tag
 * @param {string} title
 * @param {string} help said below it; empty = none
 * @param {number} most code units; no more code points, then
 * @param {(words: string) => void} tell
 * @returns {Field<string>}
 */
export function wordsField(tag, title, help, most, tell) {
  const id = newName();
  const field = element(tag, { id, class: "input", maxlength: String(most), ...described(id, help) });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let told = "";
  function settle() {
    clearTimeout(timer);
    const words = field.value.trim();
    if (words === told) return;
    told = words;
    tell(words);
  }
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
  });
  field.addEventListener("blur", settle);
  function show(/** @type {string} */ words, /** @type {boolean} */ isOpen) {
    field.readOnly = !isOpen;
    if (words === told && field.value.trim() === words) return;
    const isTyped = document.activeElement === field && field.value.trim() !== told;
    told = words;
    if (!isTyped) field.value = words;
  }
  return { element: labelled(id, title, help, field), show, settle };
}

/**
 * A box to tick.
 *
 * @param {string} title
 * @param {(isTicked: boolean) => void} tell
 * @returns {Field<boolean>}
 */
export function tickField(title, tell) {
  const box = element("input", { type: "checkbox", change: () => tell(box.checked) });
  const whole = element("label", { class: "tick" }, box, title);
  const show = (/** @type {boolean} */ isTicked, /** @type {boolean} */ isOpen) => {
    box.checked = isTicked;
    box.disabled = !isOpen;
  };
  return { element: whole, show, settle: nothing };
}

/**
 * The field that fits an attribute's kind. Nothing said is null.
 *
 * @param {Attribute} attribute
 * @param {(answer: Answer | null) => void} tell
 * @returns {Field<Answer | null>}
 */
export function attributeField(attribute, tell) {
  const { kind, options, title, definition } = attribute;
  const yesNo = [{ name: "true", title: t("Yes") }, { name: "false", title: t("No") }];
  if (kind === "boolean") return oneOf(attribute, yesNo, (name) => tell(name === null ? null : name === "true"));
  if (kind === "choice" && options.length > MOST_BUTTONS) return listField(attribute, tell);
  if (kind === "choice") return oneOf(attribute, options, tell);
  if (kind === "choices") return someOf(attribute, tell);
  if (kind === "number") return numberField(attribute, tell);
  const words = wordsField("input", title, definition, MOST_ANSWER, (said) => tell(said === "" ? null : said));
  return { ...words, show: (answer, isOpen) => words.show(String(answer ?? ""), isOpen) };
}

/**
 * @param {Attribute} attribute
 * @param {{name: string, title: string}[]} options
 * @param {(name: string | null) => void} tell
 * @returns {Field<Answer | null>}
 */
function oneOf({ title, definition }, options, tell) {
  const group = newName();
  const all = [...options, { name: "", title: t("Not answered yet") }];
  const buttons = all.map(({ name }) =>
    element("input", { type: "radio", name: group, value: name, change: () => tell(name === "" ? null : name) }),
  );
  const rows = all.map((option, index) => element("label", { class: "tick" }, buttons[index], option.title));
  function show(/** @type {Answer | null} */ answer, /** @type {boolean} */ isOpen) {
    for (const button of buttons) {
      button.checked = button.value === String(answer ?? "");
      button.disabled = !isOpen;
    }
  }
  return { element: grouped(title, definition, rows), show, settle: nothing };
}

/**
 * @param {Attribute} attribute
 * @param {(answer: Answer | null) => void} tell
 * @returns {Field<Answer | null>}
 */
function someOf({ title, definition, options }, tell) {
  const boxes = options.map(({ name }) => element("input", { type: "checkbox", value: name, change: told }));
  const rows = options.map((option, index) => element("label", { class: "tick" }, boxes[index], option.title));
  function told() {
    tell(boxes.filter((box) => box.checked).map((box) => box.value));
  }
  function show(/** @type {Answer | null} */ answer, /** @type {boolean} */ isOpen) {
    const chosen = Array.isArray(answer) ? answer : [];
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = !isOpen;
    }
  }
  return { element: grouped(title, definition, rows), show, settle: nothing };
}

/**
 * @param {Attribute} attribute
 * @param {(answer: Answer | null) => void} tell
 * @returns {Field<Answer | null>}
 */
function listField({ title, definition, options }, tell) {
  const id = newName();
  const all = [{ name: "", title: t("Not answered yet") }, ...options];
  const field = element(
    "select",
    { id, class: "input", ...described(id, definition), change: () => tell(field.value === "" ? null : field.value) },
    ...all.map((option) => element("option", { value: option.name }, option.title)),
  );
  const show = (/** @type {Answer | null} */ answer, /** @type {boolean} */ isOpen) => {
    field.value = String(answer ?? "");
    field.disabled = !isOpen;
  };
  return { element: labelled(id, title, definition, field), show, settle: nothing };
}

/**
 * @param {Attribute} attribute
 * @param {(answer: Answer | null) => void} tell
 * @returns {Field<Answer | null>}
 */
function numberField({ title, definition }, tell) {
  const id = newName();
  const field = element("input", { id, class: "input", type: "number", step: "any", ...described(id, definition) });
  let told = "";
  function settle() {
    if (field.value === told || !field.validity.valid) return;
    told = field.value;
    tell(told === "" ? null : field.valueAsNumber);
  }
  field.addEventListener("change", settle);
  function show(/** @type {Answer | null} */ answer, /** @type {boolean} */ isOpen) {
    field.readOnly = !isOpen;
    const said = String(answer ?? "");
    if (said === told) return;
    told = said;
    field.value = said;
  }
  return { element: labelled(id, title, definition, field), show, settle };
}

/** @param {string} id @param {string} help @returns {Record<string, string>} */
function described(id, help) {
  return help === "" ? {} : { "aria-describedby": `${id}-help` };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} help
 * @param {HTMLElement} field
 */
function labelled(id, title, help, field) {
  const words = help === "" ? [] : [element("p", { class: "help", id: `${id}-help` }, help)];
  return element("div", { class: "field" }, element("label", { for: id }, title), field, ...words);
}

/**
 * @param {string} title
 * @param {string} help
 * @param {HTMLElement[]} rows
 */
function grouped(title, help, rows) {
  const words = help === "" ? [] : [element("p", { class: "help" }, help)];
  const ticks = element("div", { class: "ticks" }, ...rows);
  return element("fieldset", { class: "field" }, element("legend", {}, title), ticks, ...words);
}
