// @ts-check
/** The keys of the review page, as data. They work wherever nothing is being typed. */

import { t } from "../../words.js";

/** @typedef {{take: (place: number) => void, none: () => void, custom: () => void, retract: () => void,
 *   note: () => void, go: (step: 1 | -1) => void}} Commands */

/** @type {[string, string][]} keys and what they do, for the page's legend */
export const LEGEND = [
  ["1 – 9", t("take this annotator’s spans; 1: the link is gold")],
  ["0", t("mark nothing here; the link is not gold")],
  ["c", t("something else")],
  ["m", t("write a note to the ruling")],
  ["u", t("take back this decision, else the last one")],
  ["n / p", t("next, previous undecided")],
];

/**
 * Run what a key stands for.
 *
 * @param {KeyboardEvent} event
 * @param {Commands} commands
 */
export function onKey(event, commands) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (/^[1-9]$/.test(event.key)) commands.take(Number(event.key) - 1);
  else if (event.key === "0") commands.none();
  else if (event.key === "c") commands.custom();
  else if (event.key === "m") commands.note();
  else if (event.key === "u") commands.retract();
  else if (event.key === "n") commands.go(1);
  else if (event.key === "p") commands.go(-1);
  else return;
  event.preventDefault();
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
}
