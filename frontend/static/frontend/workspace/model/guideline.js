// @ts-check
/** Finding one's way in a guideline: the section of a label, the places of a word. */

/** @typedef {{id: string, words: string}} Heading */

/**
 * Return words in one spelling: small letters, one space between them, no marks, no plural.
 *
 * @param {string} words
 * @returns {string}
 */
function plain(words) {
  const all = words.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.map((word) => (word.length > 3 ? word.replace(/s$/u, "") : word)).join(" ");
}

/**
 * Return the heading whose section is about a label: one that is its title or its name, else one
 * that begins with it, else one that holds it. The first of several.
 *
 * @param {{name: string, title: string}} label
 * @param {readonly Heading[]} headings in the order of the text
 * @returns {Heading | null}
 */
export function headingOf({ name, title }, headings) {
  const wanted = [title, name].map(plain).filter((words) => words !== "");
  const tests = [
    (/** @type {string} */ heading, /** @type {string} */ words) => heading === words,
    (/** @type {string} */ heading, /** @type {string} */ words) => heading.startsWith(`${words} `),
    (/** @type {string} */ heading, /** @type {string} */ words) => ` ${heading} `.includes(` ${words} `),
  ];
  for (const fits of tests) {
    const found = headings.find(({ words }) => wanted.some((one) => fits(plain(words), one)));
    if (found) return found;
  }
  return null;
}

/**
 * Return where a search's words stand in a text, without regard to capitals.
 *
 * @param {string} text
 * @param {string} sought
 * @returns {{start: number, end: number}[]} half-open, in code units, in order
 */
export function places(text, sought) {
  const words = sought.trim().split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return [];
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&"));
  const pattern = new RegExp(escaped.join("\\s+"), "giu");
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
