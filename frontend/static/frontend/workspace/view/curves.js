// @ts-check
/** Lines with an arrow head and words, as SVG between the lines of the text and in its margin. */

/**
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box in the window's pixels
 * @typedef {{path: string, x: number, y: number, anchor: "start" | "middle" | "end"}} Curve
 *   `x`, `y`: where its words stand
 */

const SVG = "http://www.w3.org/2000/svg";
/** How far over the letters and under them a line runs: clear of digits and of the first lanes. */
const [OVER, UNDER] = [5, 9];
/** The half of an arrow head's width; its length is twice that. */
const HEAD = 3;
/** How round corners are. */
const ROUND = 7;
/** Room for the name of a link, in pixels. */
const NAME = 90;
/** How long the piece is that points to what is out of sight. */
const STUB = 16;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [words]
 * @returns {SVGElement}
 */
function svg(name, attributes, words = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = words;
  return made;
}

/** @returns {SVGElement} an empty drawing that never takes a click */
export function drawing() {
  return svg("svg", { class: "connectors", "aria-hidden": "true" });
}

/** @param {number} x @param {number} y @param {1 | -1} down where it points: 1 = downwards */
const head = (x, y, down) => `M${x - HEAD},${y - 2 * HEAD * down} L${x},${y} L${x + HEAD},${y - 2 * HEAD * down}`;

/**
 * Return a path from point to point whose corners are round.
 *
 * @param {[number, number][]} points each level with the one before, or right over or under it
 * @returns {string}
 */
function bent(points) {
  const towards = (/** @type {[number, number]} */ [x, y], /** @type {[number, number]} */ [toX, toY]) => {
    const far = Math.hypot(toX - x, toY - y) || 1;
    const step = Math.min(ROUND, far / 2) / far;
    return `${x + (toX - x) * step},${y + (toY - y) * step}`;
  };
  const corners = points.slice(1, -1).map((point, at) => `L${towards(point, points[at])} Q${point} ${towards(point, points[at + 2])}`);
  return `M${points[0]} ${corners.join(" ")} L${points[points.length - 1]}`;
}

/**
 * From one span to another: over the line where both stand in one, else through the margin, so
 * that no letter is crossed.
 *
 * @param {Box} from
 * @param {Box} to
 * @param {number} margin where lines may run down beside the text
 * @returns {Curve}
 */
export function connection(from, to, margin) {
  const [x1, x2] = [middle(from), middle(to)];
  const end = to.top;
  if (Math.abs(from.top - to.top) < 4) {
    const y = from.top - OVER;
    const path = `${bent([[x1, from.top + 2], [x1, y], [x2, y], [x2, end]])} ${head(x2, end, 1)}`;
    return { path, x: (x1 + x2) / 2, y: y + 4, anchor: "middle" };
  }
  const y1 = from.bottom + UNDER;
  const y2 = to.top - OVER;
  const path = `${bent([[x1, from.bottom], [x1, y1], [margin, y1], [margin, y2], [x2, y2], [x2, end]])} ${head(x2, end, 1)}`;
  const hasRoom = x2 - margin > NAME;
  return { path, x: hasRoom ? x2 - 2 * ROUND : x2 + ROUND, y: y2 + 4, anchor: hasRoom ? "end" : "start" };
}

/**
 * A piece at a span that points to where the other one is out of sight; its words stand at the
 * window's edge.
 *
 * @param {Box} here
 * @param {number} edge the height of the words
 * @param {boolean} isSource whether the link goes out from here
 * @returns {Curve}
 */
export function beyond(here, edge, isSource) {
  const isDown = edge > here.bottom;
  // Beside the digits at its beginning.
  const x = middle(here);
  const [near, far] = isDown ? [here.bottom + 2, here.bottom + STUB] : [here.top, here.top - STUB];
  const down = isDown === isSource ? 1 : -1;
  return { path: `M${x},${near} L${x},${far} ${head(x, isSource ? far : near, down)}`, x: here.left, y: edge, anchor: "start" };
}

/**
 * Draw a line: on paper first, so that it is seen over lanes too.
 *
 * @param {Curve} curve
 * @param {string} words
 * @param {Box} frame where the drawing's zero is
 * @returns {SVGElement[]}
 */
export function shape({ path, x, y, anchor }, words, frame) {
  const moved = { transform: `translate(${-frame.left} ${-frame.top})` };
  return [
    svg("path", { ...moved, class: "casing", d: path }),
    svg("path", { ...moved, class: "link", d: path }),
    svg("text", { ...moved, x, y, "text-anchor": anchor }, words),
  ];
}

/** @param {Box} box of a first line; long ones are met near their beginning */
function middle({ left, right }) {
  return Math.round(left + Math.min(right - left, 120) / 2);
}
