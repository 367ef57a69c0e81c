// @ts-check
/** One assignment, as the API has it. Code points there become code units here, and back. */

import { ApiError, request } from "../../api.js";
import { t } from "../../words.js";
import { NOTHING_NOTED } from "../model/changes.js";
import { OffsetMap } from "../model/offsets.js";

/**
 * @typedef {import("../model/changes.js").Annotation} Annotation
 * @typedef {import("../model/changes.js").Relation} Relation
 * @typedef {import("../model/changes.js").About} About
 * @typedef {import("../model/changes.js").Suggestion} Suggestion
 * @typedef {import("../model/changes.js").Verdict} Verdict
 * @typedef {import("../model/describe.js").Label} Label
 * @typedef {import("../model/describe.js").RelationType} RelationType
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./queue.js").Result} Result
 * @typedef {{label: string, start: number, end: number, quote: string}} Body a span to write, in code points
 * @typedef {{annotation: Annotation, rev: number, guidelineVersion: number}} Stored
 *   `guidelineVersion` = the one in force at its last change
 * @typedef {{relation: Relation, rev: number}} StoredRelation
 * @typedef {{id: string, state: string, done: number, total: number} | null} Preannotation
 * @typedef {{id: string, title: string, source: string, author: string, published: string | null,
 *   category: string, language: string, url: string, length: number, sha256: string, text: string}} Document
 * @typedef {{id: string, state: string, submitted_at: string | null, document: Document, labels: Label[],
 *   relation_types: RelationType[], stored: Stored[], links: StoredRelation[], about: About & {rev: number},
 *   suggestions: Suggestion[], preannotation: Preannotation, skip_reason: string, reopening_reason: string,
 *   seconds: number, preferences: Record<string, any>}} Opened
 */

export class AssignmentApi {
  /** @param {string} id of the assignment */
  constructor(id) {
    this.id = id;
    this.path = `assignments/${id}/`;
    this.text = "";
    this.offsets = new OffsetMap("");
  }

  /**
   * Fetch everything about the assignment.
   *
   * @returns {Promise<Opened>}
   */
  async open() {
    const answer = await request("GET", this.path);
    this.text = answer.document.text;
    this.offsets = new OffsetMap(this.text);
    return {
      relation_types: [],
      skip_reason: "",
      reopening_reason: "",
      seconds: 0,
      preferences: {},
      ...answer,
      about: { ...NOTHING_NOTED, rev: 0, ...answer.about },
      links: (answer.relations ?? []).map((/** @type {any} */ wire) => this.storedRelation(wire)),
      stored: answer.annotations.map((/** @type {any} */ wire) => this.stored(wire)),
      suggestions: answer.suggestions.map((/** @type {any} */ wire) => this.#suggestion(wire)),
    };
  }

  /**
   * Return what a write sends for a plain span.
   *
   * @param {{label: string, start: number, end: number}} span
   * @returns {Body}
   */
  span({ label, start, end }) {
    const quote = this.text.slice(start, end);
    return { label, start: this.offsets.toPoint(start), end: this.offsets.toPoint(end), quote };
  }

  /**
   * @param {Annotation} annotation
   * @returns {Body & Pick<Annotation, "attributes" | "note" | "is_unsure">}
   */
  annotation(annotation) {
    const { attributes, note, is_unsure } = annotation;
    return { ...this.span(annotation), attributes, note, is_unsure };
  }

  /**
   * @param {Relation} relation
   * @returns {Omit<Relation, "id">}
   */
  relation({ type, source, target, note, is_unsure }) {
    return { type, source, target, note, is_unsure };
  }

  /**
   * Send writes, in order.
   *
   * @param {readonly Op[]} ops
   * @param {{keepalive?: boolean}} [options]
   * @returns {Promise<Result[]>} the last may be a refusal, after which none was tried
   * @throws {ApiError} when there is no answer to single writes
   */
  async change(ops, { keepalive = false } = {}) {
    const changes = ops.map(({ kind, id, body, base }) => ({
      kind,
      ...(kind === "put_about" ? {} : { id }),
      ...body,
      ...(base === null ? {} : { base_rev: base }),
    }));
    const answer = await request("POST", `${this.path}changes/`, { changes }, { keepalive });
    if (Array.isArray(answer?.results)) return answer.results;
    throw new ApiError(0, { code: "unreadable", message: t("The server's answer is not complete.") });
  }

  /**
   * Read what the server has of the subject of a write.
   *
   * @param {Pick<Op, "kind">} op
   * @param {any} wire
   * @returns {import("./ops.js").Content | null} null where it has nothing
   */
  read({ kind }, wire) {
    const sent = kind === "decide_suggestion" && wire && "annotation" in wire ? wire.annotation : wire;
    if (!sent || kind === "put_sitting" || kind === "retract_decision") return null;
    if (kind === "put_about") return { note: sent.note, is_unsure: sent.is_unsure };
    return kind.endsWith("relation") ? this.storedRelation(sent).relation : this.stored(sent).annotation;
  }

  /**
   * Tell the time of a sitting while the page goes away: nobody is there to hear the answer.
   *
   * @param {string} sitting its id
   * @param {number} seconds
   */
  sit(sitting, seconds) {
    request("PUT", `${this.path}sittings/${sitting}/`, { seconds }, { keepalive: true }).catch(() => {});
  }

  /** @returns {Promise<Preannotation>} */
  async preannotation() {
    return request("GET", `${this.path}preannotation/`);
  }

  /**
   * Read an annotation as the API sends it.
   *
   * @param {any} wire
   * @returns {Stored}
   */
  stored({ id, label, start, end, rev, suggestion, attributes = {}, note = "", is_unsure = false, guideline_version: guidelineVersion }) {
    const span = { start: this.offsets.toUnit(start), end: this.offsets.toUnit(end) };
    return { annotation: { id, label, ...span, suggestion, attributes, note, is_unsure }, rev, guidelineVersion };
  }

  /**
   * Read a relation as the API sends it.
   *
   * @param {any} wire
   * @returns {StoredRelation}
   */
  storedRelation({ id, type, source, target, rev, note = "", is_unsure = false }) {
    return { relation: { id, type, source, target, note, is_unsure }, rev };
  }

  /**
   * @param {any} wire
   * @returns {Suggestion}
   */
  #suggestion({ id, label, start, end, score, reason, verdict }) {
    const span = { start: this.offsets.toUnit(start), end: this.offsets.toUnit(end) };
    return { id, label, ...span, score, reason, verdict, draft: null };
  }
}
