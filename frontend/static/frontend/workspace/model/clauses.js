// @ts-check
/** Where clauses begin: after commas and the like, at dashes, and before what joins sentences. */

/** A sign between clauses, with what closes a quotation after it. Some scripts need no space. */
const SIGN = /[,;:]["'”’»)\]]*\s+|[，、；：،؛]["'”’»」』）)\]]*\s*|\s[–-]\s+|—\s*/gu;
/** The signs that are no part of what a clause says, at its beginning and at its end. */
const OUTER = /^[,;:，、；：،؛—–-]$/u;

/** Words that join clauses; those of `loose` join single words as well. */
const CONJUNCTIONS = /** @type {Record<string, {firm: string, loose: string}>} */ ({
  en: {
    firm: "because while whilst whereas which who whose although though unless until when whenever if but",
    loose: "and or nor",
  },
  de: {
    firm: "weil während wohingegen obwohl obgleich sondern dass wenn falls sofern bevor nachdem damit aber denn",
    loose: "und oder",
  },
});
/** So many words a clause must have on both sides of "and": in "Russia and China" it joins two names. */
const WORDS_OF_A_CLAUSE = 3;

/**
 * Return a pattern that finds any of these words as a whole word after white space.
 *
 * @param {string} words separated by spaces
 * @returns {RegExp}
 */
function before(words) {
  return new RegExp(`(?<=\\s)(?:${words.replaceAll(" ", "|")})(?=\\s)`, "giu");
}

/** @param {string} text @returns {number} words between white space */
function countWords(text) {
  return text.match(/[^\s]*[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}

/**
 * Return where the clauses of a sentence begin, its own beginning included. Without a list of
 * conjunctions for the language, only signs count.
 *
 * @param {string} sentence
 * @param {string} [language] as a tag; only its first part matters
 * @returns {number[]} ascending, in code units
 */
export function clauseStarts(sentence, language = "en") {
  const starts = new Set([0]);
  for (const match of sentence.matchAll(SIGN)) starts.add(match.index + match[0].length);
  const words = CONJUNCTIONS[language.toLowerCase().split(/[-_]/)[0]];
  if (words) for (const match of sentence.matchAll(before(words.firm))) starts.add(match.index);
  const inOrder = [...starts].filter((start) => start < sentence.length).sort((a, b) => a - b);
  return words ? withLoose(sentence, inOrder, before(words.loose)) : inOrder;
}

/**
 * @param {string} sentence
 * @param {number[]} starts
 * @param {RegExp} loose
 * @returns {number[]} with those of the loose conjunctions that have a clause on both sides
 */
function withLoose(sentence, starts, loose) {
  /** @type {number[]} */
  const all = [];
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? sentence.length;
    let last = start;
    all.push(start);
    for (const match of sentence.slice(start, end).matchAll(loose)) {
      const place = start + match.index;
      const after = sentence.slice(place + match[0].length, end);
      if (countWords(sentence.slice(last, place)) < WORDS_OF_A_CLAUSE) continue;
      if (countWords(after) < WORDS_OF_A_CLAUSE) continue;
      all.push(place);
      last = place;
    }
  }
  return all;
}

/**
 * Say whether a character is a sign between clauses.
 *
 * @param {string} character
 * @returns {boolean}
 */
export function isOuterSign(character) {
  return OUTER.test(character);
}
