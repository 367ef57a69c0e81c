// @ts-check
/** Where a selection may begin and end: graphemes, words, clauses, sentences, paragraphs of one text. */

import { clauseStarts, isOuterSign } from "./clauses.js";
import { paragraphAt, pieceAt } from "./lines.js";

/** @typedef {{start: number, end: number}} Stretch half-open, in code units */
/** @typedef {"grapheme" | "token" | "word" | "clause" | "sentence" | "paragraph"} Unit token = a word or a sign */

const BLANK = /^[\s\u0085\u001c-\u001f\ufeff]*$/;
/**
 * Where a word or a sentence of the browser's is two: before a possessive ’s, and around a full
 * stop that lacks its space ("joins NATO.This means").
 */
const WORD_SEAM = /(?<=\p{L})(?=['’][sS]$)|(?<=\p{L}{2})(?=\.\p{Lu}\p{L})|(?<=\p{L}{2}\.)(?=\p{Lu}\p{L})/gu;
const SENTENCE_SEAM = /(?<=\p{L}{2}[.!?]["'”’)]*)(?=\p{Lu}\p{L})/gu;
/** The full stop that ends a sentence and is no part of what it says; that of "U.S." is. */
const FULL_STOP = /(?<![\s.]\p{L})[.。]$/u;

/**
 * Return `language` if browsers can use it as a tag, else undefined (the browser's own).
 *
 * @param {string} language
 * @returns {string | undefined}
 */
function usableTag(language) {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Answers for one text. Offsets are in code units; none it returns lies inside a grapheme. */
export class Snap {
  /**
   * @param {string} text
   * @param {string} [language] as the document states it; may be empty or unknown
   */
  constructor(text, language = "") {
    this.text = text;
    this.language = language || "en";
    const tag = usableTag(language);
    const segmenter = (/** @type {"grapheme" | "word" | "sentence"} */ granularity) =>
      new Intl.Segmenter(tag, { granularity });
    this.graphemes = segmenter("grapheme");
    this.words = segmenter("word");
    this.sentences = segmenter("sentence");
  }

  /**
   * Move both ends outwards to graphemes, then drop white space around.
   *
   * @param {Stretch} stretch
   * @returns {Stretch | null} null where nothing but white space is left
   */
  toGraphemes({ start, end }) {
    return this.trim({ start: this.#boundary(start, false), end: this.#boundary(end, true) });
  }

  /**
   * Move both ends outwards to whole words, then drop white space around.
   *
   * @param {Stretch} stretch
   * @returns {Stretch | null} null where nothing but white space is left
   */
  toWords({ start, end }) {
    const first = this.unitAt(start, "token");
    const last = this.unitAt(end, "token");
    const from = first.isWord && first.start < start ? first.start : start;
    const to = last.isWord && last.start < end ? last.end : end;
    return this.toGraphemes({ start: from, end: to });
  }

  /**
   * Drop white space at both ends, grapheme by grapheme.
   *
   * @param {Stretch} stretch
   * @returns {Stretch | null}
   */
  trim({ start, end }) {
    while (start < end) {
      const next = this.#boundary(start + 1, true);
      if (!BLANK.test(this.text.slice(start, next))) break;
      start = next;
    }
    while (end > start) {
      const previous = this.#boundary(end - 1, false);
      if (!BLANK.test(this.text.slice(previous, end))) break;
      end = previous;
    }
    return start < end ? { start, end } : null;
  }

  /**
   * Return the unit that holds `offset`, white space around included.
   *
   * @param {number} offset
   * @param {Unit} unit
   * @returns {Stretch & {isWord: boolean}}
   */
  unitAt(offset, unit) {
    if (unit === "paragraph") return { ...paragraphAt(this.text, offset), isWord: true };
    const line = pieceAt(this.text, offset);
    if (unit === "clause") return { ...this.#clauseAt(offset), isWord: true };
    const segmenter = { sentence: this.sentences, grapheme: this.graphemes }[String(unit)] ?? this.words;
    const found = segmenter.segment(this.text.slice(line.start, line.end)).containing(offset - line.start);
    if (!found) return { start: offset, end: offset, isWord: false };
    const from = line.start + found.index;
    const seams = unit === "grapheme" ? [] : [...found.segment.matchAll(unit === "sentence" ? SENTENCE_SEAM : WORD_SEAM)];
    const places = [from, ...seams.map((seam) => from + seam.index), from + found.segment.length];
    const next = places.findIndex((place) => place > offset);
    const [start, end] = [places[next - 1], places[next]];
    return { start, end, isWord: this.text.slice(start, end) !== "." && (found.isWordLike ?? true) };
  }

  /**
   * Return the unit at the caret, without white space; at the end of a word, that word.
   *
   * @param {number} offset
   * @param {Unit} unit
   * @returns {Stretch | null}
   */
  select(offset, unit) {
    return this.#counted(offset, unit) ?? (offset > 0 ? this.#counted(offset - 1, unit) : null);
  }

  /**
   * Return the nearest end of a unit after (`step` 1) or before (-1) an offset.
   *
   * @param {number} offset
   * @param {Unit} unit
   * @param {1 | -1} step
   * @returns {number} the text's own end or 0 where there is none
   */
  endBeside(offset, unit, step) {
    return this.#beside(offset, unit, step, "end");
  }

  /**
   * Return the nearest beginning of a unit after (`step` 1) or before (-1) an offset.
   *
   * @param {number} offset
   * @param {Unit} unit
   * @param {1 | -1} step
   * @returns {number} the text's own end or 0 where there is none
   */
  startBeside(offset, unit, step) {
    return this.#beside(offset, unit, step, "start");
  }

  /**
   * @param {number} offset
   * @param {Unit} unit
   * @param {1 | -1} step
   * @param {"start" | "end"} side
   * @returns {number}
   */
  #beside(offset, unit, step, side) {
    let place = step === 1 ? offset : offset - 1;
    while (place >= 0 && place < this.text.length) {
      const found = this.#counted(place, unit);
      if (found && (found[side] - offset) * step > 0) return found[side];
      const whole = this.unitAt(place, unit);
      place = step === 1 ? whole.end : whole.start - 1;
    }
    return step === 1 ? this.text.length : 0;
  }

  /**
   * Return the trimmed unit at `offset` if it counts: not blank, and for words, a word. Of a
   * sentence its full stop is left out.
   *
   * @param {number} offset
   * @param {Unit} unit
   * @returns {Stretch | null}
   */
  #counted(offset, unit) {
    const found = this.unitAt(offset, unit);
    if (unit === "word" && !found.isWord) return null;
    const whole = this.trim(found);
    if (whole && unit === "clause") return this.#withoutSigns(whole);
    if (!whole || unit !== "sentence") return whole;
    const words = this.text.slice(whole.start, whole.end);
    return { start: whole.start, end: whole.end - (words.length > 1 && FULL_STOP.test(words) ? 1 : 0) };
  }

  /** @param {number} offset @returns {Stretch} the part of its sentence that holds it */
  #clauseAt(offset) {
    const { start, end } = this.unitAt(offset, "sentence");
    const found = clauseStarts(this.text.slice(start, end), this.language).map((place) => start + place);
    const places = [...found.filter((place) => this.#boundary(place, true) === place), end];
    const next = places.findIndex((place) => place > offset);
    return next > 0 ? { start: places[next - 1], end: places[next] } : { start, end };
  }

  /** @param {Stretch} clause @returns {Stretch | null} null where it is nothing but signs */
  #withoutSigns({ start, end }) {
    const isOuter = (/** @type {number} */ from, /** @type {number} */ to) =>
      isOuterSign(this.text.slice(from, to)) || BLANK.test(this.text.slice(from, to));
    while (start < end && isOuter(start, this.#boundary(start + 1, true))) start = this.#boundary(start + 1, true);
    while (start < end && isOuter(this.#boundary(end - 1, false), end)) end = this.#boundary(end - 1, false);
    if (end - start > 1 && FULL_STOP.test(this.text.slice(start, end))) end -= 1;
    return start < end ? { start, end } : null;
  }

  /**
   * @param {number} offset
   * @param {boolean} upwards
   * @returns {number} the grapheme boundary at `offset`, else the next one in that direction
   */
  #boundary(offset, upwards) {
    if (offset <= 0 || offset >= this.text.length) return Math.min(Math.max(offset, 0), this.text.length);
    const line = pieceAt(this.text, offset);
    const found = this.graphemes.segment(this.text.slice(line.start, line.end)).containing(offset - line.start);
    if (!found || line.start + found.index === offset) return offset;
    return line.start + found.index + (upwards ? found.segment.length : 0);
  }
}
