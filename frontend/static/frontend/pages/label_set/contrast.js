// @ts-check
/** How well a colour stands out from the page, as WCAG 2 counts it. */

export const LINE_RATIO = 3; // what a line needs
export const TEXT_RATIO = 4.5; // what text needs

/** Colours on a light and on a dark page that stay apart and can be read as text. */
const PAIRS = [
  ["#1f6feb", "#5a8cff"],
  ["#b35f00", "#e0701f"],
  ["#7a1f7a", "#ddb4e2"],
  ["#0b5a34", "#5cf0a0"],
  ["#a3123c", "#ff8fa8"],
  ["#00707f", "#4fd3e0"],
  ["#6b5300", "#e6c34a"],
  ["#4b2fb5", "#b3a4ff"],
  ["#7a3b1d", "#e0a07c"],
  ["#3d4b5c", "#b4c3d6"],
];

/**
 * Return the colours of a new label: a pair that no label has, if there is one.
 *
 * @param {string[]} taken colours on a light page
 * @returns {{colour: string, colour_dark: string}}
 */
export function freshColours(taken) {
  const [colour, dark] = PAIRS.find(([light]) => !taken.includes(light)) ?? PAIRS[taken.length % PAIRS.length];
  return { colour, colour_dark: dark };
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a colour as #rrggbb
 */
export function isColour(text) {
  return /^#[0-9a-f]{6}$/.test(text);
}

/**
 * Return the contrast ratio of two colours, 1 to 21.
 *
 * @param {string} one as #rrggbb or rgb(r, g, b)
 * @param {string} other
 * @returns {number}
 */
export function ratio(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * @param {string} colour
 * @returns {number} relative luminance, 0 to 1
 */
function luminance(colour) {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {string} colour
 * @returns {number[]} red, green and blue, 0 to 255
 */
function channels(colour) {
  if (colour.startsWith("#")) return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
