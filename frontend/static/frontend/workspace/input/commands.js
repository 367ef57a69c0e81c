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
 * @returns {import("./keyboard.js").Commands}
 */
export function commandsOf(parts, verbs, opens) {
  const { editing, deciding, reshaping, relating, detailing, moving, pen } = verbs;
  const { attention, describe } = parts;
  return {
    ...unitCommands(moving),
    ...endCommands(editing),
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
    edit: () => editing.selectAnew(),
    duplicate: () => reshaping.duplicate(),
    split: () => reshaping.split(),
    merge: () => reshaping.merge(),
    unsure: () => toggleDoubt(parts, detailing),
    link: () => relating.begin(),
    unlink: () => relating.unlink(),
    note: () => openDetails(parts, "note"),
    details: () => enter(parts, verbs),
    remove: () => editing.remove(),
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
export function toggleDoubt(parts, detailing) {
  const own = ownOf(parts);
  if (own && mayChange(parts)) detailing.doubt(own.id, !own.is_unsure);
}

/**
 * Do what is under way; with nothing under way, show the details of the focused span.
 *
 * @param {import("./parts.js").Parts} parts
 * @param {Pick<Verbs, "relating" | "editing">} verbs
 */
function enter(parts, { relating, editing }) {
  const { attention } = parts;
  if (attention.linking) relating.finish(attention.focused ? [attention.focused] : []);
  else if (attention.edited) editing.finish();
  else openDetails(parts, "details");
}

/**
 * @param {import("./parts.js").Parts} parts
 * @param {"details" | "note"} what
 */
function openDetails({ attention, openDetails: open, say }, what) {
  if (!attention.focused) say(t("Focus a span first."));
  else open?.(what);
}
