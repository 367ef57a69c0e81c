// @ts-check
/** What the server answers about agreement. */

/**
 * @typedef {import("../figures.js").Figure} Figure
 * @typedef {import("../figures.js").Figures} Figures
 * @typedef {{overall: Figures, labels: Record<string, Figures>}} Scope
 * @typedef {Scope & {annotators: [string, string]}} Pair
 * @typedef {Scope & {value: string, n_documents: number}} Group
 * @typedef {Figure & {n_relations: number}} RelationFigure
 * @typedef {Figure & {n_units: number}} AttributeFigure
 * @typedef {{labels: string[], matched: number[][], unmatched: number[]}} Confusion
 * @typedef {Scope & {n_documents: number, n_left_out: number, unit: string, threshold: number | null,
 *   pairs: Pair[], relations: {overall: RelationFigure, types: Record<string, RelationFigure>},
 *   attributes: {label: string, attribute: string, alpha: AttributeFigure}[], confusion: Confusion}} Report
 */

/** The choice of no label in particular. */
export const OVERALL = "";

/**
 * @param {Scope} scope
 * @param {string} label OVERALL for all
 * @returns {Figures}
 */
export function figuresOf(scope, label) {
  return label === OVERALL ? scope.overall : scope.labels[label];
}
