// A small server for one assignment, kept by the rules of the real one, and tabs that work on it.
// `story(modules, given)` plays what a test made up, and returns what came of it.

const wait = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const copy = (value) => structuredClone(value);
const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]])) : value);
const text = (value) => JSON.stringify(value, (key, part) => sorted(part));
const same = (one, other) => text(one) === text(other);

class ModelServer {
  constructor(ApiError, faults) {
    this.ApiError = ApiError;
    this.faults = [...faults];
    this.rows = new Map([["about", { note: "", is_unsure: false, rev: 0 }]]);
    this.verdicts = new Map([["s", null], ["t", null]]);
    this.applied = {};
    this.writers = {};
  }

  opened() {
    const rows = [...this.rows.values()].map(copy);
    const split = ({ rev, ...content }) => ({ content, rev });
    return {
      stored: rows.filter((row) => "label" in row).map(split).map(({ content, rev }) => ({ annotation: content, rev })),
      links: rows.filter((row) => "type" in row).map(split).map(({ content, rev }) => ({ relation: content, rev })),
      document: { sha256: "text" },
      about: copy(this.rows.get("about")),
      suggestions: [...this.verdicts].map(([id, verdict]) =>
        ({ id, label: id, start: 0, end: 5, score: 1, reason: "", verdict, draft: null })),
    };
  }

  async change(ops) {
    const [fault, reached] = (this.faults.shift() ?? "ok").split(":");
    await wait();
    if (fault === "lost") throw new this.ApiError(0, {});
    if (fault === "busy") throw new this.ApiError(503, {});
    if (fault === "expired") throw new this.ApiError(401, {});
    const results = [];
    for (const op of ops.slice(0, fault === "cut" ? Number(reached) : undefined)) {
      const before = JSON.stringify([[...this.rows], [...this.verdicts]]);
      const result = this.one(op);
      const changed = before !== JSON.stringify([[...this.rows], [...this.verdicts]]);
      if (changed) this.applied[op.key] = (this.applied[op.key] ?? 0) + 1;
      if (changed) for (const id of op.touches) this.writers[id] = op.key ?? "other";
      results.push(copy(result));
      if (result.status >= 400) break;
    }
    await wait();
    if (fault === "unheard" || fault === "cut") throw new this.ApiError(0, {});
    return results;
  }

  one({ kind, id, body, base, wanted }) {
    if (kind === "retract_decision") return this.retract(id);
    if (kind === "decide_suggestion") return this.decide(id, body);
    const row = this.rows.get(id) ?? null;
    if (kind.startsWith("delete")) {
      if (!row) return { status: 404, body: { code: "not_found", message: "" } };
      if (row.rev !== base) return this.stale(row);
      this.remove(id);
      return { status: 204, body: null };
    }
    const now = { ...(kind === "put_annotation" ? { suggestion: row?.suggestion ?? null } : {}), ...body };
    const { rev = 0, ...is } = row ?? {};
    const next = kind === "put_about" ? body : { id, ...now };
    if (row && [rev, rev - 1].includes(base) && same(is, next)) return { status: 200, body: row };
    if (rev !== base) return this.stale(row);
    const isOpenEnd = (end) => kind === "put_relation" && !this.rows.has(end);
    if (isOpenEnd(body.source) || isOpenEnd(body.target)) return { status: 400, body: { code: "invalid", message: "" } };
    this.rows.set(id, { ...next, rev: rev + 1 });
    return { status: 200, body: this.rows.get(id) };
  }

  stale(current) {
    return { status: 409, body: { code: "stale", message: "stale", current } };
  }

  remove(id) {
    for (const [other, { source, target }] of this.rows) if (source === id || target === id) this.rows.delete(other);
    this.rows.delete(id);
  }

  decide(id, { verdict, annotation }) {
    const before = this.verdicts.get(id);
    const isSame = annotation?.label === id && annotation.start === 0 && annotation.end === 5;
    const isShaped = verdict === "dismissed" ? !annotation : annotation && isSame === (verdict === "accepted");
    if (!isShaped) return { status: 400, body: { code: "invalid", message: "" } };
    if (before && before !== verdict) return { status: 409, body: { code: "decided", message: "" } };
    this.verdicts.set(id, verdict);
    if (!annotation) return { status: 200, body: { annotation: null } };
    const named = this.rows.get(annotation.id);
    const is = ({ label, start, end }) => label === annotation.label && start === annotation.start && end === annotation.end;
    const made = named ?? [...this.rows.values()].find(is);
    if (made) return { status: 200, body: { annotation: made } };
    if (before) return { status: 409, body: { code: "decided", message: "" } };
    const row = { ...annotation, suggestion: id, attributes: {}, note: "", is_unsure: false, rev: 1 };
    this.rows.set(row.id, row);
    return { status: 200, body: { annotation: row } };
  }

  retract(id) {
    if (!this.verdicts.get(id)) return { status: 404, body: { code: "not_found", message: "" } };
    for (const row of [...this.rows.values()]) if (row.suggestion === id) this.remove(row.id);
    this.verdicts.set(id, null);
    return { status: 204, body: null };
  }
}

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

  /** What one sees: without where a span came from, which a deleted and restored one forgets. */
  seen() {
    const { store } = this;
    const byId = (one, other) => (one.id < other.id ? -1 : 1);
    return {
      annotations: store.annotations().map(({ suggestion, ...rest }) => rest).sort(byId),
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
      if (isInStep) await until(() => same(tabs[0].seen(), tabs[1].seen()), `both show the same after ${kind}`);
    }
  }
  const expected = tabs[0].seen();
  for (const tab of tabs) tab.writer.sender.flush();
  await until(() => tabs.every((tab) => tab.isStill), "all is sent");
  const kept = await tabs[0].writer.keeping.read();
  const problems = tabs.map(({ writer }) => writer.problems.map(({ id, wanted, stored }) => ({ id, wanted, stored })));
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
    const isShown = problems.every((all) => all.some((problem) => problem.id === id));
    return !isThere && !isShown && server.writers[id] !== "other";
  });
  return { ...result, missed };
}
