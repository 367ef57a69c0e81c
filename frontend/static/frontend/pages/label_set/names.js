// @ts-check
/** Names for programs, made from titles for people. */

const LONGEST = 40;

/**
 * Return a title as a name: small ASCII letters, digits and _, a letter first.
 *
 * @param {string} title
 * @returns {string} empty where the title has no such letter or digit
 */
export function nameOf(title) {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const joined = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const begun = /^[0-9]/.test(joined) ? `n${joined}` : joined;
  return begun.slice(0, LONGEST).replace(/_+$/, "");
}

/**
 * Return a name that is not taken, by a number at its end where it is.
 *
 * @param {string} name
 * @param {Iterable<string>} taken
 * @returns {string}
 */
export function freeName(name, taken) {
  const all = new Set(taken);
  if (name === "" || !all.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const end = `_${number}`;
    const tried = name.slice(0, LONGEST - end.length) + end;
    if (!all.has(tried)) return tried;
  }
}
