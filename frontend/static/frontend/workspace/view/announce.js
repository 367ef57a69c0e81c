// @ts-check
/** Says what happened: in a polite live region, which is also the line of words under the text. */

/**
 * @param {HTMLElement} region has role="status"
 * @returns {(words: string) => void}
 */
export function announcer(region) {
  return (words) => {
    // The same words twice are a change only if something differs: a space that nobody sees.
    region.textContent = region.textContent === words ? `${words}\u00a0` : words;
  };
}
