// @ts-check
/** Answers to what a label asks about each of its spans. */

/**
 * @typedef {import("./describe.js").Attribute} Attribute
 * @typedef {string | number | boolean | string[]} Answer of the attribute's kind
 * @typedef {Readonly<Record<string, Answer>>} Answers by the attribute's name; what is not said is left out
 */

/** How long an answer in words may be, in code points; as the server has it. */
export const MOST_ANSWER = 2000;
/** How long a note may be, in code points; as the server has it. */
export const MOST_NOTE = 10_000;

/**
 * @param {Answer | null | undefined} answer
 * @returns {answer is Answer} whether anything is said by it; "no" and 0 say something
 */
function isSaid(answer) {
  return answer !== undefined && answer !== null && answer !== "" && !(Array.isArray(answer) && answer.length === 0);
}

/**
 * Return the attributes that have no answer.
 *
 * @param {readonly Attribute[]} attributes
 * @param {Answers} answers
 * @returns {Attribute[]}
 */
export function unanswered(attributes, answers) {
  return attributes.filter(({ name }) => !isSaid(answers[name]));
}

/**
 * Return the answers with one more of them, or with one taken back.
 *
 * @param {Answers} answers
 * @param {string} name of the attribute
 * @param {Answer | null} answer null, and what says nothing = taken back
 * @returns {Answers}
 */
export function withAnswer(answers, name, answer) {
  const others = Object.fromEntries(Object.entries(answers).filter(([one]) => one !== name));
  return isSaid(answer) ? { ...others, [name]: answer } : others;
}

/**
 * Put an answer into words, as the label set has them.
 *
 * @param {Attribute} attribute
 * @param {Answer} answer
 * @param {{yes: string, no: string}} words
 * @returns {string}
 */
export function inWords({ kind, options }, answer, { yes, no }) {
  const title = (/** @type {string} */ name) => options.find((option) => option.name === name)?.title ?? name;
  if (kind === "boolean") return answer ? yes : no;
  if (Array.isArray(answer)) return answer.map(title).join(", ");
  return kind === "choice" ? title(String(answer)) : String(answer);
}
