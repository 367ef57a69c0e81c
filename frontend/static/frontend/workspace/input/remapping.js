// @ts-check
/** The keymap as one person has it. Pure functions; what they chose is `{command: key}`. */

import { t } from "../../words.js";

/** @typedef {import("./keymap.js").Binding} Binding */
/** @typedef {Record<string, string>} Chosen command to the one key that it has instead of its own */

/** Keys with a fixed meaning: labels, the caret, leaving, and what every browser needs. */
const RESERVED = /^(?:(?:Ctrl\+|Alt\+)*(?:Tab|Arrow\w+|Home|End|Page\w+|F\d+)|[0-9]|Escape|Enter|Ctrl\+[cvfwrtn])$/;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);

/**
 * Say whether a command may have this key at all.
 *
 * @param {string} key as `keyName` spells it
 * @returns {boolean}
 */
export function isFree(key) {
  return key !== "" && !RESERVED.test(key) && !isModifier(key);
}

/** @param {Pick<Binding, "keys">} binding @returns {boolean} whether its key is what everybody expects, and stays */
export function isFixed({ keys }) {
  return keys.includes("Escape") || keys.includes("Enter");
}

/** @param {string} key @returns {boolean} whether it does nothing alone */
export function isModifier(key) {
  return MODIFIERS.has(key.split("+").at(-1) ?? "");
}

/**
 * Return the keymap with the chosen keys in place. A choice counts if the key may be had and no
 * earlier choice has it; it takes the key from a command that only had it to begin with. So no
 * key ever does two things.
 *
 * @param {readonly Binding[]} keymap
 * @param {Chosen} chosen
 * @returns {Binding[]} a command may be left without a key
 */
export function remapped(keymap, chosen) {
  const taken = new Set();
  const accepted = keymap.map(({ command, keys }) => {
    const key = chosen[command];
    if (key === undefined || isFixed({ keys }) || !isFree(key) || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
  return keymap.map((binding, index) => {
    const key = accepted[index];
    return { ...binding, keys: key === null ? binding.keys.filter((own) => !taken.has(own)) : [key] };
  });
}

/**
 * Say why a command cannot have a key.
 *
 * @param {readonly Binding[]} keymap as it is now
 * @param {string} command
 * @param {string} key
 * @returns {string} empty if it can
 */
export function objection(keymap, command, key) {
  if (!isFree(key)) return t("This key has a fixed meaning. Press another one.");
  const other = keymap.find((binding) => binding.command !== command && binding.keys.includes(key));
  return other ? t("This key already means “{does}”. Press another one, or change that one first.", { does: other.does }) : "";
}

/**
 * Return the choices with one more. A command that gets back its own key needs none.
 *
 * @param {readonly Binding[]} keymap to begin with
 * @param {Chosen} chosen
 * @param {string} command
 * @param {string | null} key null = its own
 * @returns {Chosen}
 */
export function choose(keymap, chosen, command, key) {
  const { [command]: old, ...others } = chosen;
  const own = keymap.find((binding) => binding.command === command)?.keys ?? [];
  const isOwn = key === null || (own.length === 1 && own[0] === key);
  return isOwn ? others : { ...others, [command]: key };
}
