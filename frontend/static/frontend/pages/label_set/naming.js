// @ts-check
/** The title of a part and the name that follows from it. */

import { t } from "../../words.js";
import { find } from "../../workspace/view/element.js";
import { line } from "./fields.js";

/**
 * @typedef {import("./draft.js").Part} Part
 * @typedef {import("./label_form.js").Editor} Editor
 */

/**
 * @param {Editor} editor
 * @param {Part} part
 * @param {Part[]} siblings among which its name must be the only one
 * @param {{label: string, help?: string, testid?: string}} look of the title
 * @param {() => void} [onInput] after either was changed
 * @returns {{title: HTMLElement, name: HTMLElement}}
 */
export function naming(editor, part, siblings, look, onInput = editor.changed) {
  const code = { maxlength: "40", spellcheck: "false", autocapitalize: "none", class: "code" };
  const nameLook = { label: t("Name in exports"), attributes: code, testid: look.testid && `${look.testid}-name` };
  const name = line(part, "name", nameLook, editor.problems, (value) => {
    editor.draft.rename(part, value);
    onInput();
  });
  const titleLook = { ...look, attributes: { maxlength: "60" } };
  const title = line(part, "title", titleLook, editor.problems, (value) => {
    editor.draft.entitle(part, value, siblings);
    find("input", HTMLInputElement, name).value = part.name;
    onInput();
  });
  return { title, name };
}
