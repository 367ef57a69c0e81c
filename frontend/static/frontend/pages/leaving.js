// @ts-check
/** Nobody leaves a page with unsaved work by accident. */

/**
 * Let the browser ask before the page is left while there is something to lose.
 *
 * @param {() => boolean} hasChanges
 * @returns {{allow: () => void}} to leave without being asked, after saving
 */
export function warnWhenLeaving(hasChanges) {
  let isAllowed = false;
  window.addEventListener("beforeunload", (event) => {
    if (!isAllowed && hasChanges()) event.preventDefault();
  });
  return {
    allow: () => {
      isAllowed = true;
    },
  };
}
