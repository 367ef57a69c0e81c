// @ts-check
/** Keys of the text and of the lists beside it. Tab is never taken. */

import { keyName } from "./keys.js";
import { remapped } from "./remapping.js";

/**
 * @typedef {Record<string, () => void>} Commands what each command of the keymap does
 * @typedef {import("./keymap.js").Binding} Binding
 */

/** Keys that press a button or move a page: outside the text they keep that meaning. */
const OF_THE_PAGE = new Set(["Space", "Enter"]);

/** The keys that are in force. */
export class Keys {
  /** @type {Map<string, string>} */
  #commandOf = new Map();

  /**
   * @param {Binding[]} keymap to begin with
   * @param {import("./remapping.js").Chosen} chosen
   */
  constructor(keymap, chosen) {
    this.keymap = keymap;
    this.chosen = chosen;
    this.bindings = keymap;
    this.change(chosen);
  }

  /** @param {import("./remapping.js").Chosen} chosen */
  change(chosen) {
    this.chosen = chosen;
    this.bindings = remapped(this.keymap, chosen);
    this.#commandOf = new Map(this.bindings.flatMap(({ keys, command }) => keys.map((key) => [key, command])));
  }

  /** @param {string} key @returns {string | undefined} */
  commandOf(key) {
    return this.#commandOf.get(key);
  }

  /** @param {string} command @returns {string} the key to show for it; empty without one */
  of(command) {
    return this.bindings.find((binding) => binding.command === command)?.keys[0] ?? "";
  }
}

/**
 * Run commands for keys pressed while `element` or something in it has the focus.
 *
 * @param {HTMLElement} element
 * @param {object} does
 * @param {Keys} does.keys
 * @param {Commands} does.commands
 * @param {(digit: string) => boolean} does.label apply the label with this key; false = there is none
 * @param {(event: KeyboardEvent) => boolean} [does.caret] move the caret; false = not its key
 */
export function listen(element, { keys, commands, label, caret }) {
  element.addEventListener("keydown", (event) => {
    if (event.isComposing || isTyping(event.target)) return;
    if (caret?.(event) || run(event)) event.preventDefault();
  });

  /** @param {KeyboardEvent} event */
  function run(event) {
    const name = keyName(event);
    if (!caret && OF_THE_PAGE.has(name)) return false;
    if (/^[1-9]$/.test(name)) return label(name);
    const command = commands[keys.commandOf(name) ?? ""];
    command?.();
    return command !== undefined;
  }
}

/** @param {EventTarget | null} target @returns {boolean} whether keys write into it */
export function isTyping(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select");
}
