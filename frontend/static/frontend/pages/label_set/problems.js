// @ts-check
/** What the server says is wrong with a label set, part by part. Knows no page. */

/**
 * @typedef {import("./draft.js").LabelSet} LabelSet
 * @typedef {import("./draft.js").Label} Label
 * @typedef {import("./draft.js").RelationType} RelationType
 */

export class Problems {
  /** @type {Map<object, Map<string, string[]>>} part → field → sentences */
  #told = new Map();

  /**
   * Keep what the server says of fields, each with the part it is about.
   *
   * @param {LabelSet} set that was sent
   * @param {Record<string, string[]>} fields dotted path → sentences
   * @returns {string[]} the sentences about nothing that has a field
   */
  take(set, fields) {
    this.clear();
    const others = [];
    for (const [path, sentences] of Object.entries(fields)) {
      const steps = path.split(".");
      const field = /** @type {string} */ (steps.pop());
      /** @type {any} */
      let part = set;
      for (const step of steps) part = part?.[step];
      if (part === undefined || part === set || Array.isArray(part)) others.push(...sentences);
      else this.#told.set(part, (this.#told.get(part) ?? new Map()).set(field, sentences));
    }
    return others;
  }

  clear() {
    this.#told.clear();
  }

  /**
   * @param {object} part
   * @param {string} field
   * @returns {string[]}
   */
  of(part, field) {
    return this.#told.get(part)?.get(field) ?? [];
  }

  /**
   * Forget what was wrong with a field, since it has changed.
   *
   * @param {object} part
   * @param {string} field
   */
  mend(part, field) {
    const told = this.#told.get(part);
    told?.delete(field);
    if (told?.size === 0) this.#told.delete(part);
  }

  /**
   * @param {Label | RelationType} part
   * @returns {boolean} whether anything of it is wrong, inside too
   */
  isWrong(part) {
    const attributes = "attributes" in part ? part.attributes : [];
    const inner = attributes.flatMap((one) => [one, ...one.options]);
    return [part, ...inner].some((one) => this.#told.has(one));
  }
}
