// @ts-check
/** A label set that is being changed. Knows no page. */

import { freshColours } from "./contrast.js";
import { freeName, nameOf } from "./names.js";

/**
 * @typedef {{name: string, title: string}} Option
 * @typedef {"choice" | "choices" | "text" | "number" | "boolean"} Kind
 * @typedef {{id: string | null, name: string, title: string, definition: string, kind: Kind,
 *   options: Option[]}} Attribute
 * @typedef {{id: string | null, name: string, title: string, definition: string, examples: string,
 *   colour: string, colour_dark: string, key: string, is_archived: boolean,
 *   attributes: Attribute[]}} Label
 * @typedef {{source: string, target: string}} Ends
 * @typedef {{id: string | null, name: string, title: string, definition: string,
 *   ends: Ends[]}} RelationType
 * @typedef {{revision: string, labels: Label[], relation_types: RelationType[]}} LabelSet
 * @typedef {Label | Attribute | Option | RelationType} Part
 */

function newPart() {
  return { id: /** @type {string | null} */ (null), name: "", title: "", definition: "" };
}

/** The set as it is stored, and as it shall be. */
export class Draft {
  /** @type {LabelSet} */
  set = { revision: "", labels: [], relation_types: [] };
  original = "";
  /** Parts whose names are given, which titles change no more. @type {WeakSet<Part>} */
  #named = new WeakSet();

  /**
   * Begin anew from what the server has.
   *
   * @param {LabelSet} stored
   */
  take(stored) {
    this.original = JSON.stringify(stored);
    this.adopt(structuredClone(stored));
  }

  /**
   * Go on with another set as a change of the stored one.
   *
   * @param {LabelSet} set
   */
  adopt(set) {
    this.set = set;
    const inner = set.labels.flatMap((label) => label.attributes);
    const parts = [...set.labels, ...set.relation_types, ...inner, ...inner.flatMap((one) => one.options)];
    this.#named = new WeakSet(parts);
  }

  get isChanged() {
    return JSON.stringify(this.set) !== this.original;
  }

  get labels() {
    return this.set.labels.filter((label) => !label.is_archived);
  }

  get archived() {
    return this.set.labels.filter((label) => label.is_archived);
  }

  get types() {
    return this.set.relation_types;
  }

  /** @returns {string[]} the keys that no label has */
  get freeKeys() {
    const taken = this.labels.map((label) => label.key);
    return [..."123456789"].filter((key) => !taken.includes(key));
  }

  // --- Parts that come and go ------------------------------------------------------------

  /** @returns {Label} */
  addLabel() {
    const colours = freshColours(this.set.labels.map((label) => label.colour));
    const key = this.freeKeys[0] ?? "";
    const rest = { examples: "", key, is_archived: false, attributes: [] };
    const label = { ...newPart(), ...colours, ...rest };
    this.set.labels.splice(this.labels.length, 0, label);
    return label;
  }

  /** @returns {RelationType} */
  addType() {
    const type = { ...newPart(), ends: [] };
    this.types.push(type);
    return type;
  }

  /**
   * @param {Label} label
   * @returns {Attribute}
   */
  addAttribute(label) {
    const attribute = { ...newPart(), kind: /** @type {Kind} */ ("choice"), options: [] };
    label.attributes.push(attribute);
    return attribute;
  }

  /**
   * Take a label out. The server archives it, where it has been used.
   *
   * @param {Label} label
   */
  removeLabel(label) {
    this.set.labels = this.set.labels.filter((one) => one !== label);
    for (const type of this.types) {
      type.ends = type.ends.filter((end) => end.source !== label.name && end.target !== label.name);
    }
  }

  /**
   * Put an archived label behind those in use.
   *
   * @param {Label} label
   */
  bringBack(label) {
    label.is_archived = false;
    if (!this.freeKeys.includes(label.key)) label.key = "";
    this.set.labels = [...this.labels.filter((one) => one !== label), label, ...this.archived];
  }

  /**
   * Move a part among its like; where it cannot go further nothing happens.
   *
   * @template T
   * @param {T[]} parts
   * @param {T} part
   * @param {-1 | 1} by
   * @returns {boolean} whether it moved
   */
  move(parts, part, by) {
    const from = parts.indexOf(part);
    const to = from + by;
    if (to < 0 || to >= parts.length) return false;
    parts.splice(to, 0, ...parts.splice(from, 1));
    return true;
  }

  /**
   * @param {Label} label
   * @param {-1 | 1} by
   * @returns {boolean} whether it moved
   */
  moveLabel(label, by) {
    const labels = this.labels;
    if (!this.move(labels, label, by)) return false;
    this.set.labels = [...labels, ...this.archived];
    return true;
  }

  // --- What parts say --------------------------------------------------------------------

  /**
   * Give a part its title, and as long as nobody has named it the name that follows from it.
   *
   * @param {Part} part
   * @param {string} title
   * @param {Part[]} siblings
   */
  entitle(part, title, siblings) {
    part.title = title;
    if (this.#named.has(part)) return;
    const taken = siblings.filter((one) => one !== part).map((one) => one.name);
    this.setName(part, freeName(nameOf(title), taken));
  }

  /**
   * @param {Part} part
   * @param {string} name
   */
  rename(part, name) {
    this.#named.add(part);
    this.setName(part, name);
  }

  /**
   * Name a part; the ends of relations follow the label they mean.
   *
   * @param {Part} part
   * @param {string} name
   */
  setName(part, name) {
    const before = part.name;
    part.name = name;
    if (!("colour" in part) || before === "") return;
    for (const end of this.types.flatMap((type) => type.ends)) {
      if (end.source === before) end.source = name;
      if (end.target === before) end.target = name;
    }
  }

  /**
   * @param {RelationType} type
   * @param {Label} source
   * @param {Label} target
   * @returns {boolean}
   */
  mayLink(type, source, target) {
    return type.ends.some((end) => end.source === source.name && end.target === target.name);
  }

  /**
   * @param {RelationType} type
   * @param {Label} source
   * @param {Label} target
   * @param {boolean} isAllowed
   */
  setEnds(type, source, target, isAllowed) {
    type.ends = type.ends.filter((end) => end.source !== source.name || end.target !== target.name);
    if (isAllowed) type.ends.push({ source: source.name, target: target.name });
  }
}
