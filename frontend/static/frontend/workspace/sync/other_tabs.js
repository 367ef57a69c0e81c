// @ts-check
/** The other tabs in which the same assignment is open. */

/**
 * Tell the other tabs of what was saved here, and hear of theirs. A tab nobody looks at waits
 * until somebody does.
 *
 * @param {string} assignment its id
 * @param {() => void} onBehind something was saved in another tab
 * @returns {() => void} tells the others
 */
export function joinTabs(assignment, onBehind) {
  const channel = new BroadcastChannel(`parallax-assignment-${assignment}`);
  let isBehind = false;
  function look() {
    if (!isBehind || document.hidden) return;
    isBehind = false;
    onBehind();
  }
  channel.addEventListener("message", () => {
    isBehind = true;
    look();
  });
  document.addEventListener("visibilitychange", look);
  return () => channel.postMessage("saved");
}
