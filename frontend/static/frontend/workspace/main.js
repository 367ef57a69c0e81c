// @ts-check
/** The workspace of one assignment: opens it and wires the parts together. */

import { ApiError } from "../api.js";
import { Editing } from "./input/editing.js";
import { Moving } from "./input/moving.js";
import { Attention } from "./model/attention.js";
import { Describe } from "./model/describe.js";
import { History } from "./model/history.js";
import { Snap } from "./model/snap.js";
import { SpanStore } from "./model/spans.js";
import { AssignmentApi } from "./sync/api.js";
import { joinTabs } from "./sync/other_tabs.js";
import { follow, isUnderWay } from "./sync/preannotation.js";
import { Writer } from "./sync/writer.js";
import { announcer } from "./view/announce.js";
import { find } from "./view/element.js";
import { Page } from "./page.js";
import { colourLabels } from "./view/palette.js";
import { showPreannotation, showProblems, showSaved, showSubmitted } from "./view/status.js";

/** @param {AssignmentApi} api */
async function open(api) {
  const opened = await api.open();
  let isOpen = opened.state !== "submitted";
  let lastProblem = "";
  let wasPending = false;
  colourLabels(opened.labels);

  const store = new SpanStore();
  const history = new History();
  const describe = new Describe(opened.document.text, opened.labels);
  const say = announcer(find("#announcements", HTMLElement));
  const writer = new Writer({ api, store, history, tell: () => showState(), onClosed: () => close(null, null) });
  let { problems } = writer;
  const tellTabs = joinTabs(api.id, () => writer.catchUp());
  const parts = {
    store,
    history,
    describe,
    say,
    attention: new Attention(),
    snap: new Snap(opened.document.text, opened.document.language),
    write: (/** @type {import("./model/spans.js").Change} */ change) => writer.write(change),
    isOpen: () => isOpen,
    reveal: (/** @type {number} */ offset) => page.reveal(offset),
  };
  writer.know(opened.stored);
  store.load(opened.stored.map((stored) => stored.annotation), opened.suggestions);
  const page = new Page(parts, opened.document, { editing: new Editing(parts), moving: new Moving(parts), submit });

  function showState() {
    const { outbox } = writer;
    showSaved(outbox.pending, outbox.trouble, () => outbox.retry());
    if (outbox.pending === 0 && wasPending) tellTabs();
    wasPending = outbox.pending > 0;
    if (problems !== writer.problems) showRefused();
    sayOnce(outbox.trouble?.message ?? writer.problems.at(-1)?.message ?? "");
  }

  function showRefused() {
    problems = writer.problems;
    showProblems(problems, (span) => describe.span(span), {
      dismiss: (problem) => writer.dismiss(problem),
      insist: (problem) => writer.insist(problem),
    });
    page.showRefused(problems.map(({ annotation }) => annotation));
  }

  /** @param {string} problem said when it is new, not with every further answer */
  function sayOnce(problem) {
    if (problem !== lastProblem && problem !== "") say(`Not saved: ${problem}`);
    lastProblem = problem;
  }

  async function submit() {
    await writer.outbox.drained();
    close((await api.submit()).submitted_at, await api.next());
    say("Submitted. Thank you.");
  }

  /**
   * @param {string | null} submittedAt
   * @param {{id: string, title: string} | null} next
   */
  function close(submittedAt, next) {
    isOpen = false;
    showSubmitted(submittedAt, next);
    page.refresh();
  }

  async function awaitSuggestions() {
    const job = await follow(() => api.preannotation(), showPreannotation);
    if (job?.state !== "done") return;
    const { suggestions } = await api.open();
    store.load([], suggestions);
    say(`${suggestions.length} suggestions have arrived.`);
  }

  writer.outbox.retryOnReturn();
  showState();
  if (isOpen) showPreannotation(opened.preannotation);
  else close(opened.submitted_at, null);
  if (isOpen && isUnderWay(opened.preannotation)) await awaitSuggestions();
}

try {
  await open(new AssignmentApi(find("main", HTMLElement).dataset.assignment ?? ""));
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  const notice = find("#trouble", HTMLElement);
  notice.textContent = `${error.message} Reload the page to try again.`;
  notice.hidden = false;
  find("#save-state", HTMLElement).textContent = "Not loaded";
}
