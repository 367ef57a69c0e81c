// @ts-check
/** One document's review, as the API has it. Code points there become code units here, and back. */

import { request } from "../../api.js";
import { OffsetMap } from "../../workspace/model/offsets.js";

/**
 * @typedef {{start: number, end: number, label: string}} Span offsets in code units
 * @typedef {Span & {annotator: string}} Member
 * @typedef {{id: string, username: string, name: string}} Person
 * @typedef {{spans: Span[], rule: string, note: string, decided_by: Person}} Decision
 * @typedef {{key: string, kind: string, start: number, end: number, is_agreed: boolean,
 *   members: Member[], missing: string[], decision: Decision | null}} Cluster
 * @typedef {{state: "open" | "finished", adjudicator: Person}} Adjudication
 * @typedef {import("../../workspace/model/describe.js").Label} Label
 * @typedef {{text: string, language: string, annotators: Person[], labels: Label[],
 *   adjudication: Adjudication | null, clusters: Cluster[]}} Opened
 */

export class ReviewApi {
  /** @param {string} document its id */
  constructor(document) {
    this.path = `documents/${document}/`;
    this.text = "";
    this.offsets = new OffsetMap("");
  }

  /** @returns {Promise<Opened>} */
  async open() {
    const answer = await request("GET", `${this.path}disagreements/`);
    this.text = answer.document.text;
    this.offsets = new OffsetMap(this.text);
    return {
      ...answer,
      text: this.text,
      language: answer.document.language,
      clusters: answer.clusters.map((/** @type {any} */ wire) => this.#cluster(wire)),
    };
  }

  /**
   * @param {string} key
   * @param {Span[]} spans those that shall be gold
   * @param {string} note
   * @returns {Promise<Decision>}
   */
  async decide(key, spans, note) {
    const sent = spans.map(({ label, start, end }) => ({
      label,
      start: this.offsets.toPoint(start),
      end: this.offsets.toPoint(end),
      quote: this.text.slice(start, end),
    }));
    return this.#decision(await request("PUT", `${this.path}decisions/${key}/`, { spans: sent, note }));
  }

  /**
   * @param {string} key
   * @returns {Promise<void>}
   */
  async retract(key) {
    await request("DELETE", `${this.path}decisions/${key}/`);
  }

  /** @returns {Promise<number>} how many disagreements were decided */
  async majority() {
    return (await request("POST", `${this.path}majority/`, {})).decided;
  }

  /** @returns {Promise<void>} */
  async finish() {
    await request("POST", `${this.path}adjudication/finish/`, {});
  }

  /** @returns {Promise<void>} */
  async reopen() {
    await request("POST", `${this.path}adjudication/reopen/`, {});
  }

  /**
   * @param {any} wire
   * @returns {Cluster}
   */
  #cluster(wire) {
    return {
      ...this.#span(wire),
      members: wire.members.map((/** @type {any} */ member) => this.#span(member)),
      decision: wire.decision && this.#decision(wire.decision),
    };
  }

  /**
   * @param {any} wire
   * @returns {Decision}
   */
  #decision(wire) {
    return { ...wire, spans: wire.spans.map((/** @type {any} */ span) => this.#span(span)) };
  }

  /** @param {any} wire */
  #span(wire) {
    return { ...wire, start: this.offsets.toUnit(wire.start), end: this.offsets.toUnit(wire.end) };
  }
}
