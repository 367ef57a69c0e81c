// @ts-check
/** The workspace of one assignment: opens it and wires the parts together. */

import { ApiError } from "../api.js";
import { n, t } from "../words.js";
import { verbsOf } from "./input/verbs.js";
import { Attention } from "./model/attention.js";
import { Describe } from "./model/describe.js";
import { History } from "./model/history.js";
import { Snap } from "./model/snap.js";
import { SpanStore } from "./model/spans.js";
import { AssignmentApi } from "./sync/api.js";
import { accompany } from "./sync/lifetime.js";
import { follow, isUnderWay } from "./sync/preannotation.js";
import { Standing } from "./sync/standing.js";
import { Writer } from "./sync/writer.js";
import { announcer } from "./view/announce.js";
import { find } from "./view/element.js";
import { Leaving } from "./leaving.js";
import { Page } from "./page.js";
import { colourLabels } from "./view/palette.js";
import { showProblems } from "./view/problems.js";
import { showPreannotation, showSaved } from "./view/status.js";

/**
 * @typedef {import("./model/changes.js").Annotation} Annotation
 * @typedef {import("./model/changes.js").Change} Change
 */

/** @param {AssignmentApi} api */
async function open(api) {
  const store = new SpanStore();
  const history = new History();
  const say = announcer(find("#announcements", HTMLElement));
  const user = find('meta[name="user"]', HTMLMetaElement).content;
  let isShown = false;
  const writer = new Writer({
    api,
    store,
    history,
    scope: `${user}/${api.id}`,
    tell: () => isShown && showState(),
    onRead: (opened) => standing.take(opened),
  });
  const opened = await writer.open();
  const standing = new Standing(api.id, opened);
  const describe = new Describe(opened.document.text, opened.labels, opened.relation_types);
  /** @type {readonly import("./sync/problems.js").Problem[]} */
  let problems = [];
  let lastProblem = "";
  colourLabels(opened.labels);
  const parts = {
    store,
    history,
    describe,
    say,
    attention: new Attention(),
    snap: new Snap(opened.document.text, opened.document.language),
    perform: (/** @type {Change} */ change) => writer.perform(change),
    undo: () => writer.undo(),
    redo: () => writer.redo(),
    isOpen: () => standing.isOpen,
    isPutAside: () => standing.isPutAside,
    reveal: (/** @type {number} */ offset) => page.reveal(offset),
    ask: (/** @type {string} */ title, /** @type {import("./input/parts.js").Option[]} */ options) => page.ask(title, options),
    openDetails: (/** @type {"details" | "note"} */ what) => page.beside.openDetails(what),
    openGuideline: () => page.beside.openGuideline(),
  };
  const page = new Page(parts, opened, verbsOf(parts));
  standing.subscribe(() => {
    page.refresh();
    writer.tabs.tell({ type: "behind" });
    if (standing.now.state === "submitted") void writer.keeping.forgetSteps();
  });
  const saving = {
    pending: () => writer.pending,
    drained: () => writer.drained(),
    sit: (/** @type {string} */ sitting, /** @type {number} */ seconds, /** @type {boolean} */ isLast) =>
      isLast ? api.sit(sitting, seconds) : writer.sit(sitting, seconds),
  };
  new Leaving(parts, standing, saving, page.beside, opened.seconds);

  function showState() {
    const { pending, keeping, mirror } = writer;
    // What is on its way into the journal is being saved; only what is in it waits there.
    const trouble = mirror.kept > 0 ? writer.trouble : null;
    showSaved(trouble ? mirror.kept : pending, trouble, () => writer.retry(), keeping.isLasting ? "computer" : "broken");
    if (problems !== writer.problems) showRefused();
    sayOnce(trouble?.message ?? writer.problems.at(-1)?.message ?? "");
  }

  function showRefused() {
    problems = writer.problems;
    showProblems(problems, parts, {
      dismiss: (problem) => writer.dismiss(problem),
      insist: (problem, name) => writer.insist(problem, name),
    });
    const stretches = problems.map(({ kind, named }) => (kind === "annotation" || kind === "suggestion" ? named : null));
    page.showRefused(stretches.filter((named) => named !== null).map((named) => /** @type {Annotation} */ (named)));
  }

  /** @param {string} problem said when it is new, not with every further answer */
  function sayOnce(problem) {
    if (problem !== lastProblem && problem !== "") say(t("Not saved: {problem}", { problem }));
    lastProblem = problem;
  }

  async function awaitSuggestions() {
    const job = await follow(() => api.preannotation(), showPreannotation);
    if (job?.state !== "done") return;
    await writer.refresh();
    say(n("{count} suggestion has arrived.", "{count} suggestions have arrived.", store.suggestions().length));
  }

  accompany(writer);
  isShown = true;
  showState();
  if (!standing.isOpen) return;
  showPreannotation(opened.preannotation);
  if (isUnderWay(opened.preannotation)) await awaitSuggestions();
}

try {
  await open(new AssignmentApi(find("main", HTMLElement).dataset.assignment ?? ""));
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  const notice = find("#trouble", HTMLElement);
  notice.textContent = t("{problem} Reload the page to try again.", { problem: error.message });
  notice.hidden = false;
  find("#save-state", HTMLElement).textContent = t("Not loaded");
}
