// A small server for one assignment, kept by the rules of the real one.

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
    this.isRefusing = false;
    /** Whether another device wrote as well. */
    this.isShared = false;
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
    if (fault === "strange") throw new this.ApiError(404, { code: "unreadable" });
    this.isRefusing ||= fault === "refuse";
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
      if (base === 0) return this.invalid();
      if (!row) return { status: 404, body: { code: "not_found", message: "" } };
      if (row.rev !== base) return this.stale(row);
      this.remove(id);
      return { status: 204, body: null };
    }
    if (!row && base === 0 && (this.isRefused() || this.isUndecided(body.suggestion))) return this.invalid();
    const now = { ...(kind === "put_annotation" ? { suggestion: row?.suggestion ?? null } : {}), ...body };
    const { rev = 0, ...is } = row ?? {};
    const next = kind === "put_about" ? body : { id, ...now };
    if (row && [rev, rev - 1].includes(base) && same(is, next)) return { status: 200, body: row };
    if (rev !== base) return this.stale(row);
    const isOpenEnd = (end) => kind === "put_relation" && !this.rows.has(end);
    if (isOpenEnd(body.source) || isOpenEnd(body.target)) return this.invalid();
    this.rows.set(id, { ...next, rev: rev + 1 });
    return { status: 200, body: this.rows.get(id) };
  }

  /** Whether this is the one to refuse. */
  isRefused() {
    const { isRefusing } = this;
    this.isRefusing = false;
    return isRefusing;
  }

  isUndecided(suggestion) {
    return suggestion && !["accepted", "edited"].includes(this.verdicts.get(suggestion));
  }

  invalid() {
    return { status: 400, body: { code: "invalid", message: "" } };
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
    if (!isShaped) return this.invalid();
    if (!before && this.isRefused()) return { status: 409, body: { code: "decided", message: "" } };
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
