// @ts-check
/** One assignment, as the API has it. Code points there become code units here, and back. */

import { request } from "../../api.js";
import { OffsetMap } from "../model/offsets.js";

/**
 * @typedef {import("../model/spans.js").Annotation} Annotation
 * @typedef {import("../model/spans.js").Suggestion} Suggestion
 * @typedef {import("../model/spans.js").Verdict} Verdict
 * @typedef {import("../model/describe.js").Label} Label
 * @typedef {{label: string, start: number, end: number, quote: string}} Body a span to write, in code points
 * @typedef {{annotation: Annotation, rev: number}} Stored
 * @typedef {{id: string, state: string, done: number, total: number} | null} Preannotation
 * @typedef {{id: string, title: string, source: string, author: string, published: string | null,
 *   category: string, language: string, url: string, length: number, sha256: string, text: string}} Document
 * @typedef {{id: string, state: string, submitted_at: string | null, document: Document, labels: Label[],
 *   stored: Stored[], suggestions: Suggestion[], preannotation: Preannotation}} Opened
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
      ...answer,
      stored: answer.annotations.map((/** @type {any} */ wire) => this.stored(wire)),
      suggestions: answer.suggestions.map((/** @type {any} */ wire) => this.#suggestion(wire)),
    };
  }

  /**
   * Return what a write sends for a span.
   *
   * @param {{label: string, start: number, end: number}} span
   * @returns {Body}
   */
  body({ label, start, end }) {
    const quote = this.text.slice(start, end);
    return { label, start: this.offsets.toPoint(start), end: this.offsets.toPoint(end), quote };
  }

  /**
   * @param {string} id
   * @param {Body} body
   * @param {number} baseRev 0 = create
   * @returns {Promise<Stored>}
   */
  async put(id, body, baseRev) {
    return this.stored(await request("PUT", `${this.path}annotations/${id}/`, { ...body, base_rev: baseRev }));
  }

  /**
   * @param {string} id
   * @param {number} baseRev
   * @returns {Promise<void>}
   */
  async remove(id, baseRev) {
    await request("DELETE", `${this.path}annotations/${id}/?base_rev=${baseRev}`);
  }

  /**
   * @param {string} suggestion
   * @param {Verdict} verdict
   * @param {(Body & {id: string}) | null} annotation null for a dismissal
   * @returns {Promise<Stored | null>} the annotation it became
   */
  async decide(suggestion, verdict, annotation) {
    const answer = await request("PUT", this.#decision(suggestion), { verdict, annotation });
    return answer.annotation && this.stored(answer.annotation);
  }

  /**
   * @param {string} suggestion
   * @returns {Promise<void>}
   */
  async undecide(suggestion) {
    await request("DELETE", this.#decision(suggestion));
  }

  /** @returns {Promise<{state: string, submitted_at: string | null}>} */
  async submit() {
    return request("POST", `${this.path}submit/`, {});
  }

  /**
   * Return what is left to do: what came back, what was begun, then what is new.
   *
   * @returns {Promise<{id: string, title: string} | null>}
   */
  async next() {
    for (const state of ["reopened", "in_progress", "assigned"]) {
      const { results } = await request("GET", `assignments/?state=${state}&page_size=1`);
      if (results.length > 0) return { id: results[0].id, title: results[0].document.title || results[0].document.file_name };
    }
    return null;
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
  stored({ id, label, start, end, rev, suggestion }) {
    const span = { start: this.offsets.toUnit(start), end: this.offsets.toUnit(end) };
    return { annotation: { id, label, ...span, suggestion }, rev };
  }

  /**
   * @param {any} wire
   * @returns {Suggestion}
   */
  #suggestion({ id, label, start, end, score, reason, verdict }) {
    const span = { start: this.offsets.toUnit(start), end: this.offsets.toUnit(end) };
    return { id, label, ...span, score, reason, verdict, draft: null };
  }

  /** @param {string} suggestion */
  #decision(suggestion) {
    return `${this.path}suggestions/${suggestion}/decision/`;
  }
}
