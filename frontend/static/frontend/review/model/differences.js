// @ts-check
/** What of a stretch of text a reader marked, shown so that readers can be compared. */

/**
 * @typedef {{start: number, end: number}} Stretch half-open, in code units
 * @typedef {{text: string, isMarked: boolean}} Piece
 */

/** Words kept on each side of a place where readers differ, in code units. */
const KEPT = 36;
const ELLIPSIS = " … ";

/**
 * Cut the text of a disagreement where any reader's spans begin or end, and say of each piece
 * whether this reader marked it. What lies far from every such place is left out.
 *
 * @param {string} text
 * @param {Stretch} whole the disagreement
 * @param {Stretch[]} mine the spans of this reader
 * @param {Stretch[]} all the spans of all readers
 * @returns {Piece[]}
 */
export function compare(text, whole, mine, all) {
  const cuts = new Set([whole.start, whole.end, ...all.flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].sort((a, b) => a - b);
  /** @type {Piece[]} */
  const pieces = [];
  for (const [index, start] of places.slice(0, -1).entries()) {
    const end = places[index + 1];
    const isMarked = mine.some((span) => span.start <= start && span.end >= end);
    pieces.push({ text: shorten(text.slice(start, end)), isMarked });
  }
  return pieces;
}

/**
 * Leave out the middle of a long piece, between words where it has any.
 *
 * @param {string} piece
 * @returns {string}
 */
export function shorten(piece) {
  const line = piece.replace(/\s+/g, " ");
  if (line.length <= 3 * KEPT) return line;
  const head = /^.*\s/su.exec(line.slice(0, KEPT))?.[0].trimEnd() ?? [...line].slice(0, KEPT).join("");
  const tail = /\s.*$/su.exec(line.slice(-KEPT))?.[0].trimStart() ?? [...line].slice(-KEPT).join("");
  return head + ELLIPSIS + tail;
}
