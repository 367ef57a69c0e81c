// @ts-check
/** Cuts a text into blocks (its lines, with their line ends) and sections (blocks drawn together). */

/** @typedef {{start: number, end: number}} Stretch half-open, in code units */

/** A line longer than this is cut, at a sentence's end where there is one. */
export const LONGEST_BLOCK = 8000;
export const SECTION_SIZE = 6000;

/**
 * Return where to cut a line that is too long: after a sentence, else after a space.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {number}
 */
function placeToCut(text, from, to) {
  const piece = text.slice(from, to);
  for (const pattern of [/[.!?…]["'”’»)\]]*\s+(?=[\p{L}\p{N}])/gu, /[。！？]/gu, /\s(?=[\p{L}\p{N}])/gu]) {
    const last = [...piece.matchAll(pattern)].at(-1);
    if (last && last.index > piece.length / 2) return from + last.index + last[0].length;
  }
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(piece);
  const last = graphemes.containing(piece.length - 1);
  return last && last.index > 0 ? from + last.index : to;
}

/**
 * Cut a text into blocks. They follow one another without gaps and cover all of it.
 *
 * @param {string} text
 * @param {number} [longest]
 * @returns {Stretch[]}
 */
export function blocksOf(text, longest = LONGEST_BLOCK) {
  /** @type {Stretch[]} */
  const blocks = [];
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const end = match.index + match[0].length;
    let start = match.index;
    while (end - start > longest) {
      const cut = placeToCut(text, start, start + longest);
      blocks.push({ start, end: cut });
      start = cut;
    }
    if (start < end) blocks.push({ start, end });
  }
  return blocks;
}

/**
 * Gather neighbouring blocks into sections of about `size` code units.
 *
 * @param {Stretch[]} blocks
 * @param {number} [size]
 * @returns {Stretch[][]}
 */
export function sectionsOf(blocks, size = SECTION_SIZE) {
  /** @type {Stretch[][]} */
  const sections = [];
  let length = Infinity;
  for (const block of blocks) {
    if (length + block.end - block.start > size) {
      sections.push([]);
      length = 0;
    }
    sections[sections.length - 1].push(block);
    length += block.end - block.start;
  }
  return sections;
}

/**
 * Return the index of the block that holds `offset` (the last one for the end of the text).
 *
 * @param {Stretch[]} blocks
 * @param {number} offset
 * @returns {number}
 */
export function blockAt(blocks, offset) {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
