// @ts-check
/** The colours of the labels, as custom properties in a stylesheet of their own. */

/** @typedef {import("../model/describe.js").Label} Label */

/** Without colours (forced colours) labels differ by the pattern of their line: on, off in pixels. */
const PATTERNS = [
  "#000 0 0",
  "#000 2px, #0000 2px",
  "#000 8px, #0000 8px",
  "#000 5px, #0000 5px 7px, #000 7px 9px, #0000 9px",
];

/**
 * Return the class of everything that is coloured by a label.
 *
 * @param {string} label its name
 * @returns {string}
 */
export function labelClass(label) {
  return `label-${label}`;
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
 * @param {Label} label
 * @param {number} index
 * @returns {string}
 */
function rules({ name, colour, colour_dark: dark }, index) {
  const pattern = PATTERNS[index % PATTERNS.length];
  const drawn = (/** @type {string} */ ink) => pattern.replaceAll("#0000", "transparent").replaceAll("#000", ink);
  return `
    :root {
      --label-${name}: light-dark(${colour}, ${dark});
      --own-${name}: linear-gradient(var(--label-${name}) 0 0);
      --suggestion-${name}: linear-gradient(to right, var(--label-${name}) var(--dash-on), transparent 0);
    }
    .label-${name} { --own: var(--own-${name}); --suggestion: var(--suggestion-${name}); }
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
