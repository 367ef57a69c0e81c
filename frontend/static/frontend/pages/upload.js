// @ts-check
/** The upload page: choose, see what was read, correct it, import. */

import { request, upload } from "../api.js";
import { n, t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, projectId, tell } from "./elements.js";
import { changesOf, draftCard } from "./upload_draft.js";

/**
 * @typedef {import("./upload_draft.js").Draft} Draft
 * @typedef {{file_name: string, line: number | null, message: string}} Problem
 * @typedef {{file: File, drafts: Draft[], problems: Problem[], notes: {message: string}[],
 *   isOut: boolean}} Entry a chosen file and what was read in it; imported whole or not at all
 */

const BASE = `projects/${projectId()}`;
/** Drafts beyond these are imported as they were read. */
const SHOWN = 100;

const input = find("#files", HTMLInputElement);
const drop = find("#drop", HTMLElement);
const status = find("#upload-status", HTMLElement);
const bar = find("#upload-progress progress", HTMLProgressElement);
const list = find("#drafts", HTMLElement);
const importButton = find("#import", HTMLButtonElement);

/** @type {Map<string, Entry>} by the name of the file; a later one of the same name replaces it */
const entries = new Map();

input.addEventListener("change", () => add([...(input.files ?? [])]));
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("is-over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("is-over");
  add([...(event.dataTransfer?.files ?? [])]);
});
find("#start-over", HTMLButtonElement).addEventListener("click", () => location.reload());
importButton.addEventListener("click", () => void attempt(importButton, status, store));
list.addEventListener("change", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.name === "left_out") leaveOut(box);
});

/** @param {File[]} files */
function add(files) {
  input.value = "";
  if (files.length === 0) return;
  const work = async () => {
    for (const [index, file] of files.entries()) {
      showProgress(t("Reading {file} …", { file: file.name }), index, files.length);
      entries.set(file.name, await inspect(file));
    }
    tell(status, "");
  };
  void attempt(null, status, work).finally(show);
}

/**
 * @param {File} file
 * @returns {Promise<Entry>}
 */
async function inspect(file) {
  const form = new FormData();
  form.append("files", file);
  const { documents, problems, notes } = await request("POST", `${BASE}/uploads/`, form);
  const texts = new Set(
    [...entries.values()].filter((entry) => entry.file.name !== file.name && !entry.isOut)
      .flatMap((entry) => entry.drafts.map((draft) => draft.sha256)),
  );
  const drafts = documents.map((/** @type {Draft} */ draft) => ({
    ...draft,
    is_duplicate: draft.is_duplicate || texts.has(draft.sha256),
  }));
  const isOut = problems.length > 0 || drafts.every((/** @type {Draft} */ draft) => draft.is_duplicate);
  return { file, drafts, problems, notes, isOut };
}

/**
 * @param {string} sentence
 * @param {number} done
 * @param {number} total
 */
function showProgress(sentence, done, total) {
  find("#upload-progress", HTMLElement).hidden = false;
  bar.max = total;
  if (done < total) bar.value = done;
  else bar.removeAttribute("value");
  tell(status, sentence);
}

function show() {
  find("#upload-progress", HTMLElement).hidden = true;
  const all = [...entries.values()];
  const problems = all.flatMap((entry) => entry.problems);
  find("#problems", HTMLElement).hidden = problems.length === 0;
  find("#problem-list", HTMLElement).replaceChildren(...problems.map(problemRow));
  const cards = all
    .flatMap((entry) => entry.drafts.map((draft) => ({ draft, entry })))
    .map(({ draft, entry }, index) =>
      index < SHOWN ? draftCard(draft, { number: index, fileName: entry.file.name, isOut: entry.isOut,
        siblings: entry.drafts.length, isBroken: entry.problems.length > 0, notes: entry.notes.map((note) => note.message) }) : null,
    )
    .filter((card) => card !== null);
  const more = all.reduce((sum, entry) => sum + entry.drafts.length, 0) - cards.length;
  if (more > 0) cards.push(element("li", { class: "soft" }, t("And {more} more, imported as they were read.", { more })));
  list.replaceChildren(...cards);
  find("#found", HTMLElement).hidden = cards.length === 0;
  showCount();
}

/** @param {Problem} problem */
function problemRow({ file_name: name, line, message }) {
  return element("li", {}, element("strong", {}, line === null ? name : t("{file}, line {line}", { file: name, line })), `: ${message}`);
}

/** @returns {Entry[]} */
function chosen() {
  return [...entries.values()].filter((entry) => !entry.isOut && entry.drafts.length > 0);
}

function showCount() {
  const count = chosen().reduce((sum, entry) => sum + entry.drafts.length, 0);
  importButton.textContent = n("Import {count} document", "Import {count} documents", count);
  importButton.disabled = count === 0;
}

/** @param {HTMLInputElement} box */
function leaveOut(box) {
  const name = box.closest("li")?.dataset.file ?? "";
  const entry = entries.get(name);
  if (!entry) return;
  entry.isOut = box.checked;
  for (const card of list.querySelectorAll(`[data-file="${CSS.escape(name)}"]`)) {
    card.classList.toggle("left-out", entry.isOut);
    find('[name="left_out"]', HTMLInputElement, card).checked = entry.isOut;
  }
  showCount();
}

/** @returns {Record<string, Record<string, string | null>>} by sha256 */
function corrections() {
  const drafts = new Map(chosen().flatMap((entry) => entry.drafts.map((draft) => [draft.sha256, draft])));
  /** @type {Record<string, Record<string, string | null>>} */
  const found = {};
  for (const form of list.querySelectorAll("form")) {
    const draft = drafts.get(form.dataset.sha256 ?? "");
    const changes = draft ? changesOf(draft, form) : {};
    if (draft && Object.keys(changes).length > 0) found[draft.sha256] = changes;
  }
  return found;
}

async function store() {
  const form = new FormData();
  for (const { file } of chosen()) form.append("files", file);
  form.append("corrections", JSON.stringify(corrections()));
  try {
    await upload(`${BASE}/documents/`, form, (sent, total) => {
      showProgress(sent < total ? t("Sending …") : t("Storing …"), sent, total);
    });
  } finally {
    find("#upload-progress", HTMLElement).hidden = true;
  }
  location.assign(`/projects/${projectId()}/`);
}
