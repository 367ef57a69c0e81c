// @ts-check
/** Which labels meet where two annotators marked the same words. */

import { n, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { counted, inPercent, table } from "../figures.js";
import { shaded } from "./heat.js";
import { labelName, titleOf } from "./titles.js";

/**
 * @param {import("./report.js").Confusion} confusion
 * @returns {HTMLElement}
 */
export function confusionTable({ labels, matched, unmatched }) {
  const heads = [t("One marked"), ...labels.map(titleOf), t("nothing alike")];
  const rows = labels.map((label, row) => {
    // A match of equal labels stands for two spans of the row, any other for one.
    const spans = matched[row].map((count, column) => (column === row ? 2 * count : count));
    const total = spans.reduce((sum, count) => sum + count, unmatched[row]);
    const cells = matched[row].map((count, column) => meeting(count, spans[column], total));
    const nothing = meeting(unmatched[row], unmatched[row], total);
    nothing.classList.add("apart");
    return element("tr", {}, element("th", { scope: "row" }, labelName(label)), ...cells, nothing);
  });
  const made = table(t("Labels on spans that match"), heads, rows, "confusion");
  made.classList.add("heat-table");
  return made;
}

/**
 * @param {number} count
 * @param {number} spans of the row that it stands for
 * @param {number} total spans of the row
 * @returns {HTMLElement}
 */
function meeting(count, spans, total) {
  if (total === 0) return element("td", { class: "number soft" }, "–");
  const share = spans / total;
  const hidden = element("span", { class: "visually-hidden" }, ": ");
  const number = element("span", { class: "cell-count", title: n("{count} case", "{count} cases", count) }, counted(count));
  return shaded(element("td", { class: "number" }, inPercent(share), hidden, number), share);
}
