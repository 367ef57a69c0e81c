// @ts-check
/** Cuts a text into blocks (its lines, with their line ends) and sections (blocks drawn together). */

/**
 * @typedef {{start: number, end: number}} Stretch half-open, in code units
 * @typedef {Stretch & {isJoined: boolean}} Block `isJoined`: it goes on with the line of the block before
 */

/** A line longer than this is cut, at a sentence's end where there is one. */
const LONGEST_BLOCK = 4000;
const SECTION_SIZE = 6000;
/** The pieces of a cut line stay in one section, so that they flow as one paragraph, up to this length. */
const LONGEST_FLOW = 24_000;

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
 * @returns {Block[]}
 */
export function blocksOf(text, longest = LONGEST_BLOCK) {
  /** @type {Block[]} */
  const blocks = [];
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const end = match.index + match[0].length;
    let start = match.index;
    while (end - start > longest) {
      const cut = placeToCut(text, start, start + longest);
      blocks.push({ start, end: cut, isJoined: start > match.index });
      start = cut;
    }
    if (start < end) blocks.push({ start, end, isJoined: start > match.index });
  }
  return blocks;
}

/**
 * Gather neighbouring blocks into sections of about `size` code units. What is joined to the block
 * before stays with it, unless that makes a section far too long.
 *
 * @param {Block[]} blocks
 * @param {number} [size]
 * @param {number} [most]
 * @returns {Block[][]}
 */
export function sectionsOf(blocks, size = SECTION_SIZE, most = LONGEST_FLOW) {
  /** @type {Block[][]} */
  const sections = [];
  let length = Infinity;
  for (const block of blocks) {
    if (length + block.end - block.start > (block.isJoined ? most : size)) {
      sections.push([]);
      length = 0;
    }
    sections[sections.length - 1].push(block);
    length += block.end - block.start;
  }
  return sections;
}

/**
 * Return the index of the block or section that holds `offset` (the last one for the text's end).
 *
 * @param {readonly Stretch[]} blocks one after the other
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
