// Tabs that work on one assignment of the model of a server (model_server.js comes first).
// `story(modules, given)` plays what a test made up, and returns what came of it.

/** What a tab's page does: its own store and history over the shared journal. */
class Tab {
  constructor(modules, server, scope) {
    Object.assign(this, { modules, server, scope });
  }

  async open() {
    const { SpanStore, History, Writer } = this.modules;
    const { server } = this;
    this.store = new SpanStore();
    this.history = new History();
    const api = {
      open: async () => { await wait(); return server.opened(); },
      change: (ops) => server.change(ops),
      read: (op, wire) => {
        const row = op.kind === "decide_suggestion" && wire && "annotation" in wire ? wire.annotation : wire;
        if (!row || op.kind === "retract_decision") return null;
        const { rev, ...content } = row;
        return content;
      },
      span: ({ label, start, end }) => ({ label, start, end }),
      annotation: ({ id, suggestion, ...body }) => body,
      relation: ({ id, ...body }) => body,
    };
    const { scope, store, history } = this;
    this.writer = new Writer({ api, scope, store, history, tell() {}, onRead() {}, wait: () => 0 });
    await this.writer.open();
  }

  seen() {
    const { store } = this;
    const byId = (one, other) => (one.id < other.id ? -1 : 1);
    return {
      annotations: [...store.annotations()].sort(byId),
      relations: store.relations().sort(byId),
      about: store.about,
      verdicts: store.suggestions().map(({ id, verdict }) => [id, verdict]).sort(),
    };
  }

  act(kind, first, second) {
    const { store, modules, writer } = this;
    const { annotationOf, annotationStep, relationStep, aboutStep, removalSteps, newId } = modules;
    const all = [...store.annotations()].sort((one, other) => (one.id < other.id ? -1 : 1));
    const chosen = all[first % Math.max(1, all.length)];
    const perform = (...steps) => writer.perform({ name: kind, steps });
    if (kind === "make") {
      const id = newId();
      perform(annotationStep(null, annotationOf({ id, label: id, start: first, end: first + 5 })));
    } else if (kind === "edit" && chosen) {
      perform(annotationStep(chosen, { ...chosen, note: `${chosen.note}${second}`, start: second, end: second + 9 }));
    } else if (kind === "delete" && chosen) perform(...removalSteps(store, chosen));
    else if (kind === "link" && all.length > 1) {
      const target = all[(first + 1) % all.length].id;
      perform(relationStep(null, { id: newId(), type: "supports", source: chosen.id, target, note: "", is_unsure: false }));
    } else if (kind === "about") perform(aboutStep(store.about, { note: `${store.about.note}${second}` }));
    else if (kind === "decide") this.decide(store.suggestion(first % 2 ? "s" : "t"), second, perform);
    else if (kind === "undo") writer.undo();
    else if (kind === "redo") writer.redo();
    else if (kind === "both" && chosen) {
      const id = newId();
      const made = annotationOf({ ...chosen, id, label: id, suggestion: null });
      perform(annotationStep(chosen, { ...chosen, end: chosen.end + 1 }), annotationStep(null, made));
    }
  }

  decide(suggestion, choice, perform) {
    const { annotationOf, annotationStep, suggestionStep, removalSteps, newId } = this.modules;
    const { id, label, start, end } = suggestion;
    if (suggestion.verdict) {
      const made = this.store.madeFrom(id);
      perform(suggestionStep(suggestion, { verdict: null }), ...(made ? removalSteps(this.store, made) : []));
    } else if (choice % 3 === 0) perform(suggestionStep(suggestion, { verdict: "dismissed" }));
    else if (this.store.equalTo(suggestion)) perform(suggestionStep(suggestion, { verdict: "accepted" }));
    else {
      const made = annotationOf({ id: newId(), label, start, end, suggestion: id });
      perform(suggestionStep(suggestion, { verdict: "accepted" }), annotationStep(null, made));
    }
  }

  get isStill() {
    return this.writer.pending === 0 && !this.writer.keeping.isAtRisk;
  }
}

/** Wait for something that must come to be. */
async function until(isSo, what) {
  for (let turn = 0; turn < 700; turn += 1) {
    if (isSo()) return;
    await wait(turn < 200 ? 0 : 5);
  }
  throw new Error(`It never came to be: ${what}.`);
}

/** Another device of the same person, which writes what it likes on what there is. */
function elsewhere(server, kind, first, second) {
  const rows = [...server.rows.values()].filter((row) => "label" in row);
  const row = rows[first % Math.max(1, rows.length)];
  if (!row) return;
  const { id, rev, suggestion, ...body } = row;
  if (kind === "edit elsewhere") server.one({ kind: "put_annotation", id, body: { ...body, note: `other ${second}` }, base: rev });
  else server.one({ kind: "delete_annotation", id, base: rev });
  server.writers[id] = "other";
  server.isShared = true;
}

async function story(modules, { faults, actions, isInStep }) {
  const server = new ModelServer(modules.ApiError, faults);
  const scope = `test/${modules.newId()}`;
  const tabs = [new Tab(modules, server, scope), new Tab(modules, server, scope)];
  const wishes = new Map();
  for (const tab of tabs) await tab.open();
  for (const [which, kind, first, second] of actions) {
    const tab = tabs[which];
    if (kind.endsWith("elsewhere")) elsewhere(server, kind, first, second);
    else if (kind === "reload") {
      await until(() => !tab.writer.keeping.isAtRisk, "kept");
      await tab.writer.end();
      await tab.open();
    } else if (kind === "pause") await wait(second);
    else {
      const before = new Map(tab.store.annotations().map((one) => [one.id, one]));
      tab.act(kind, first, second);
      const after = new Map(tab.store.annotations().map((one) => [one.id, one]));
      for (const id of new Set([...before.keys(), ...after.keys()])) {
        if (!same(before.get(id), after.get(id))) wishes.set(id, after.get(id) ?? null);
      }
      // What another device wrote is in one tab sooner than in the other.
      if (isInStep && !server.isShared) await until(() => same(tabs[0].seen(), tabs[1].seen()), `both show the same after ${kind}`);
    }
  }
  const expected = tabs[0].seen();
  for (const tab of tabs) tab.writer.sender.flush();
  const refused = ({ writer }) => writer.problems.map(({ key }) => key);
  await until(() => tabs.every((tab) => tab.isStill), "all is sent");
  await until(() => same(refused(tabs[0]).sort(), refused(tabs[1]).sort()), "both show what was refused");
  const kept = await tabs[0].writer.keeping.read();
  const problems = tabs.map(({ writer }) => writer.problems.map(({ id, kind, wanted, stored }) => ({ id, kind, wanted, stored })));
  const history = tabs.map((tab) => tab.history.kept.changes.length);
  for (const tab of tabs) { await tab.writer.sender.idle(); await tab.writer.refresh(); }
  const seen = tabs.map((tab) => tab.seen());
  const fresh = new Tab(modules, server, `test/${modules.newId()}`);
  await fresh.open();
  const result = { expected, seen, onServer: fresh.seen(), problems, applied: server.applied, left: kept.ops.length, history };
  for (const tab of [...tabs, fresh]) await tab.writer.end();
  const missed = [...wishes].filter(([id, wish]) => {
    const row = fresh.store.annotation(id);
    const isThere = same(row && { ...row, suggestion: null }, wish && { ...wish, suggestion: null });
    const isShown = problems.every((all) => all.some((problem) => [problem.id, problem.wanted?.id].includes(id)));
    return !isThere && !isShown && server.writers[id] !== "other";
  });
  return { ...result, missed };
}
