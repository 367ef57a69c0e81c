// @ts-check
/** The list beside the form: all labels and relation types, to choose and to put in order. */

import { n, t } from "../../words.js";
import { element } from "../../workspace/view/element.js";

/**
 * @typedef {import("./draft.js").Label} Label
 * @typedef {import("./draft.js").RelationType} RelationType
 * @typedef {import("./label_form.js").Editor} Editor
 * @typedef {Label | RelationType} Chosen
 * @typedef {{choose: (part: Chosen) => void, move: (part: Chosen, by: -1 | 1) => void,
 *   add: (kind: "label" | "type") => void, bringBack: (label: Label) => void}} Actions
 */

/**
 * @param {Editor} editor
 * @param {Chosen | null} chosen
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
export function partsList(editor, chosen, actions) {
  const { draft, limits } = editor;
  return [
    section(editor, t("Labels"), draft.labels, chosen, actions, {
      words: t("Add a label"),
      add: () => actions.add("label"),
      isFull: draft.labels.length >= limits.labels,
      testid: "add-label",
    }),
    section(editor, t("Relations"), draft.types, chosen, actions, {
      words: t("Add a relation"),
      add: () => actions.add("type"),
      isFull: draft.types.length >= limits.relation_types,
      testid: "add-relation",
    }),
    ...archive(draft.archived, actions),
  ];
}

/**
 * @param {Editor} editor
 * @param {string} title
 * @param {Chosen[]} parts
 * @param {Chosen | null} chosen
 * @param {Actions} actions
 * @param {{words: string, add: () => void, isFull: boolean, testid: string}} adding
 * @returns {HTMLElement}
 */
function section(editor, title, parts, chosen, actions, adding) {
  const press = { type: "button", class: "button quiet small", "data-testid": adding.testid };
  return element(
    "section",
    { "aria-label": title },
    element("h2", { class: "aside-head" }, title),
    element("ol", { class: "parts" }, ...parts.map((part) => row(editor, part, part === chosen, actions))),
    element("button", { ...press, disabled: adding.isFull, click: adding.add }, adding.words),
  );
}

/**
 * @param {Editor} editor
 * @param {Chosen} part
 * @param {boolean} isChosen
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
function row(editor, part, isChosen, actions) {
  const button = element("button", { type: "button", class: "part", "data-testid": "part", "data-name": part.name });
  if (isChosen) button.setAttribute("aria-current", "true");
  button.append(...face(part));
  if (editor.problems.isWrong(part)) {
    const sign = element("span", { "aria-hidden": "true" }, "!");
    button.append(element("span", { class: "part-wrong" }, sign, hidden(t("needs a correction"))));
  }
  button.addEventListener("click", () => actions.choose(part));
  button.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    actions.move(part, event.key === "ArrowUp" ? -1 : 1);
  });
  return element("li", {}, button);
}

/**
 * @param {string} words
 * @returns {HTMLElement}
 */
function hidden(words) {
  return element("span", { class: "visually-hidden" }, words);
}

/**
 * @param {Chosen} part
 * @returns {HTMLElement[]}
 */
function face(part) {
  if (!("colour" in part)) {
    const count = n("{count} pair", "{count} pairs", part.ends.length);
    return [
      element("span", { class: "part-title" }, part.title || t("New relation")),
      element("span", { class: "soft small" }, count),
    ];
  }
  const title = element("span", { class: "part-title label-name" }, part.title || t("New label"));
  title.style.setProperty("--label", `light-dark(${part.colour}, ${part.colour_dark})`);
  const key = part.key ? [element("kbd", {}, hidden(t("Key")), part.key)] : [];
  return [title, ...key];
}

/**
 * @param {Label[]} labels
 * @param {Actions} actions
 * @returns {HTMLElement[]} none or one
 */
function archive(labels, actions) {
  if (labels.length === 0) return [];
  const rows = labels.map((label) => {
    const words = [t("Bring back"), hidden(` ${label.title}`)];
    const press = { type: "button", class: "button quiet small", click: () => actions.bringBack(label) };
    return element("li", {}, element("span", {}, label.title), element("button", press, ...words));
  });
  return [
    element(
      "details",
      { class: "archive" },
      element("summary", {}, n("{count} archived label", "{count} archived labels", labels.length)),
      element("p", { class: "soft small" }, t("Kept for the spans that have them; new ones cannot.")),
      element("ul", {}, ...rows),
    ),
  ];
}
