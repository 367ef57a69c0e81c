// @ts-check
/** Flattens overlapping spans into stretches that do not overlap. */

/** @typedef {{start: number, end: number}} Stretch half-open, in code units */

/**
 * Cut `[start, end)` wherever a span begins or ends, and say which spans cover each piece.
 * The pieces follow one another without gaps; no two neighbours are covered by the same spans.
 *
 * @template {Stretch} S
 * @param {number} start
 * @param {number} end
 * @param {S[]} spans those outside are ignored
 * @returns {{start: number, end: number, spans: S[]}[]}
 */
export function segments(start, end, spans) {
  const here = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of here) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1];
    return { start: from, end: to, spans: here.filter((span) => span.start < to && span.end > from) };
  });
}
