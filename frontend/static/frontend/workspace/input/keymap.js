// @ts-check
/** Which key does what. Data only: keyboard.js reads it, the help dialog shows it. */

/**
 * @typedef {{keys: string[], shown: string, does: string, command: string, group: string}} Binding
 *   `keys`: as `keyName` spells them; `shown`: as the help dialog prints them
 */

/** @type {Binding[]} */
export const KEYMAP = [
  bind("Select", "w", "W", "word", "Select the word at the caret; again = one more, with Shift = one less"),
  bind("Select", "s", "S", "sentence", "The same by sentences"),
  bind("Select", "p", "P", "paragraph", "The same by paragraphs"),
  { group: "Select", keys: ["Ctrl+a"], shown: "Ctrl+A", command: "all", does: "Select the whole text" },
  { group: "Select", keys: ["Escape"], shown: "Esc", command: "clear", does: "Drop the selection, then the focus" },
  { group: "Spans", keys: ["n"], shown: "n", command: "nextSpan", does: "Next span" },
  { group: "Spans", keys: ["N"], shown: "Shift+n", command: "previousSpan", does: "Previous span" },
  { group: "Spans", keys: ["Space"], shown: "Space", command: "cycle", does: "Next of the spans that overlap here" },
  { group: "Spans", keys: ["["], shown: "[", command: "endBack", does: "End of the span one word back" },
  { group: "Spans", keys: ["]"], shown: "]", command: "endOn", does: "End of the span one word on" },
  { group: "Spans", keys: ["{"], shown: "{", command: "startBack", does: "Beginning one word back" },
  { group: "Spans", keys: ["}"], shown: "}", command: "startOn", does: "Beginning one word on" },
  { group: "Spans", keys: ["Backspace", "Delete"], shown: "Backspace", command: "remove", does: "Delete the span" },
  { group: "Suggestions", keys: ["."], shown: ".", command: "nextSuggestion", does: "Next undecided suggestion" },
  { group: "Suggestions", keys: [","], shown: ",", command: "previousSuggestion", does: "Previous one" },
  { group: "Suggestions", keys: ["a"], shown: "a", command: "accept", does: "Accept it (as changed) and go on" },
  { group: "Suggestions", keys: ["r"], shown: "r", command: "dismiss", does: "Dismiss it and go on" },
  { group: "Everything", keys: ["Ctrl+z"], shown: "Ctrl+Z", command: "undo", does: "Undo, decisions too" },
  { group: "Everything", keys: ["Ctrl+Z", "Ctrl+y"], shown: "Ctrl+Shift+Z", command: "redo", does: "Redo" },
  { group: "Everything", keys: ["?"], shown: "?", command: "help", does: "Show the keys" },
];

/**
 * @param {string} group
 * @param {string} key
 * @param {string} shifted
 * @param {string} unit
 * @param {string} does
 * @returns {Binding}
 */
function bind(group, key, shifted, unit, does) {
  return { group, keys: [key, shifted], shown: key, command: unit, does };
}

/**
 * Return how this module spells a key press: "a", "N", "Ctrl+z", "Alt+x", "Space", "Backspace".
 * Ctrl stands for the command key of a Mac too. Brackets need Alt on many keyboards, so for them
 * modifiers do not count.
 *
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event
 * @returns {string}
 */
export function keyName({ key, ctrlKey, metaKey, altKey }) {
  const name = key === " " ? "Space" : key;
  if ("[]{}".includes(name)) return name;
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${name}`;
}
