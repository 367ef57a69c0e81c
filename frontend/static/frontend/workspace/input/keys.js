// @ts-check
/** How key presses are spelled, in the keymap and on the screen. */

import { t } from "../../words.js";

/** On a Mac, Alt makes other characters of letters; the key's place tells which letter it was. */
const LETTER = /^Key([A-Z])$/;

/**
 * Return how the keymap spells a key press: "a", "N", "Ctrl+z", "Alt+x", "Space", "Backspace".
 * Ctrl stands for the command key of a Mac too. Where a keyboard needs AltGr or Alt to make a
 * character, only the character counts: brackets do on many.
 *
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean,
 *   shiftKey?: boolean, getModifierState?: (key: string) => boolean}} event
 * @returns {string}
 */
export function keyName(event) {
  const name = event.key === " " ? "Space" : /^[a-z]$/i.test(event.key) ? letterOf(event) : event.key;
  if ("[]{}".includes(name) || event.getModifierState?.("AltGraph")) return name;
  const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  if (!event.altKey) return ctrl + name;
  if (/^[a-z]$/i.test(name) || name.length > 1) return `${ctrl}Alt+${name}`;
  const letter = LETTER.exec(event.code ?? "")?.[1];
  if (!letter) return ctrl + name;
  return `${ctrl}Alt+${event.shiftKey ? letter : letter.toLowerCase()}`;
}

/**
 * Return a letter as the Shift key makes it, whatever CapsLock says: who has it on by mistake still
 * means "undo" by Ctrl+Z.
 *
 * @param {{key: string, shiftKey?: boolean, getModifierState?: (key: string) => boolean}} event
 * @returns {string}
 */
function letterOf(event) {
  const small = event.key.toLowerCase();
  const isShifted = event.shiftKey || (event.key !== small && !event.getModifierState?.("CapsLock"));
  return isShifted ? small.toUpperCase() : small;
}

/** What keys with a name of their own are called. */
const NAMES = /** @type {Record<string, string>} */ ({
  Escape: t("Esc"),
  Space: t("Space"),
  Enter: t("Enter"),
  Backspace: t("Backspace"),
  // As it is written on keyboards: "Delete" is what buttons say.
  Delete: t("Del"),
  Ctrl: t("Ctrl"),
});

/**
 * Return a key as it is shown: "Shift+N" for "N", "Ctrl+Shift+Z" for "Ctrl+Z".
 *
 * @param {string} key as `keyName` spells it; empty = none
 * @returns {string}
 */
export function shownKey(key) {
  const parts = key.split(/\+(?=.)/);
  const last = parts.pop() ?? "";
  const isLetter = /^\p{L}$/u.test(last);
  if (isLetter && last !== last.toLowerCase()) parts.push(t("Shift"));
  return [...parts, isLetter ? last.toUpperCase() : last].map((part) => NAMES[part] ?? part).join("+");
}
