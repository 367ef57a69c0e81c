// @ts-check
/** How a span of a label looks on a light and on a dark page, and how well it stands out. */

import { locale, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { LINE_RATIO, TEXT_RATIO, isColour, ratio } from "./contrast.js";

/**
 * @typedef {import("./draft.js").Label} Label
 * @typedef {{node: HTMLElement, update: () => void}} Shown
 */

/**
 * @param {Label} label
 * @returns {Shown}
 */
export function preview(label) {
  const sheets = [sheet(label, "colour", "light"), sheet(label, "colour_dark", "dark")];
  const node = element("div", { class: "sheets", "data-testid": "preview" }, ...sheets.map((one) => one.node));
  const update = () => {
    for (const one of sheets) one.update();
  };
  // The ratio needs the colour of the paper, which a node has only when it is on the page.
  queueMicrotask(update);
  return { node, update };
}

/**
 * @param {Label} label
 * @param {"colour" | "colour_dark"} field
 * @param {"light" | "dark"} scheme
 * @returns {Shown}
 */
function sheet(label, field, scheme) {
  const tag = element("span", { class: "sample-tag", "aria-hidden": "true" });
  const chip = element("span", { class: "sample-chip" });
  const verdict = element("p", { class: "verdict" });
  const marked = element("mark", {}, tag, t("a stretch that is marked"));
  const sample = element("p", { class: "sample" }, t("Before it,"), " ", marked, t(", and after it."), " ", chip);
  const node = element("div", { class: `sheet ${scheme}` }, sample, verdict);
  const update = () => {
    const colour = label[field];
    node.style.setProperty("--label", isColour(colour) ? colour : "transparent");
    tag.textContent = label.key;
    chip.textContent = label.title || t("No title yet");
    const paper = getComputedStyle(node).backgroundColor;
    verdict.replaceChildren(...(isColour(colour) ? judged(ratio(colour, paper)) : []));
  };
  return { node, update };
}

/**
 * @param {number} found
 * @returns {Node[]}
 */
function judged(found) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const value = t("Contrast {ratio} : 1", { ratio: number.format(Math.floor(found * 10) / 10) });
  const [kind, words] =
    found >= TEXT_RATIO
      ? ["success", t("good as line and as text")]
      : found >= LINE_RATIO
        ? ["warning", t("good as line, faint as text")]
        : ["danger", t("too faint")];
  return [document.createTextNode(`${value} `), element("span", { class: `chip ${kind}` }, words)];
}
