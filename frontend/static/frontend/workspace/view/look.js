// @ts-check
/** How spans look in the text: their line, their tooltip, the signs beside their digit. */

import { t } from "../../words.js";

/**
 * @typedef {import("../model/spans.js").Drawn} Drawn
 * @typedef {import("../model/changes.js").Relation} Relation
 */

/** A link goes out from here, leads here, or both. */
const [OUT, IN, BOTH] = ["→", "←", "↔"];

export class Look {
  /** @type {Map<string, Relation>} the links as they are drawn */
  #links = new Map();
  #sources = new Set();
  #targets = new Set();

  /**
   * @param {Pick<import("../input/parts.js").Parts, "store" | "describe">} parts
   * @param {import("../model/lanes.js").Lanes} lanes
   */
  constructor({ store, describe }, lanes) {
    this.store = store;
    this.describe = describe;
    this.lanes = lanes;
    this.#learn(store.relations());
  }

  /** @param {string} id */
  laneOf(id) {
    return this.lanes.of(id);
  }

  /** @param {Drawn} span */
  nameOf({ id, label, origin }) {
    const title = this.describe.title(label);
    if (origin === "suggestion") return t("{label} (suggested)", { label: title });
    return this.store.annotation(id)?.is_unsure ? t("{label} (unsure)", { label: title }) : title;
  }

  /** @param {Drawn} span */
  signsOf({ id }) {
    const [isSource, isTarget] = [this.#sources.has(id), this.#targets.has(id)];
    const arrow = isSource && isTarget ? BOTH : isSource ? OUT : isTarget ? IN : "";
    return `${this.store.annotation(id)?.is_unsure ? "?" : ""}${arrow}`;
  }

  /**
   * Take in what changed.
   *
   * @param {Set<string>} ids of anything
   * @returns {Drawn[]} spans that look otherwise because links of theirs came or went
   */
  update(ids) {
    const known = [...ids].map((id) => this.#links.get(id) ?? this.store.relation(id)).filter((link) => link !== null);
    if (known.length === 0) return [];
    this.#learn(this.store.relations());
    const ends = known.flatMap((link) => [link.source, link.target]);
    return ends.map((id) => this.store.drawn(id)).filter((span) => span !== null);
  }

  /** @param {Relation[]} links */
  #learn(links) {
    this.#links = new Map(links.map((link) => [link.id, link]));
    this.#sources = new Set(links.map(({ source }) => source));
    this.#targets = new Set(links.map(({ target }) => target));
  }
}
