// @ts-check
/** Keys and pointers in the text, and keys in what stands beside it. */

import { find } from "../view/element.js";
import { isTyping, listen as listenToKeys } from "./keyboard.js";
import { keyName } from "./keys.js";
import { listenToDrags, listen as listenToPointer } from "./pointer.js";

/** Where, besides the text, one hears the keys: where one looks at spans, and what one just pressed for them. */
const BESIDE = [".workspace-tools", "#legend", ".tabs", "#span-list", "#suggestion-list", "#toolbar"];
/** Commands whose keys are heard everywhere on the page but where one types or is asked something. */
const EVERYWHERE = new Set(["undo", "redo", "nextSuggestion", "previousSuggestion", "guideline", "help"]);

/**
 * @typedef {object} Around
 * @property {import("../view/text.js").TextView} view
 * @property {import("../view/caret.js").Caret} caret
 * @property {import("./verbs.js").Verbs} verbs
 * @property {import("./keyboard.js").Keys} keys
 * @property {import("./keyboard.js").Commands} commands
 * @property {(id: string | null) => void} hover
 */

/**
 * @param {HTMLElement} root the text
 * @param {import("./parts.js").Parts} parts
 * @param {Around} around
 */
export function listenInText(root, parts, around) {
  const { keys, commands, view, caret, verbs, hover } = around;
  const { attention, snap } = parts;
  const heard = { keys, commands, label: (/** @type {string} */ digit) => label(digit) };
  listenToKeys(root, { ...heard, caret: (event) => moveCaret(event) });
  for (const list of BESIDE) listenToKeys(find(list, HTMLElement), heard);
  addEventListener("keydown", (event) => {
    const command = keys.commandOf(keyName(event)) ?? "";
    if (event.defaultPrevented || event.isComposing || !isHeard(command, event.target)) return;
    event.preventDefault();
    if (document.activeElement === document.body) root.focus({ preventScroll: true });
    commands[command]();
  });
  // What is copied is the text itself, to the character; the browser leaves line ends out.
  root.addEventListener("copy", (event) => {
    const { stretch } = attention;
    if (!stretch) return;
    event.clipboardData?.setData("text/plain", view.text.slice(stretch.start, stretch.end));
    event.preventDefault();
  });
  const selected = () => verbs.pen.mark();
  listenToPointer({ root, caret, places: view.places, attention, snap, click: (offset) => press(offset), selected, hover });
  listenToDrags(find("#toolbar", HTMLElement), "[data-tool=link]", {
    begin: () => verbs.relating.begin(),
    drop: (ids) => (ids.length > 0 ? verbs.relating.finish(ids) : verbs.relating.cancel()),
    hover,
  });

  /**
   * @param {string} command
   * @param {EventTarget | null} target
   * @returns {boolean} whether its key means it there
   */
  function isHeard(command, target) {
    if (command === "palette") return true;
    return EVERYWHERE.has(command) && !isTyping(target) && !document.querySelector("dialog:modal");
  }

  /** @param {string} digit @returns {boolean} */
  function label(digit) {
    const known = parts.describe.byKey.get(digit);
    if (known) verbs.editing.label(known.name);
    return known !== undefined;
  }

  /** @param {number} offset focus what is here; pressed again, the next of what overlaps */
  function press(offset) {
    const here = parts.store.at(offset).filter((span) => offset < span.end);
    if (here.length === 0) return attention.focus(null, offset);
    if (attention.linking) return verbs.relating.finish(here.map(({ id }) => id));
    const index = here.findIndex((span) => span.id === attention.focused);
    return verbs.moving.focus(here[(index + 1) % here.length], offset);
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  function moveCaret(event) {
    const moved = caret.moved(event, attention.selection);
    if (!moved) return false;
    if (moved.anchor === moved.head) verbs.moving.putCaret(moved.head);
    else attention.select(moved.anchor, moved.head);
    view.reveal(moved.head);
    return true;
  }
}
