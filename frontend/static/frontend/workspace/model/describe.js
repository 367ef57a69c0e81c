// @ts-check
/** Puts spans into words: for lists, tooltips and screen readers. */

/**
 * @typedef {{name: string, title: string, definition: string, colour: string, colour_dark: string,
 *   key: string}} Label
 * @typedef {{label: string, start: number, end: number}} Labelled offsets in code units
 */

export class Describe {
  /**
   * @param {string} text
   * @param {Label[]} labels
   */
  constructor(text, labels) {
    this.text = text;
    this.labels = labels;
    this.byName = new Map(labels.map((label) => [label.name, label]));
    this.byKey = new Map(labels.map((label) => [label.key, label]));
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
    return `${this.title(span.label)}, “${this.quote(span)}”`;
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

/**
 * @param {number} count
 * @param {string} one the singular, of which "s" makes the plural
 * @returns {string} "1 span", "3 spans"
 */
export function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
