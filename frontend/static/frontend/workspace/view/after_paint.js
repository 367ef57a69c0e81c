// @ts-check
/** Work that the next picture need not wait for. */

/**
 * Put work off until what was changed before has been drawn. Asked for again meanwhile, it is done
 * once.
 *
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function afterPaint(work) {
  let isWaiting = false;
  function run() {
    isWaiting = false;
    work();
  }
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    // A page that nobody sees draws nothing.
    if (document.hidden) setTimeout(run, 0);
    else requestAnimationFrame(() => setTimeout(run, 0));
  };
}
