// @ts-check
/** Keys of the text and of the lists beside it. Tab is never taken. */

import { KEYMAP, keyName } from "./keymap.js";

/**
 * @typedef {Record<string, (key: string) => void>} Commands what each command of the keymap does
 */

/** @type {Map<string, string>} */
const COMMAND_OF = new Map(KEYMAP.flatMap(({ keys, command }) => keys.map((key) => [key, command])));
/** Keys that press a button or move a page: outside the text they keep that meaning. */
const OF_THE_PAGE = new Set(["Space", "Escape"]);

/**
 * Run commands for keys pressed while `element` or something in it has the focus.
 *
 * @param {HTMLElement} element
 * @param {object} does
 * @param {Commands} does.commands
 * @param {(digit: string) => boolean} does.label apply the label with this key; false = there is none
 * @param {(event: KeyboardEvent) => boolean} [does.caret] move the caret; false = not its key
 */
export function listen(element, { commands, label, caret }) {
  element.addEventListener("keydown", (event) => {
    if (caret?.(event) || run(event)) event.preventDefault();
  });

  /** @param {KeyboardEvent} event */
  function run(event) {
    const name = keyName(event);
    if (!caret && OF_THE_PAGE.has(name)) return false;
    if (/^[1-9]$/.test(name)) return label(name);
    const command = COMMAND_OF.get(name);
    if (command) commands[command](name);
    return command !== undefined;
  }
}
