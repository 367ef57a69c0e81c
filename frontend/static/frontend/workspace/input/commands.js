// @ts-check
/** What each command of the keymap does. */

import { t } from "../../words.js";
import { mayChange, ownOf } from "./parts.js";

/**
 * @typedef {import("../model/snap.js").Unit} Unit
 * @typedef {import("./verbs.js").Verbs} Verbs
 */

/**
 * @param {import("./parts.js").Parts} parts
 * @param {Verbs} verbs
 * @param {{palette: () => void, help: () => void, acceptMany: () => void}} opens
 * @param {(command: string) => string} keyOf the key to show for a command; empty without one
 * @returns {import("./keyboard.js").Commands}
 */
export function commandsOf(parts, verbs, opens, keyOf) {
  const { editing, deciding, moving, pen } = verbs;
  const { attention, describe } = parts;
  const ofASpan = Object.entries({ ...endCommands(editing), ...spanCommands(parts, verbs) });
  const withSpan = (/** @type {() => void} */ does) => () => hasSpan(parts, keyOf("cycle")) && does();
  return {
    ...unitCommands(moving),
    ...Object.fromEntries(ofASpan.map(([command, does]) => [command, withSpan(does)])),
    all: () => attention.select(0, describe.text.length),
    clear: () => letGo(parts, verbs),
    nextSpan: () => moving.toSpan(1),
    previousSpan: () => moving.toSpan(-1),
    cycle: () => moving.cycle(),
    nextSuggestion: () => moving.toSpan(1, true),
    previousSuggestion: () => moving.toSpan(-1, true),
    accept: () => (attention.edited ? editing.finish() : deciding.focused("accepted")),
    dismiss: () => deciding.focused("dismissed"),
    acceptMany: () => opens.acceptMany(),
    pen: () => pen.choose(),
    details: () => enter(parts, verbs, withSpan(() => parts.openDetails?.("details"))),
    undo: () => editing.undo(),
    redo: () => editing.redo(),
    guideline: () => parts.openGuideline?.(),
    palette: () => opens.palette(),
    help: () => opens.help(),
  };
}

/** @param {import("./moving.js").Moving} moving @returns {import("./keyboard.js").Commands} */
function unitCommands(moving) {
  /** @type {Unit[]} */
  const units = ["word", "clause", "sentence", "paragraph"];
  const pairs = units.flatMap((unit) => {
    const name = unit[0].toUpperCase() + unit.slice(1);
    return /** @type {[string, () => void][]} */ ([
      [unit, () => moving.select(unit, 1)],
      [`${unit}Less`, () => moving.select(unit, -1)],
      [`go${name}`, () => moving.go(unit, 1)],
      [`go${name}Back`, () => moving.go(unit, -1)],
    ]);
  });
  return Object.fromEntries(pairs);
}

/** @param {import("./editing.js").Editing} editing @returns {import("./keyboard.js").Commands} */
function endCommands(editing) {
  return {
    endBack: () => editing.adjust("end", -1, "word"),
    endOn: () => editing.adjust("end", 1, "word"),
    startBack: () => editing.adjust("start", -1, "word"),
    startOn: () => editing.adjust("start", 1, "word"),
    endBackCharacter: () => editing.adjust("end", -1, "grapheme"),
    endOnCharacter: () => editing.adjust("end", 1, "grapheme"),
    startBackCharacter: () => editing.adjust("start", -1, "grapheme"),
    startOnCharacter: () => editing.adjust("start", 1, "grapheme"),
  };
}

/**
 * @param {import("./parts.js").Parts} parts
 * @param {Verbs} verbs
 * @returns {import("./keyboard.js").Commands}
 */
function spanCommands(parts, { editing, reshaping, relating, detailing }) {
  return {
    edit: () => editing.selectAnew(),
    duplicate: () => reshaping.duplicate(),
    split: () => reshaping.split(),
    merge: () => reshaping.merge(),
    unsure: () => toggleDoubt(parts, detailing),
    link: () => relating.begin(),
    unlink: () => relating.unlink(),
    note: () => parts.openDetails?.("note"),
    remove: () => editing.remove(),
  };
}

/**
 * Let a command have its span: the focused one, else the only own one at the caret. Without one, say
 * how to focus one.
 *
 * @param {import("./parts.js").Parts} parts
 * @param {string} key that focuses a span at the caret, as it is shown; empty without one
 * @returns {boolean}
 */
function hasSpan({ attention, store, say }, key) {
  if (attention.focused) return true;
  const own = attention.stretch ? [] : store.at(attention.selection.head).filter(({ origin }) => origin === "own");
  if (own.length === 1) attention.focus(own[0].id);
  else if (key) say(t("Focus a span first: press {key} at one, or click it.", { key }));
  else say(t("Focus a span first: click one."));
  return own.length === 1;
}

/**
 * Let go of one thing: a link that is being made, a span selected anew, the pen, the selection,
 * the focus of a span.
 *
 * @param {import("./parts.js").Parts} parts
 * @param {Pick<Verbs, "relating" | "pen">} verbs
 */
export function letGo({ attention }, { relating, pen }) {
  if (attention.linking) relating.cancel();
  else if (attention.edited) attention.focus(attention.edited, attention.stretch?.start);
  else if (attention.pen) pen.putAway();
  else if (attention.stretch) attention.select(attention.selection.head);
  else attention.focus(null);
}

/**
 * Say that one is not sure of the focused span, or that one is.
 *
 * @param {import("./parts.js").Parts} parts
 * @param {import("./detailing.js").Detailing} detailing
 */
function toggleDoubt(parts, detailing) {
  const own = ownOf(parts);
  if (own && mayChange(parts)) detailing.doubt(own.id, !own.is_unsure);
}

/**
 * Do what is under way; with nothing under way, show the details of the focused span.
 *
 * @param {import("./parts.js").Parts} parts
 * @param {Pick<Verbs, "relating" | "editing">} verbs
 * @param {() => void} openDetails
 */
function enter({ attention }, { relating, editing }, openDetails) {
  if (attention.linking) relating.finish(attention.focused ? [attention.focused] : []);
  else if (attention.edited) editing.finish();
  else openDetails();
}
