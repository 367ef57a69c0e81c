// @ts-check
/** The head of the form: what is chosen, and what can be done with it as a whole. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";

/**
 * @typedef {import("./parts_list.js").Chosen} Chosen
 * @typedef {{moveByButton: (part: Chosen, by: -1 | 1) => void, remove: (part: Chosen) => void}} Deeds
 */

/**
 * @param {Chosen} part
 * @param {Chosen[]} siblings in their order
 * @param {Deeds} deeds
 * @returns {HTMLElement}
 */
export function head(part, siblings, deeds) {
  const place = siblings.indexOf(part);
  const kind = "colour" in part ? t("New label") : t("New relation");
  const press = { type: "button", class: "button small" };
  const mover = (/** @type {string} */ words, /** @type {-1 | 1} */ by, /** @type {boolean} */ disabled) => {
    const click = () => deeds.moveByButton(part, by);
    return element("button", { ...press, "data-move": String(by), disabled, click }, words);
  };
  const remove = { ...press, class: "button small danger", click: () => deeds.remove(part) };
  return element(
    "div",
    { class: "section-head" },
    element("h2", {}, part.title || kind),
    element(
      "div",
      { class: "row" },
      mover(t("Move up"), -1, place === 0),
      mover(t("Move down"), 1, place === siblings.length - 1),
      element("button", { ...remove, "data-testid": "remove-part" }, t("Remove")),
    ),
  );
}
