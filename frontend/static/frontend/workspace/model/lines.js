// @ts-check
/** The lines of a text: whole, as paragraphs, or in pieces short enough to be looked at. */

/** @typedef {{start: number, end: number}} Stretch half-open, in code units */

/** Lines longer than twice this are looked at piecewise, so that no key press reads a whole book. */
const REACH = 4000;

/**
 * @param {string} text
 * @param {number} offset
 * @returns {boolean} whether it lies between the two characters of one line end
 */
function isInLineEnd(text, offset) {
  return text[offset - 1] === "\r" && text[offset] === "\n";
}

/**
 * Return the line that holds `offset`, its line end included, however long it is.
 *
 * @param {string} text
 * @param {number} offset
 * @returns {Stretch}
 */
export function paragraphAt(text, offset) {
  if (isInLineEnd(text, offset)) return paragraphAt(text, offset - 1);
  const above = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const start = above + text.slice(above, offset).lastIndexOf("\r") + 1;
  const feed = text.indexOf("\n", offset);
  const below = feed === -1 ? text.length : feed + 1;
  const carriage = text.slice(offset, below).indexOf("\r");
  if (carriage === -1) return { start, end: below };
  const end = offset + carriage + 1;
  return { start, end: text[end] === "\n" ? end + 1 : end };
}

/**
 * Return the line that holds `offset`, its line end included. A very long one is cut off before
 * a word after a space, which is a boundary of every kind but sentences and paragraphs.
 *
 * @param {string} text
 * @param {number} offset
 * @returns {Stretch}
 */
export function pieceAt(text, offset) {
  const from = Math.max(0, offset - REACH);
  const to = Math.min(text.length, offset + REACH);
  const before = text.slice(from, offset);
  const broken = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const cut = from === 0 ? 0 : before.search(/\s(?=[\p{L}\p{N}])/u) + 1;
  const start = isInLineEnd(text, offset) ? pieceAt(text, offset - 1).start : from + (broken || cut);
  const after = /\r\n|[\n\r]/.exec(text.slice(Math.max(0, offset), to));
  const end = after ? offset + after.index + after[0].length : to;
  return { start, end };
}
