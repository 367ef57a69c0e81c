// @ts-check
/** All verbs, made for one workspace. */

import { Deciding } from "./deciding.js";
import { Detailing } from "./detailing.js";
import { Editing } from "./editing.js";
import { Moving } from "./moving.js";
import { Pen } from "./pen.js";
import { Relating } from "./relating.js";
import { Reshaping } from "./reshaping.js";

/** @typedef {ReturnType<typeof verbsOf>} Verbs */

/** @param {import("./parts.js").Parts} parts */
export function verbsOf(parts) {
  const moving = new Moving(parts);
  const deciding = new Deciding(parts, moving);
  const editing = new Editing(parts, deciding);
  const detailing = new Detailing(parts);
  return {
    moving,
    deciding,
    editing,
    detailing,
    reshaping: new Reshaping(parts),
    relating: new Relating(parts, detailing),
    pen: new Pen(parts, editing),
  };
}
