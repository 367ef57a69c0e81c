// @ts-check
/** Which key does what, to begin with. Data only: remapping.js applies what a person changed. */

import { t } from "../../words.js";

/**
 * @typedef {{group: string, command: string, keys: string[], does: string}} Binding
 *   `keys`: as `keyName` spells them, the one that is shown first
 */

/** @param {string} group @returns {(command: string, keys: string, does: string) => Binding} */
const bindings = (group) => (command, keys, does) => ({ group, command, keys: keys.split(" "), does });
const select = bindings(t("Select"));
const move = bindings(t("Move the caret"));
const mark = bindings(t("Mark"));
const change = bindings(t("Change the focused span"));
const go = bindings(t("Go from span to span"));
const suggestion = bindings(t("Suggestions"));
const all = bindings(t("Everything"));

/** @type {Binding[]} */
export const KEYMAP = [
  select("word", "w", t("Word at the caret; again = one more")),
  select("wordLess", "W", t("One word less")),
  select("clause", "c", t("Clause; again = one more")),
  select("clauseLess", "C", t("One clause less")),
  select("sentence", "s", t("Sentence; again = one more")),
  select("sentenceLess", "S", t("One sentence less")),
  select("paragraph", "p", t("Paragraph; again = one more")),
  select("paragraphLess", "P", t("One paragraph less")),
  select("all", "Ctrl+a", t("The whole text")),
  select("clear", "Escape", t("Let go: link, pen, selection, focus")),
  move("goWord", "Alt+w", t("To the next word")),
  move("goWordBack", "Alt+W", t("To the word before")),
  move("goClause", "Alt+c", t("To the next clause")),
  move("goClauseBack", "Alt+C", t("To the clause before")),
  move("goSentence", "Alt+s", t("To the next sentence")),
  move("goSentenceBack", "Alt+S", t("To the sentence before")),
  move("goParagraph", "Alt+p", t("To the next paragraph")),
  move("goParagraphBack", "Alt+P", t("To the paragraph before")),
  mark("pen", "l", t("Take a pen: then choose its label, and what you select is marked at once")),
  mark("duplicate", "d", t("Mark the same words with a second label")),
  mark("link", "k", t("Link the span to another: go there, press Enter")),
  mark("unlink", "K", t("Delete one of its links")),
  change("endBack", "[", t("End one word back")),
  change("endOn", "]", t("End one word on")),
  change("startBack", "{", t("Beginning one word back")),
  change("startOn", "}", t("Beginning one word on")),
  change("endBackCharacter", "<", t("End one character back")),
  change("endOnCharacter", ">", t("End one character on")),
  change("startBackCharacter", "(", t("Beginning one character back")),
  change("startOnCharacter", ")", t("Beginning one character on")),
  change("edit", "e", t("Select it anew: change the selection, then press Enter or a label’s digit")),
  change("split", "x", t("Split it at the caret")),
  change("merge", "m", t("Merge it with the next of its label")),
  change("unsure", "u", t("Not sure, or sure again")),
  change("note", "t", t("Write a note")),
  change("details", "Enter", t("Details; while linking: choose; while selecting anew: done")),
  change("remove", "Backspace Delete", t("Delete it")),
  go("nextSpan", "n", t("Next span")),
  go("previousSpan", "N", t("Previous span")),
  go("cycle", "Space", t("Next of the spans that overlap here")),
  suggestion("nextSuggestion", ".", t("Next undecided suggestion")),
  suggestion("previousSuggestion", ",", t("Previous undecided suggestion")),
  suggestion("accept", "a", t("Accept it, as changed, and go on")),
  suggestion("dismiss", "r", t("Dismiss it and go on")),
  suggestion("acceptMany", "A", t("Accept all above a score…")),
  all("undo", "Ctrl+z", t("Undo, decisions too")),
  all("redo", "Ctrl+Z Ctrl+y", t("Redo")),
  all("palette", "Ctrl+k", t("All commands and labels")),
  all("guideline", "g", t("Guideline, at the label in question")),
  all("help", "?", t("Show and change the keys")),
];
