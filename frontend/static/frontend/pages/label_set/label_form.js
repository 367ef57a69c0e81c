// @ts-check
/** The form of one label. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { attributesSection } from "./attributes_form.js";
import { isColour } from "./contrast.js";
import { area, choice, complaint, freshId } from "./fields.js";
import { naming } from "./naming.js";
import { preview } from "./preview.js";

/**
 * @typedef {import("./draft.js").Label} Label
 * @typedef {{draft: import("./draft.js").Draft, problems: import("./problems.js").Problems,
 *   limits: Record<string, number>, changed: () => void, redraw: (focus?: () => void) => void}} Editor
 */

/**
 * @param {Editor} editor
 * @param {Label} label
 * @returns {HTMLElement[]}
 */
export function labelForm(editor, label) {
  const { draft, problems, changed } = editor;
  const shown = preview(label);
  const refresh = () => {
    shown.update();
    changed();
  };
  const { title, name } = naming(editor, label, draft.set.labels, { label: t("Title"), testid: "label" }, refresh);
  const definition = {
    label: t("Definition"),
    help: t("What it means, in a sentence or two; annotators see it beside the text."),
    testid: "label-definition",
    attributes: { rows: "3", maxlength: "5000" },
  };
  const examples = {
    label: t("Examples"),
    help: t("Markdown, as a list of cases and of near misses."),
    attributes: { rows: "5", maxlength: "5000" },
  };
  return [
    element("div", { class: "field-row naming" }, title, name, keyField(editor, label, refresh)),
    element(
      "div",
      { class: "look" },
      element(
        "div",
        { class: "colours" },
        colourField(editor, label, "colour", t("Colour on light pages"), refresh),
        colourField(editor, label, "colour_dark", t("Colour on dark pages"), refresh),
      ),
      shown.node,
    ),
    area(label, "definition", definition, problems, (value) => {
      label.definition = value;
      changed();
    }),
    area(label, "examples", examples, problems, (value) => {
      label.examples = value;
      changed();
    }),
    attributesSection(editor, label),
  ];
}

/**
 * @param {Editor} editor
 * @param {Label} label
 * @param {() => void} refresh
 * @returns {HTMLElement}
 */
function keyField({ draft, problems }, label, refresh) {
  const free = draft.freeKeys;
  const keys = [..."123456789"].filter((key) => key === label.key || free.includes(key));
  /** @type {[string, string][]} */
  const options = [["", t("none")], ...keys.map((key) => /** @type {[string, string]} */ ([key, key]))];
  return choice(label, "key", options, { label: t("Key"), testid: "label-key" }, problems, (value) => {
    label.key = value;
    refresh();
  });
}

/**
 * A colour to pick, and beside it the same to type.
 *
 * @param {Editor} editor
 * @param {Label} label
 * @param {"colour" | "colour_dark"} field
 * @param {string} words
 * @param {() => void} refresh
 * @returns {HTMLElement}
 */
function colourField({ problems }, label, field, words, refresh) {
  const id = freshId(field);
  const named = t("{what}, to pick", { what: words });
  const picker = element("input", { type: "color", value: label[field], "aria-label": named });
  const plain = { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "none", maxlength: "7" };
  const typed = element("input", { ...plain, id, value: label[field], class: "code", "data-field": field });
  const told = complaint(typed, problems.of(label, field));
  const take = (/** @type {string} */ value) => {
    label[field] = value;
    problems.mend(label, field);
    typed.removeAttribute("aria-invalid");
    told?.remove();
    refresh();
  };
  picker.addEventListener("input", () => {
    typed.value = picker.value;
    take(picker.value);
  });
  typed.addEventListener("input", () => {
    const value = typed.value.trim().toLowerCase();
    if (isColour(value)) picker.value = value;
    take(value);
  });
  return element(
    "div",
    { class: "field colour" },
    element("label", { for: id }, words),
    element("div", { class: "colour-inputs" }, picker, typed),
    ...(told ? [told] : []),
  );
}
