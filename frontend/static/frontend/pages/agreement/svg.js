// @ts-check
/** Makes parts of a drawing, and fits text into it. */

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  made.append(...children);
  return made;
}

const pen = document.createElement("canvas").getContext("2d");

/**
 * @param {string} text
 * @param {string} font as in CSS
 * @returns {number} pixels
 */
export function widthOf(text, font) {
  if (pen === null) return text.length * 7;
  pen.font = font;
  return pen.measureText(text).width;
}

/**
 * @param {string} text
 * @param {number} width pixels
 * @param {string} font
 * @returns {string} the text, or its beginning with an ellipsis
 */
export function clipped(text, width, font) {
  if (widthOf(text, font) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`, font) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * @param {string} text
 * @param {number} width pixels
 * @param {string} font
 * @returns {string[]} its lines
 */
export function wrapped(text, width, font) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
