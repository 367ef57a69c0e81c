// @ts-check
/** Small line drawings, 16 by 16, in the colour of the words beside them. */

const SVG = "http://www.w3.org/2000/svg";

/** What each is drawn with: paths of lines. */
const PATHS = {
  startBack: "M3 3v10M13 8H6M9 5 6 8l3 3",
  startOn: "M3 3v10M6 8h7M10 5l3 3-3 3",
  endBack: "M13 3v10M10 8H3M6 5 3 8l3 3",
  endOn: "M13 3v10M3 8h7M7 5l3 3-3 3",
  edit: "M2 4V2h2M12 2h2v2M14 12v2h-2M4 14H2v-2M5 8h6",
  split: "M8 2v12M5 5 2 8l3 3M11 5l3 3-3 3",
  merge: "M8 2v12M2 8h4M4 6l2 2-2 2M14 8h-4M12 6l-2 2 2 2",
  duplicate: "M5 5V2h9v9h-3M2 5h9v9H2z",
  link: "M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5 7.5 13a2.8 2.8 0 0 1-4-4L5 7.5",
  unsure: "M5.5 6a2.5 2.5 0 1 1 3.6 2.200C8.3 8.6 8 9 8 10M8 12.500v.5",
  details: "M3 4h10M3 8h10M3 12h6",
  remove: "M3 4h10M6 4V2.500h4V4M4.5 4l.5 9.500h6l.5-9.500M7 7v4M9 7v4",
  pen: "M3 13l.7-3L11 2.7 13.3 5 6 12.300zM9.5 4.200l2.3 2.3",
};

/** @typedef {keyof typeof PATHS} Icon */

/**
 * @param {Icon} name
 * @returns {SVGSVGElement} unseen by screen readers: the words beside it say the same
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" })) {
    drawing.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}
