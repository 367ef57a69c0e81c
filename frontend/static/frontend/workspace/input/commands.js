// @ts-check
/** What each command of the keymap does. */

/**
 * @param {import("./editing.js").Parts} parts
 * @param {{editing: import("./editing.js").Editing, moving: import("./moving.js").Moving}} does
 * @param {object} page
 * @param {(verdict: "accepted" | "dismissed") => void} page.decide the focused suggestion
 * @param {() => void} page.help show the keys
 * @returns {import("./keyboard.js").Commands}
 */
export function commandsOf({ attention, describe }, { editing, moving }, { decide, help }) {
  const lessOrMore = (/** @type {string} */ key) => (key === key.toLowerCase() ? 1 : -1);
  return {
    word: (key) => moving.select("word", lessOrMore(key)),
    sentence: (key) => moving.select("sentence", lessOrMore(key)),
    paragraph: (key) => moving.select("paragraph", lessOrMore(key)),
    all: () => attention.select(0, describe.text.length),
    clear: () => moving.clear(),
    nextSpan: () => moving.toSpan(1),
    previousSpan: () => moving.toSpan(-1),
    cycle: () => moving.cycle(),
    endBack: () => editing.adjust("end", -1),
    endOn: () => editing.adjust("end", 1),
    startBack: () => editing.adjust("start", -1),
    startOn: () => editing.adjust("start", 1),
    remove: () => editing.remove(),
    nextSuggestion: () => moving.toSpan(1, true),
    previousSuggestion: () => moving.toSpan(-1, true),
    accept: () => decide("accepted"),
    dismiss: () => decide("dismissed"),
    undo: () => editing.undo(),
    redo: () => editing.redo(),
    help: () => help(),
  };
}
