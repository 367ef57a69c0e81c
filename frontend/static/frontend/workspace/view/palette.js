// @ts-check
/** How labels look: their colours and digits, in a style sheet of their own. */

import { t } from "../../words.js";

/** @typedef {import("../model/describe.js").Label} Label */

/** Without colours (forced colours) labels differ by the pattern of their line: on, off in pixels. */
const PATTERNS = [
  "#000 0 0",
  "#000 2px, #0000 2px",
  "#000 8px, #0000 8px",
  "#000 5px, #0000 5px 7px, #000 7px 9px, #0000 9px",
];

/**
 * Return the class of what is coloured by a label, but for its digits.
 *
 * @param {string} label its name
 * @returns {string}
 */
export function labelClass(label) {
  return `label-${label}`;
}

/**
 * Return the class of the digits of a label. There are thousands, so it sets no custom property,
 * which would make each of them a style of its own.
 *
 * @param {string} label its name
 * @returns {string}
 */
export function tagClass(label) {
  return `tag-${label}`;
}

/**
 * Return the custom property with the line of a span: a gradient, drawn under the text.
 *
 * @param {string} label its name
 * @param {"own" | "suggestion"} origin
 * @returns {string}
 */
export function lineOf(label, origin) {
  return `var(--${origin}-${label}, linear-gradient(currentcolor 0 0))`;
}

/**
 * Return the sign by which a label is known where there is no room for its title.
 *
 * @param {Label} label
 * @returns {string} its key, or the first letter of its title
 */
function signOf({ key, title, name }) {
  if (key) return key;
  const [first] = new Intl.Segmenter().segment(title || name);
  return first.segment.toUpperCase();
}

/**
 * Return the rules for the sign at the beginning of a span, which screen readers hear as the title.
 *
 * @param {Label} label
 * @returns {string}
 */
function tagRules(label) {
  const [own, suggested] = [label.title, t("{label}, suggested", { label: label.title })];
  const tag = (/** @type {string} */ origin, /** @type {string} */ heard) =>
    `.${tagClass(label.name)}.${origin}::before {
      content: ${quoted(signOf(label))} attr(data-signs);
      content: ${quoted(signOf(label))} attr(data-signs) / ${quoted(`${heard}: `)};
    }`;
  return `
    .${tagClass(label.name)}::before, .${tagClass(label.name)}::after { color: var(--label-${label.name}); }
    ${tag("own", own)}
    ${tag("suggestion", suggested)}`;
}

/** @param {string} words @returns {string} as a string of CSS */
function quoted(words) {
  return `"${words.replace(/[^\p{L}\p{N} ,]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
}

/**
 * @param {Label} label
 * @param {number} index
 * @returns {string}
 */
function rules(label, index) {
  const { name, colour, colour_dark: dark } = label;
  const pattern = PATTERNS[index % PATTERNS.length];
  const drawn = (/** @type {string} */ ink) => pattern.replaceAll("#0000", "transparent").replaceAll("#000", ink);
  return `
    :root {
      --label-${name}: light-dark(${colour}, ${dark});
      --own-${name}: linear-gradient(var(--label-${name}) 0 0);
      --suggestion-${name}: linear-gradient(to right, var(--label-${name}) var(--dash-on), transparent 0);
    }
    .label-${name} { --own: var(--own-${name}); --suggestion: var(--suggestion-${name}); }
    ${tagRules(label)}
    @media (forced-colors: active) {
      :root {
        --label-${name}: CanvasText;
        --own-${name}: linear-gradient(to right, ${drawn("CanvasText")});
        --suggestion-${name}: linear-gradient(to right, ${drawn("GrayText")});
      }
    }`;
}

/**
 * Add the labels' colours to the page. A constructed sheet, because the content security policy
 * allows no style elements.
 *
 * @param {Label[]} labels
 */
export function colourLabels(labels) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(labels.map(rules).join("\n"));
  document.adoptedStyleSheets.push(sheet);
}
