// @ts-check
/** The label set page: everything is changed here first, and saved in one go. */

import { ApiError, request } from "../api.js";
import { t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, projectId, tell } from "./elements.js";
import { Draft } from "./label_set/draft.js";
import { readFile } from "./label_set/file.js";
import { head } from "./label_set/head.js";
import { labelForm } from "./label_set/label_form.js";
import { partsList } from "./label_set/parts_list.js";
import { Problems } from "./label_set/problems.js";
import { relationForm } from "./label_set/relation_form.js";
import { warnWhenLeaving } from "./leaving.js";

/** @typedef {import("./label_set/parts_list.js").Chosen} Chosen */

const PATH = `projects/${projectId()}/label-set/`;
const page = find("#label-set", HTMLElement);
const list = find("#parts", HTMLElement);
const form = find("#part-form", HTMLFormElement);
const state = find("#label-state", HTMLElement);
const status = find("#label-status", HTMLElement);
const spoken = find("#label-spoken", HTMLElement);
const save = find("#save-labels", HTMLButtonElement);
const discard = find("#discard-labels", HTMLButtonElement);
const file = find("#label-file", HTMLInputElement);

const draft = new Draft();
const problems = new Problems();
const limits = JSON.parse(page.dataset.limits ?? "{}");
/** @type {Chosen | null} */
let chosen = null;
/** @type {import("./label_set/label_form.js").Editor} */
const editor = { draft, problems, limits, changed: showList, redraw: show };

// --- Showing ------------------------------------------------------------------------------

/** @param {() => void} [focus] what has the focus afterwards */
function show(focus) {
  showList();
  form.replaceChildren(...(chosen ? formOf(chosen) : [nothing()]));
  focus?.();
}

/** Show the list and what is unsaved; the form stays as it is, for somebody may be typing in it. */
function showList() {
  const name = document.activeElement?.closest("#parts") ? chosen : null;
  list.replaceChildren(...partsList(editor, chosen, { choose, move, add, bringBack }));
  if (name) focusRow();
  page.classList.toggle("is-changed", draft.isChanged);
  state.textContent = draft.isChanged ? t("Unsaved changes") : t("Everything is saved");
  discard.hidden = !draft.isChanged;
}

function nothing() {
  return element("p", { class: "empty" }, t("Choose a label or a relation, or add one."));
}

/** @param {Chosen} part */
function formOf(part) {
  const fields = "colour" in part ? labelForm(editor, part) : relationForm(editor, part);
  return [head(part, siblingsOf(part), { moveByButton, remove }), ...fields];
}

/**
 * @param {Chosen} part
 * @returns {Chosen[]}
 */
function siblingsOf(part) {
  return "colour" in part ? draft.labels : draft.types;
}

function focusRow() {
  /** @type {HTMLElement | null} */ (list.querySelector("[aria-current]"))?.focus();
}

// --- Acting -------------------------------------------------------------------------------

/** @param {Chosen} part */
function choose(part) {
  chosen = part;
  show(focusRow);
  // In a narrow window the form begins below the list.
  if (form.getBoundingClientRect().top > innerHeight / 2) form.scrollIntoView();
}

/** @param {"label" | "type"} kind */
function add(kind) {
  chosen = kind === "label" ? draft.addLabel() : draft.addType();
  problems.clear();
  show(() => find("input", HTMLInputElement, form).focus());
}

/** @param {Chosen} part */
function remove(part) {
  const place = siblingsOf(part).indexOf(part);
  if ("colour" in part) draft.removeLabel(part);
  else draft.types.splice(place, 1);
  problems.clear();
  const left = siblingsOf(part);
  chosen = left[Math.min(place, left.length - 1)] ?? null;
  say(t("{what} is removed; save to make it so.", { what: part.title }));
  show(focusRow);
}

/** @param {import("./label_set/draft.js").Label} label */
function bringBack(label) {
  draft.bringBack(label);
  choose(label);
}

/**
 * @param {Chosen} part
 * @param {-1 | 1} by
 */
function move(part, by) {
  const isMoved = "colour" in part ? draft.moveLabel(part, by) : draft.move(draft.types, part, by);
  if (!isMoved) return;
  chosen = part;
  const siblings = siblingsOf(part);
  const place = siblings.indexOf(part) + 1;
  say(t("{what} is number {place} of {count} now.", { what: part.title, place, count: siblings.length }));
  show(focusRow);
}

/**
 * @param {Chosen} part
 * @param {-1 | 1} by
 */
function moveByButton(part, by) {
  move(part, by);
  const active = "[data-move]:not(:disabled)";
  const again = form.querySelector(`${active}[data-move="${by}"]`) ?? form.querySelector(active);
  /** @type {HTMLElement | null} */ (again)?.focus();
}

/** @param {string} sentence for those who do not see what happens */
function say(sentence) {
  spoken.textContent = sentence;
}

// --- Loading and saving -------------------------------------------------------------------

/** @param {import("./label_set/draft.js").LabelSet} stored */
function take(stored) {
  const name = chosen?.name;
  const wasType = chosen !== null && !("colour" in chosen);
  draft.take(stored);
  problems.clear();
  const among = wasType ? draft.types : draft.labels;
  chosen = among.find((part) => part.name === name) ?? draft.labels[0] ?? null;
  show();
}

async function load() {
  take(await request("GET", PATH));
}

async function store() {
  if (!draft.isChanged) return tell(status, t("Nothing has changed."));
  tell(status, "");
  try {
    take(await untouched(() => request("PUT", PATH, draft.set)));
    tell(status, t("Saved."), "success");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "stale") tellStale();
    else tellWrong(error);
  }
}

/**
 * Let nothing be changed while something is stored: what is stored is shown then, and nothing else.
 *
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function untouched(work) {
  const active = document.activeElement;
  const still = (/** @type {boolean} */ isStill) => {
    list.inert = form.inert = isStill;
    discard.disabled = file.disabled = isStill;
  };
  still(true);
  try {
    return await work();
  } finally {
    still(false);
    if (active instanceof HTMLElement) active.focus();
  }
}

/** @param {ApiError} error */
function tellWrong(error) {
  const others = problems.take(draft.set, error.fields);
  const wrong = [...draft.labels, ...draft.types].find((part) => problems.isWrong(part));
  const general = Object.keys(error.fields).length === 0 ? [error.message] : others;
  const where = wrong ? [t("What has to change is said beside the fields.")] : [];
  tell(status, [t("Nothing was saved."), ...general, ...where].join(" "), "error");
  if (!wrong) return;
  chosen = wrong;
  show(() => /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid]"))?.focus());
}

function tellStale() {
  const click = () => void attempt(null, status, load).then(() => tell(status, ""));
  const button = element("button", { type: "button", class: "button small", click }, t("Load it, without my changes"));
  const words = t("Somebody else has changed the label set meanwhile. Nothing was saved.");
  status.replaceChildren(element("div", { class: "notice warning row" }, words, button));
}

save.addEventListener("click", () => void attempt(save, status, store));
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
  event.preventDefault();
  save.click();
});
discard.addEventListener("click", () => {
  take(JSON.parse(draft.original));
  tell(status, t("Your changes are gone."));
  save.focus();
});
file.addEventListener("change", () => void attempt(null, status, readChosenFile));
warnWhenLeaving(() => draft.isChanged);

async function readChosenFile() {
  const text = await file.files?.[0]?.text();
  file.value = "";
  if (text === undefined) return;
  draft.adopt(readFile(text, draft.set));
  problems.clear();
  chosen = draft.labels[0] ?? null;
  show();
  tell(status, t("The file is read. Look through it; nothing is stored until you save."), "success");
}

void attempt(null, status, load);
