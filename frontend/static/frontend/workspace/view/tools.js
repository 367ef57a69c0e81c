// @ts-check
/** What comes up over the page while one marks: the toolbar, choices, all commands, all keys. */

import { t } from "../../words.js";
import { commandsOf, letGo } from "../input/commands.js";
import { shownKey } from "../input/keys.js";
import { keepPreference } from "../sync/preferences.js";
import { AcceptDialog } from "./accept_dialog.js";
import { Choices } from "./choices.js";
import { CommandPalette } from "./command_palette.js";
import { find } from "./element.js";
import { KeySheet } from "./key_sheet.js";
import { ModeBar } from "./mode_bar.js";
import { Toolbar } from "./toolbar.js";

/**
 * @typedef {import("./command_palette.js").Item} Item
 * @typedef {import("../input/parts.js").Parts} Parts
 * @typedef {import("../input/verbs.js").Verbs} Verbs
 * @typedef {import("../input/keyboard.js").Keys} Keys
 */

/** What the page's bar and its tabs do beyond commands: the button that does it, and what to find it by. */
const OF_THE_PAGE = /** @type {const} */ ([
  ["#submit", t("Submit this document")],
  ["#skip", t("Put this document aside")],
  ["#reading", t("Reading settings: letters, lines, light or dark colours")],
  ["#tab-about", t("About this document; note on the whole text")],
  [".brand", t("Home: all my documents")],
]);

export class Tools {
  /**
   * @param {Parts} parts
   * @param {Verbs} verbs
   * @param {Keys} keys
   * @param {import("./places.js").Places} places
   */
  constructor(parts, verbs, keys, places) {
    this.parts = parts;
    this.verbs = verbs;
    this.keys = keys;
    this.choices = new Choices(parts.describe);
    const palette = new CommandPalette(() => this.#items());
    const acceptDialog = new AcceptDialog(parts, (chosen) => verbs.deciding.acceptAll(chosen));
    const sheet = new KeySheet(keys, (chosen) => keepPreference("keys", chosen));
    const opens = { palette: () => palette.open(), help: () => sheet.open(), acceptMany: () => acceptDialog.open() };
    this.commands = commandsOf(parts, verbs, opens, (command) => shownKey(keys.of(command)));
    const label = (/** @type {string} */ name) => verbs.editing.label(name);
    const root = find("#toolbar", HTMLElement);
    this.toolbar = new Toolbar(root, places, parts, { keys, commands: this.commands, label });
    const end = () => letGo(parts, verbs);
    this.modeBar = new ModeBar(parts, { done: () => verbs.editing.finish(), end });
  }

  /** @param {boolean} floats whether the toolbar comes to what it is about */
  show(floats) {
    this.modeBar.show();
    this.toolbar.show(floats);
  }

  /** @returns {Item[]} what the palette lists: labels first, then pens, then commands */
  #items() {
    const { labels } = this.parts.describe;
    const inText = (/** @type {() => void} */ run) => () => {
      find("#text", HTMLElement).focus({ preventScroll: true });
      run();
    };
    const given = labels.map((label) => ({
      id: `label:${label.name}`,
      title: label.title,
      group: t("Mark"),
      key: label.key,
      label,
      run: inText(() => this.verbs.editing.label(label.name)),
    }));
    const pens = labels.map((label) => ({
      id: `pen:${label.name}`,
      title: t("Pen: {label}", { label: label.title }),
      group: t("Mark"),
      key: "",
      label,
      run: inText(() => this.verbs.pen.take(label.name)),
    }));
    const commands = this.keys.bindings.filter(({ command }) => command !== "palette").map(({ command, group, keys, does }) => ({
      id: command,
      title: does,
      group,
      key: keys[0] ? shownKey(keys[0]) : "",
      run: inText(() => this.commands[command]()),
    }));
    return [...given, ...commands, ...ofThePage(), ...pens];
  }
}

/** @returns {Item[]} what can be pressed now */
function ofThePage() {
  const all = OF_THE_PAGE.map(([id, title]) => ({ id, title, button: find(id, HTMLElement) }));
  const shown = all.filter(({ button }) => !button.hidden);
  return shown.map(({ id, title, button }) => ({ id, title, group: t("Page"), key: "", run: () => button.click() }));
}
