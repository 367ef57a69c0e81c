// @ts-check
/** One document's review, as the API has it. Code points there become code units here, and back. */

import { request } from "../../api.js";
import { OffsetMap } from "../../workspace/model/offsets.js";

/**
 * @typedef {import("../../workspace/model/attributes.js").Answers} Answers
 * @typedef {{start: number, end: number, label: string}} Span offsets in code units
 * @typedef {Span & {attributes: Answers}} Answered
 * @typedef {Span & {attributes: Answers | null}} Ruled null = what most said who marked exactly this
 * @typedef {Answered & {annotator: string, note: string, is_unsure: boolean}} Member
 * @typedef {{id: string, username: string, name: string}} Person
 * @typedef {Person & {note: string, is_unsure: boolean}} Annotator with what they say of the whole text
 * @typedef {{spans: Answered[], rule: string, note: string, decided_by: Person}} Decision
 * @typedef {{key: string, kind: string, start: number, end: number, is_agreed: boolean, members: Member[],
 *   readings: Answered[], missing: string[], decision: Decision | null}} Cluster
 * @typedef {{is_gold: boolean, note: string, decided_by: Person}} LinkDecision
 * @typedef {{annotator: string, source: Span, target: Span, note: string, is_unsure: boolean}} Drawn
 * @typedef {{key: string, type: string, source: string, target: string,
 *   standing: "unanimous" | "majority" | "disputed", voters: string[], drawn: Drawn[],
 *   decision: LinkDecision | null}} Link `source`, `target` = keys of clusters
 * @typedef {{state: "open" | "finished", adjudicator: Person}} Adjudication
 * @typedef {import("../../workspace/model/describe.js").Label} Label
 * @typedef {import("../../workspace/model/describe.js").RelationType} RelationType
 * @typedef {{text: string, language: string, annotators: Annotator[], labels: Label[],
 *   relation_types: RelationType[], adjudication: Adjudication | null, clusters: Cluster[],
 *   links: Link[]}} Opened
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
      links: answer.links.map((/** @type {any} */ wire) => this.#link(wire)),
    };
  }

  /**
   * @param {string} key
   * @param {Ruled[]} spans those that shall be gold
   * @param {string} note
   * @returns {Promise<Decision>}
   */
  async decide(key, spans, note) {
    const sent = spans.map(({ label, start, end, attributes }) => ({
      label,
      attributes,
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

  /**
   * @param {Link} link
   * @param {boolean} isGold whether it shall be gold
   * @param {string} note
   * @returns {Promise<LinkDecision>}
   */
  async decideLink(link, isGold, note) {
    return request("PUT", this.#pathOf(link), { is_gold: isGold, note });
  }

  /**
   * @param {Link} link
   * @returns {Promise<void>}
   */
  async retractLink(link) {
    await request("DELETE", this.#pathOf(link));
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
      readings: wire.readings.map((/** @type {any} */ reading) => this.#span(reading)),
      decision: wire.decision && this.#decision(wire.decision),
    };
  }

  /**
   * @param {any} wire
   * @returns {Link}
   */
  #link(wire) {
    const drawn = wire.drawn.map((/** @type {any} */ one) => ({
      ...one,
      source: this.#span(one.source),
      target: this.#span(one.target),
    }));
    return { ...wire, drawn, key: `${wire.type} ${wire.source} ${wire.target}` };
  }

  /** @param {Link} link */
  #pathOf({ type, source, target }) {
    return `${this.path}link-decisions/${type}/${source}/${target}/`;
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
