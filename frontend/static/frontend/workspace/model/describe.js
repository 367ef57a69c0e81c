// @ts-check
/** Puts spans into words: for lists, tooltips and screen readers. */

import { t } from "../../words.js";

/**
 * @typedef {{name: string, title: string, definition: string,
 *   kind: "choice" | "choices" | "text" | "number" | "boolean", options: {name: string, title: string}[]}} Attribute
 * @typedef {{name: string, title: string, definition: string, colour: string, colour_dark: string,
 *   key: string, examples?: string, is_archived?: boolean, attributes?: Attribute[]}} Label
 *   an archived one names old spans, and cannot be given any more
 * @typedef {{name: string, title: string, definition: string, ends: {source: string, target: string}[]}} RelationType
 *   `title` is a verb; `ends` = the labels it may link, by name
 * @typedef {{label: string, start: number, end: number}} Labelled offsets in code units
 */

export class Describe {
  /**
   * @param {string} text
   * @param {Label[]} labels
   * @param {RelationType[]} [relationTypes]
   */
  constructor(text, labels, relationTypes = []) {
    this.text = text;
    /** Those that can be given. */
    this.labels = labels.filter((label) => !label.is_archived);
    this.byName = new Map(labels.map((label) => [label.name, label]));
    this.byKey = new Map(this.labels.filter(({ key }) => key).map((label) => [label.key, label]));
    this.relationTypes = relationTypes;
    /** @type {number[]} where each line that is not blank begins */
    this.paragraphs = [...text.matchAll(/[^\r\n]*\S[^\r\n]*/g)].map((match) => match.index);
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  title(name) {
    return this.byName.get(name)?.title ?? name;
  }

  /**
   * @param {string} label its name
   * @returns {Attribute[]} what is asked about every span of this label
   */
  attributesOf(label) {
    return this.byName.get(label)?.attributes ?? [];
  }

  /**
   * @param {string} source name of a label
   * @param {string} target name of a label
   * @returns {RelationType[]} the types that may link such spans in this direction
   */
  typesBetween(source, target) {
    return this.relationTypes.filter(({ ends }) =>
      ends.some((pair) => pair.source === source && pair.target === target),
    );
  }

  /**
   * Return the words of a stretch on one line, its middle left out where it is long.
   *
   * @param {{start: number, end: number}} stretch
   * @param {number} [most] code units
   * @returns {string}
   */
  quote({ start, end }, most = 90) {
    return shorten(this.text.slice(start, end), most, Math.floor(most / 2));
  }

  /**
   * @param {Labelled} span
   * @returns {string} "Actor, “Washington”"
   */
  span(span) {
    return t("{label}, “{quote}”", { label: this.title(span.label), quote: this.quote(span) });
  }

  /**
   * @param {{type: string}} relation
   * @param {Labelled | null} source null where it is gone
   * @param {Labelled | null} target
   * @returns {string} "Evidence, “a poll” – supports – Argument, “it is popular”"
   */
  relation({ type }, source, target) {
    const verb = this.relationTypes.find(({ name }) => name === type)?.title ?? type;
    const end = (/** @type {Labelled | null} */ span) => (span ? this.span(span) : t("a deleted span"));
    return t("{source} – {verb} – {target}", { source: end(source), verb, target: end(target) });
  }

  /**
   * Return the number of the paragraph in which a span begins. Blank lines do not count.
   *
   * @param {{start: number}} span
   * @returns {number} counted from 1
   */
  paragraph({ start }) {
    let low = 0;
    let high = this.paragraphs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.paragraphs[middle] <= start) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  }
}

/**
 * Put a text on one line and leave out its middle where it is long: between words, if it has any.
 *
 * @param {string} text
 * @param {number} most what is not longer stays whole, in code units
 * @param {number} kept of it at each end, at most
 * @returns {string}
 */
export function shorten(text, most, kept) {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= most) return line;
  const head = /^.*\s/su.exec(line.slice(0, kept + 1))?.[0].trimEnd() ?? graphemes(line.slice(0, kept)).slice(0, -1).join("");
  const tail = /\s.*$/su.exec(line.slice(-kept - 1))?.[0].trimStart() ?? graphemes(line.slice(-kept)).slice(1).join("");
  return `${head} … ${tail}`;
}

/** @param {string} text @returns {string[]} the outermost of which may be cut */
function graphemes(text) {
  return [...new Intl.Segmenter().segment(text)].map((part) => part.segment);
}
