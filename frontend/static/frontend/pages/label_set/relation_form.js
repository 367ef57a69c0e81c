// @ts-check
/** The form of one relation type: what it says, and which labels it may link. */

import { t } from "../../words.js";
import { element } from "../../workspace/view/element.js";
import { area, freshId, listComplaint } from "./fields.js";
import { naming } from "./naming.js";

/**
 * @typedef {import("./draft.js").Label} Label
 * @typedef {import("./draft.js").RelationType} RelationType
 * @typedef {import("./label_form.js").Editor} Editor
 */

/**
 * @param {Editor} editor
 * @param {RelationType} type
 * @returns {HTMLElement[]}
 */
export function relationForm(editor, type) {
  const look = { label: t("Title"), help: t("A verb, read from source to target."), testid: "relation" };
  const reading = element("p", { class: "reading soft", "aria-live": "polite" });
  const refresh = () => {
    reading.textContent = sentence(editor, type);
    editor.changed();
  };
  reading.textContent = sentence(editor, type);
  const { title, name } = naming(editor, type, editor.draft.types, look, refresh);
  const definition = { label: t("Definition"), attributes: { rows: "3", maxlength: "5000" } };
  return [
    element("div", { class: "field-row naming" }, title, name),
    area(type, "definition", definition, editor.problems, (value) => {
      type.definition = value;
      editor.changed();
    }),
    matrix(editor, type, refresh),
    reading,
  ];
}

/**
 * @param {Editor} editor
 * @param {RelationType} type
 * @returns {string} what it links, as one would say it
 */
function sentence({ draft }, type) {
  const pairs = draft.labels.flatMap((source) =>
    draft.labels
      .filter((target) => draft.mayLink(type, source, target))
      .map((target) => `${source.title} ${type.title} ${target.title}`),
  );
  return pairs.length === 0 ? t("It links nothing yet.") : pairs.join(" · ");
}

/**
 * @param {Editor} editor
 * @param {RelationType} type
 * @param {() => void} refresh
 * @returns {HTMLElement}
 */
function matrix(editor, type, refresh) {
  const id = freshId("matrix");
  const labels = editor.draft.labels;
  const corner = element("th", { scope: "col" }, t("from ↓ to →"));
  const heads = labels.map((label) => element("th", { scope: "col" }, name(label)));
  const rows = labels.map((source) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name(source)),
      ...labels.map((target) => element("td", {}, cell(editor, type, source, target, refresh))),
    ),
  );
  return element(
    "div",
    { class: "matrix" },
    element("h3", { id }, t("Which labels it may link")),
    ...listComplaint(type, "ends", editor.problems),
    element(
      "div",
      { class: "table-wrap", tabindex: "0", role: "region", "aria-labelledby": id },
      element(
        "table",
        { "data-testid": "matrix" },
        element("thead", {}, element("tr", {}, corner, ...heads)),
        element("tbody", {}, ...rows),
      ),
    ),
  );
}

/**
 * @param {Label} label
 * @returns {HTMLElement}
 */
function name(label) {
  return element("span", { class: "matrix-label" }, label.title || t("New label"));
}

/**
 * @param {Editor} editor
 * @param {RelationType} type
 * @param {Label} source
 * @param {Label} target
 * @param {() => void} refresh
 * @returns {HTMLElement}
 */
function cell({ draft, problems }, type, source, target, refresh) {
  const words = `${source.title || t("New label")} → ${target.title || t("New label")}`;
  const box = element("input", { type: "checkbox", "aria-label": words });
  box.checked = draft.mayLink(type, source, target);
  // Ends are kept by name: what has none cannot be one.
  box.disabled = source.name === "" || target.name === "";
  box.addEventListener("change", () => {
    draft.setEnds(type, source, target, box.checked);
    problems.mend(type, "ends");
    refresh();
  });
  return element("label", { class: "cell" }, box);
}
