// @ts-check
/** A few words to a ruling. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";

/**
 * @param {string} text
 * @param {boolean} isDecided whether there is a ruling to which it can be saved now
 * @param {{type: (text: string) => void, save: () => void, leave: () => void}} actions `leave`: on
 *   with the ruling, the text is kept for it
 * @returns {HTMLElement}
 */
export function noteField(text, isDecided, { type, save, leave }) {
  const area = element("textarea", { id: "note", rows: "2", maxlength: "5000", "data-testid": "note-text" }, text);
  area.addEventListener("input", () => type(area.value));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isDecided) save();
    else if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) leave();
    else return;
    event.preventDefault();
  });
  const saving = { class: "button small", type: "button", "data-testid": "note-save", click: save };
  const hint = element("span", { class: "soft small" }, t("It is stored with what you decide now. Esc: back to deciding."));
  return element(
    "div",
    { class: "field" },
    element("label", { for: "note" }, t("Note")),
    area,
    element("div", { class: "row" }, isDecided ? element("button", saving, t("Save the note")) : hint),
  );
}
