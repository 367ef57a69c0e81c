// @ts-check
/** What becomes of spans that are split, merged or called something else. Values in, values out. */

import { MOST_NOTE } from "./attributes.js";
import { annotationOf, annotationStep, isEqual, relationStep } from "./changes.js";
import { OffsetMap } from "./offsets.js";

/**
 * @typedef {import("./changes.js").Annotation} Annotation
 * @typedef {import("./changes.js").Relation} Relation
 * @typedef {import("./changes.js").Step} Step
 * @typedef {import("./describe.js").Attribute} Attribute
 * @typedef {{start: number, end: number}} Stretch half-open, in code units
 */

/** What stands between two spans that adjoin each other: no letter, no digit. */
const NO_WORD = /^[^\p{L}\p{N}]*$/u;

/**
 * Cut a stretch in two, without the white space at the cut.
 *
 * @param {Stretch} stretch
 * @param {number} place between two graphemes
 * @param {(part: Stretch) => Stretch | null} trim
 * @returns {[Stretch, Stretch] | null} null where one of them would hold nothing
 */
export function halves({ start, end }, place, trim) {
  if (place <= start || place >= end) return null;
  const [first, second] = [trim({ start, end: place }), trim({ start: place, end })];
  return first && second ? [first, second] : null;
}

/**
 * Return the two annotations that one becomes. Both keep what was said of it; the first one keeps
 * its id, and with it its relations.
 *
 * @param {Annotation} annotation
 * @param {[Stretch, Stretch]} parts
 * @param {string} id of the second one
 * @returns {[Annotation, Annotation]}
 */
export function split(annotation, [first, second], id) {
  return [{ ...annotation, ...first }, { ...annotation, ...second, id, suggestion: null }];
}

/**
 * Return the annotation to merge one with: the next of its label that overlaps it or adjoins it,
 * with no word between; without one, the last such one before it.
 *
 * @param {Annotation} annotation
 * @param {readonly Annotation[]} all in the order of the text
 * @param {string} text
 * @returns {Annotation | null}
 */
export function neighbour(annotation, all, text) {
  const near = all.filter((other) => other.id !== annotation.id && other.label === annotation.label && meet(annotation, other, text));
  const after = near.find((other) => other.start >= annotation.start);
  return after ?? near.at(-1) ?? null;
}

/**
 * @param {Stretch} one
 * @param {Stretch} other
 * @param {string} text
 * @returns {boolean}
 */
function meet(one, other, text) {
  const [from, to] = [Math.min(one.end, other.end), Math.max(one.start, other.start)];
  return from >= to || NO_WORD.test(text.slice(from, to));
}

/**
 * Return the annotation that two become: attributes of both, and where they differ the longer
 * one's; both notes; in doubt if either is. It keeps the id of the one that covers it all, else
 * of the first one given: no two annotations may have the same ends meanwhile.
 *
 * @param {Annotation} one
 * @param {Annotation} other of the same label
 * @returns {{merged: Annotation, kept: Annotation, gone: Annotation} | null} null where the notes
 *   together are longer than a note may be
 */
export function merge(one, other) {
  const ends = { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
  const isCovered = other.start === ends.start && other.end === ends.end;
  const [kept, gone] = isCovered ? [other, one] : [one, other];
  const [longer, shorter] = one.end - one.start >= other.end - other.start ? [one, other] : [other, one];
  const notes = [...new Set((one.start <= other.start ? [one, other] : [other, one]).map(({ note }) => note))];
  const note = notes.filter((part) => part !== "").join("\n");
  if (new OffsetMap(note).points > MOST_NOTE) return null;
  const merged = {
    ...kept,
    ...ends,
    attributes: { ...shorter.attributes, ...longer.attributes },
    note,
    is_unsure: one.is_unsure || other.is_unsure,
  };
  return { merged, kept, gone };
}

/**
 * Return the steps that hand the relations of a span that goes to the one it is merged with. What
 * linked the two, and what that one has already, is deleted.
 *
 * @param {readonly Relation[]} relations all that touch either
 * @param {string} kept id
 * @param {string} gone id
 * @returns {Step[]}
 */
export function handOver(relations, kept, gone) {
  const key = (/** @type {Relation} */ { type, source, target }) => `${type} ${source} ${target}`;
  const isOfGone = (/** @type {Relation} */ { source, target }) => source === gone || target === gone;
  const taken = new Set(relations.filter((relation) => !isOfGone(relation)).map(key));
  return relations.filter(isOfGone).map((relation) => {
    const end = (/** @type {string} */ id) => (id === gone ? kept : id);
    const moved = { ...relation, source: end(relation.source), target: end(relation.target) };
    if (moved.source === moved.target || taken.has(key(moved))) return relationStep(relation, null);
    taken.add(key(moved));
    return relationStep(relation, moved);
  });
}

/**
 * Return the answers that another label asks for as well, in the same way.
 *
 * @param {Annotation["attributes"]} attributes
 * @param {readonly Attribute[]} from those of its label
 * @param {readonly Attribute[]} to those of the other label
 * @returns {Annotation["attributes"]}
 */
export function fitting(attributes, from, to) {
  const asked = (/** @type {readonly Attribute[]} */ all, /** @type {string} */ name) => {
    const { kind, options } = all.find((one) => one.name === name) ?? {};
    return { kind, options: options?.map((option) => option.name) };
  };
  const isKept = (/** @type {string} */ name) =>
    to.some((one) => one.name === name) && isEqual(asked(from, name), asked(to, name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isKept(name)));
}

/**
 * Return the steps that give an annotation another label and other ends. Relations that can no
 * longer be are deleted first.
 *
 * @param {Annotation} before
 * @param {{label: string, start: number, end: number}} span
 * @param {object} around
 * @param {readonly Relation[]} around.relations all that touch it
 * @param {(relation: Relation) => boolean} around.mayBe once it is changed
 * @param {Annotation["attributes"]} around.attributes those that still fit
 * @returns {Step[]}
 */
export function changedSteps(before, span, { relations, mayBe, attributes }) {
  const lost = relations.filter((relation) => !mayBe(relation)).map((relation) => relationStep(relation, null));
  return [...lost, annotationStep(before, { ...before, ...span, attributes })];
}

/**
 * Return a second annotation of the same words.
 *
 * @param {Annotation} annotation
 * @param {string} label
 * @param {string} id
 * @param {Annotation["attributes"]} attributes those that fit the label
 * @returns {Annotation}
 */
export function twin({ start, end }, label, id, attributes) {
  return annotationOf({ id, label, start, end, attributes });
}
