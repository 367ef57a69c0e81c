// @ts-check
/** The interface in the reader's language. English is what the code says; a catalogue translates. */

/** @typedef {Record<string, string | number>} Values */

/** @type {Record<string, string | string[]>} English to the page's language; a list holds plural forms */
const catalogue = JSON.parse(globalThis.document?.getElementById("words")?.textContent ?? "{}");
const language = globalThis.document?.documentElement.lang || "en";
/** How dates are written; English as in Europe, as the server writes it. */
export const locale = language === "en" ? "en-GB" : language;
const plurals = new Intl.PluralRules(language);
/** The plural forms that the language has, in the order in which gettext counts them. */
const FORMS = ["zero", "one", "two", "few", "many", "other"].filter((form) =>
  plurals.resolvedOptions().pluralCategories.includes(/** @type {Intl.LDMLPluralRule} */ (form)),
);

/**
 * Put values into the places of a sentence.
 *
 * @param {string} sentence with places as {name}
 * @param {Values} values
 * @returns {string}
 */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * Return a sentence in the page's language.
 *
 * @param {string} english
 * @param {Values} [values] for its places
 * @returns {string}
 */
export function t(english, values = {}) {
  const found = catalogue[english];
  return fill(typeof found === "string" ? found : english, values);
}

/**
 * Return the form for a number. Where a catalogue has fewer forms than the language ("many" in
 * French, for millions, is new), the last one stands for the rest.
 *
 * @param {string[]} forms
 * @param {number} count
 * @returns {string}
 */
function formOf(forms, count) {
  return forms[Math.min(FORMS.indexOf(plurals.select(count)), forms.length - 1)];
}

/**
 * Return a sentence that depends on a number, in the page's language.
 *
 * @param {string} one English for exactly one
 * @param {string} many English for any other number
 * @param {number} count for the place {count}
 * @param {Values} [values] for further places
 * @returns {string}
 */
export function n(one, many, count, values = {}) {
  const found = catalogue[one];
  const english = count === 1 ? one : many;
  return fill(Array.isArray(found) ? formOf(found, count) : english, { count, ...values });
}
