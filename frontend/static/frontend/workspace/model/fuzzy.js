// @ts-check
/** Finds what somebody means by a few letters. */

/** What a letter is worth: right after the last one, at the beginning of a word, further on in that word. */
const [NEXT, BEGINNING, WITHIN] = [4, 3, 1];
/** What all letters must be worth on average: a few scattered ones are no sign that this is meant. */
const LEAST = 2;

/**
 * Say how well a query fits: all its letters in order, best in a row and at the beginnings of words.
 * Of a word one leaves out the rest, never the beginning; within it one may leave out letters.
 *
 * @param {string} query
 * @param {string} text
 * @returns {number} 0 = not at all; an empty query fits everything
 */
export function fit(query, text) {
  const wanted = plain(query).replaceAll(" ", "");
  const words = plain(text);
  if (wanted === "") return 1;
  const start = words.indexOf(plain(query).trim());
  if (start !== -1) return 1000 - start - words.length / 1000 + (isWordStart(words, start) ? 500 : 0);
  /** @type {Map<number, number>} where the letters so far may end, and what they are worth then */
  let ends = new Map([[-1, 0]]);
  for (const letter of wanted) {
    /** @type {Map<number, number>} */
    const further = new Map();
    for (const [end, score] of ends) {
      for (const [place, worth] of placesAfter(words, letter, end)) {
        further.set(place, Math.max(score + worth, further.get(place) ?? 0));
      }
    }
    ends = further;
  }
  const score = Math.max(0, ...ends.values());
  return score >= LEAST * wanted.length ? score - words.length / 1000 : 0;
}

/**
 * @param {string} words
 * @param {string} letter
 * @param {number} end place of the letter before; -1 = there is none
 * @returns {[number, number][]} where it may stand: in the same word, or at the beginning of another; and its worth
 */
function placesAfter(words, letter, end) {
  /** @type {[number, number][]} */
  const found = [];
  let isSameWord = end !== -1;
  for (let at = end + 1; at < words.length; at += 1) {
    const isNext = at === end + 1 && words[at] !== " ";
    if (words[at] === " ") isSameWord = false;
    if (words[at] !== letter || !(isSameWord || isWordStart(words, at))) continue;
    found.push([at, isNext ? NEXT : isWordStart(words, at) ? BEGINNING : WITHIN]);
  }
  return found;
}

/** @param {string} words @param {number} place */
function isWordStart(words, place) {
  return place === 0 || words[place - 1] === " ";
}

/** @param {string} text @returns {string} in small letters, without accents and signs */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
}

/**
 * Return the items that fit, the best first; of equals, the one used last.
 *
 * @template {{id: string, title: string}} T
 * @param {string} query
 * @param {readonly T[]} items
 * @param {readonly string[]} recent ids, the last used first
 * @returns {T[]}
 */
export function best(query, items, recent) {
  const rank = (/** @type {T} */ item) => {
    const index = recent.indexOf(item.id);
    return index === -1 ? recent.length : index;
  };
  const found = items.map((item) => ({ item, score: fit(query, item.title) })).filter(({ score }) => score > 0);
  return found.sort((a, b) => b.score - a.score || rank(a.item) - rank(b.item)).map(({ item }) => item);
}
