// @ts-check
/** Finds what somebody means by a few letters. */

/**
 * Say how well a query fits: all its letters in order, best at the beginnings of words and in a row.
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
  let score = 0;
  let place = -1;
  for (const letter of wanted) {
    const next = nextPlace(words, letter, place);
    if (next === -1) return 0;
    score += next === place + 1 ? 4 : isWordStart(words, next) ? 3 : 1;
    place = next;
  }
  return score - words.length / 1000;
}

/**
 * @param {string} words
 * @param {string} letter
 * @param {number} place of the letter before
 * @returns {number} the letter right after, else at the beginning of a word, else anywhere
 */
function nextPlace(words, letter, place) {
  if (words[place + 1] === letter) return place + 1;
  for (let at = place + 2; at < words.length; at += 1) if (words[at] === letter && isWordStart(words, at)) return at;
  return words.indexOf(letter, place + 1);
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
