// @ts-check
/** The guideline editor: the text beside what it will look like, saved as a new version. */

import { ApiError, request } from "../api.js";
import { t } from "../words.js";
import { element, find } from "../workspace/view/element.js";
import { attempt, projectId, tell } from "./elements.js";
import { warnWhenLeaving } from "./leaving.js";

const PREVIEW_DELAY_MS = 250;
const form = find("#guideline-form", HTMLFormElement);
const text = find("#guideline-text", HTMLTextAreaElement);
const preview = find("#guideline-preview", HTMLElement);
const state = find("#guideline-state", HTMLElement);
const status = find("#guideline-status", HTMLElement);
const save = find("button.primary", HTMLButtonElement, form);

const original = text.value;
let version = Number(form.dataset.version);
let timer = 0;
let asked = 0;

const leaving = warnWhenLeaving(() => text.value !== original);

text.addEventListener("input", () => {
  showState();
  clearTimeout(timer);
  timer = setTimeout(() => void attempt(null, status, showPreview), PREVIEW_DELAY_MS);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(save, status, store);
});

form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
  event.preventDefault();
  form.requestSubmit();
});

function showState() {
  const isChanged = text.value !== original;
  form.classList.toggle("is-changed", isChanged);
  state.textContent = isChanged
    ? t("Unsaved; saving makes version {number}", { number: version + 1 })
    : t("Version {number}, no changes", { number: version });
}

/** Show the text as the server renders it; an answer that comes late shows nothing. */
async function showPreview() {
  const turn = ++asked;
  const sent = new FormData();
  sent.set("text", text.value);
  const answer = await request("POST", form.dataset.preview ?? "", sent);
  if (turn !== asked) return;
  const page = new DOMParser().parseFromString(answer.html, "text/html");
  preview.replaceChildren(...page.body.childNodes);
}

async function store() {
  if (text.value === original) {
    tell(status, t("Nothing has changed."));
    return;
  }
  const sent = { guideline: text.value, base_guideline_version: version };
  try {
    await request("PATCH", `projects/${projectId()}/`, sent);
  } catch (error) {
    if (error instanceof ApiError && error.code === "stale") return tellStale(error);
    throw error;
  }
  leaving.allow();
  location.assign(form.dataset.done ?? "");
}

/** @param {ApiError} error whose body says which version there is now */
function tellStale(error) {
  version = Number(error.body.current);
  showState();
  const address = `${form.dataset.done}versions/${version}/`;
  const link = element("a", { href: address, target: "_blank", rel: "noopener" }, t("See what it changed"));
  const sentence = t("Somebody saved version {number} meanwhile. If you save again, your text replaces it.", { number: version });
  status.replaceChildren(element("p", { class: "notice warning" }, sentence, " ", link));
}
