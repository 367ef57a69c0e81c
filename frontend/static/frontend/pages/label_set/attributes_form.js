// @ts-check
/** What is asked about the spans of one label: the attributes and their options. */

import { t } from "../../words.js";
import { element, find } from "../../workspace/view/element.js";
import { area, choice, freshId, listComplaint, smallButton } from "./fields.js";
import { naming } from "./naming.js";

/**
 * @typedef {import("./draft.js").Attribute} Attribute
 * @typedef {import("./draft.js").Kind} Kind
 * @typedef {import("./draft.js").Label} Label
 * @typedef {import("./draft.js").Option} Option
 * @typedef {import("./label_form.js").Editor} Editor
 */

/** @type {[Kind, string][]} */
const KINDS = [
  ["choice", t("One of several")],
  ["choices", t("Any of several")],
  ["boolean", t("Yes or no")],
  ["text", t("Text")],
  ["number", t("Number")],
];

/**
 * @param {Editor} editor
 * @param {Label} label
 * @returns {HTMLElement}
 */
export function attributesSection(editor, label) {
  const id = freshId("attributes");
  const add = () => {
    const made = editor.draft.addAttribute(label);
    made.options = [emptyOption()];
    editor.changed();
    editor.redraw(() => last(".attribute"));
  };
  const isFull = label.attributes.length >= editor.limits.attributes;
  const press = { type: "button", class: "button small", disabled: isFull, click: add };
  return element(
    "section",
    { class: "attributes", "aria-labelledby": id },
    element(
      "div",
      { class: "section-head" },
      element("h3", { id }, t("Questions about each span")),
      element("button", { ...press, "data-testid": "add-attribute" }, t("Add a question")),
    ),
    ...listComplaint(label, "attributes", editor.problems),
    ...(label.attributes.length === 0
      ? [element("p", { class: "soft small" }, t("None: a span of this label is only a place in the text."))]
      : label.attributes.map((attribute) => attributeForm(editor, label, attribute))),
  );
}

/** @returns {Option} */
function emptyOption() {
  return { name: "", title: "" };
}

/**
 * Put the focus into the first field of the last such element of the page.
 *
 * @param {string} selector
 */
function last(selector) {
  const all = document.querySelectorAll(selector);
  const field = all[all.length - 1]?.querySelector("input");
  if (field instanceof HTMLElement) field.focus();
}

/**
 * @param {Editor} editor
 * @param {Label} label
 * @param {Attribute} attribute
 * @returns {HTMLElement}
 */
function attributeForm(editor, label, attribute) {
  const { problems, changed } = editor;
  const look = { label: t("Question"), testid: "attribute" };
  const { title, name } = naming(editor, attribute, label.attributes, look);
  const kind = choice(attribute, "kind", KINDS, { label: t("Answer") }, problems, (value) => {
    changeKind(attribute, /** @type {Kind} */ (value));
    changed();
    editor.redraw(() => focusField(attribute, label, "kind"));
  });
  const wide = { label: t("How to decide"), attributes: { rows: "1", maxlength: "5000" } };
  const definition = area(attribute, "definition", wide, problems, (value) => {
    attribute.definition = value;
    changed();
  });
  return element(
    "fieldset",
    { class: "attribute", "data-testid": "attribute" },
    element("legend", { class: "visually-hidden" }, attribute.title || t("New question")),
    element("div", { class: "field-row asking" }, title, kind, name),
    element(
      "div",
      { class: "field-row deciding" },
      definition,
      orderButtons(editor, label.attributes, attribute, attribute.title || t("New question")),
    ),
    ...(hasOptions(attribute) ? [optionsList(editor, attribute)] : []),
  );
}

/** @param {Attribute} attribute */
function hasOptions(attribute) {
  return attribute.kind === "choice" || attribute.kind === "choices";
}

/**
 * @param {Attribute} attribute
 * @param {Kind} kind
 */
function changeKind(attribute, kind) {
  attribute.kind = kind;
  if (!hasOptions(attribute)) attribute.options = [];
  else if (attribute.options.length === 0) attribute.options = [emptyOption()];
}

/**
 * @param {Attribute} attribute
 * @param {Label} label
 * @param {string} field
 */
function focusField(attribute, label, field) {
  const form = document.querySelectorAll(".attribute")[label.attributes.indexOf(attribute)];
  /** @type {HTMLElement | null | undefined} */ (form?.querySelector(`[data-field="${field}"]`))?.focus();
}

/**
 * @param {Editor} editor
 * @param {Attribute} attribute
 * @returns {HTMLElement}
 */
function optionsList(editor, attribute) {
  const add = () => {
    attribute.options.push(emptyOption());
    editor.changed();
    const which = document.activeElement?.closest(".attribute");
    const at = which ? [...document.querySelectorAll(".attribute")].indexOf(which) : 0;
    editor.redraw(() => last(`.attribute:nth-of-type(${at + 1}) .option`));
  };
  const rows = attribute.options.map((option) => {
    const { title, name } = naming(editor, option, attribute.options, { label: t("Option") });
    const buttons = orderButtons(editor, attribute.options, option, option.title || t("New option"));
    return element("li", { class: "option" }, title, name, buttons);
  });
  const disabled = attribute.options.length >= editor.limits.options;
  const press = { type: "button", class: "button quiet small", disabled, click: add };
  return element(
    "div",
    { class: "options" },
    ...listComplaint(attribute, "options", editor.problems),
    element("ol", {}, ...rows),
    element("button", press, t("Add an option")),
  );
}

/**
 * @template {Attribute | Option} T
 * @param {Editor} editor
 * @param {T[]} parts
 * @param {T} part
 * @param {string} title
 * @returns {HTMLElement}
 */
function orderButtons(editor, parts, part, title) {
  const place = parts.indexOf(part);
  const move = (/** @type {-1 | 1} */ by, /** @type {Event} */ event) => {
    const words = /** @type {HTMLElement} */ (event.currentTarget).dataset.does;
    editor.draft.move(parts, part, by);
    editor.changed();
    editor.redraw(() => editorButton(title, words)?.focus());
  };
  const remove = () => {
    parts.splice(place, 1);
    editor.changed();
    editor.redraw(() => find(".attributes button", HTMLButtonElement).focus());
  };
  const end = parts.length - 1;
  const up = { disabled: place === 0, "data-does": "up", "data-of": title };
  const down = { disabled: place === end, "data-does": "down", "data-of": title };
  return element(
    "div",
    { class: "order" },
    smallButton("↑", t("Move {what} up", { what: title }), (event) => move(-1, event), up),
    smallButton("↓", t("Move {what} down", { what: title }), (event) => move(1, event), down),
    smallButton(t("Remove"), title, remove, { class: "button quiet small danger" }),
  );
}

/**
 * Return the button that moves something on, or its twin where that can go no further.
 *
 * @param {string} title
 * @param {string} [does]
 * @returns {HTMLElement | undefined}
 */
function editorButton(title, does) {
  const all = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-does]"));
  const own = [...all].filter((button) => button.dataset.of === title && !button.disabled);
  return own.find((button) => button.dataset.does === does) ?? own[0];
}
