// @ts-check
/** The time worked on a text, in few words. */

import { t } from "../../words.js";

/**
 * @param {number} seconds
 * @returns {string} "12 min", "1 h 5 min"
 */
export function inMinutes(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return t("{hours} h {minutes} min", { hours, minutes });
  return minutes > 0 ? t("{minutes} min", { minutes }) : t("under 1 min");
}

/**
 * Show it.
 *
 * @param {HTMLElement} place
 * @param {number} seconds
 */
export function showWorked(place, seconds) {
  const words = t("{time} on this text", { time: inMinutes(seconds) });
  if (place.textContent !== words) place.textContent = words;
}
