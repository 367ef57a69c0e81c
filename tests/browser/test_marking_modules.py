"""The modules behind marking, each by itself in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser
few = hypothesis_settings(max_examples=25, deadline=None)

FAMILY, FLAGS = "👩‍👩‍👧‍👦", "🇺🇦🇺🇸"
# Pieces that join into graphemes, words and clauses across their own borders.
PIECES = [
    "a", "the", " ", "  ", "\n", "\r\n", "\u0301", "\u200d", "\ufe0f", FAMILY, FLAGS, "🇺🇦", "é",
    "नि", ",", ", ", "; ", ": ", " – ", "—", "，", "、", "،", " and ", " because ", ". ", "。",
    "中国", "حلف", "שלום", "𝔘𝔫", "\u3000", "각", "1,000", "NATO", "”", "'s",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join)

Run = Callable[..., Any]


# --- Clauses ------------------------------------------------------------------------------

CLAUSES = """({ Snap }, [text, language]) => {
  const snap = new Snap(text, language);
  const found = [];
  for (let place = 0; place < text.length; place = snap.unitAt(place, "clause").end) {
    const clause = snap.select(place, "clause");
    if (clause) found.push(text.slice(clause.start, clause.end));
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("en", "It said so, because NATO, which grew, is near.",
         ["It said so", "because NATO", "which grew", "is near"]),
        ("en", "At 10:30, 1,000 soldiers left: they came back.",
         ["At 10:30", "1,000 soldiers left", "they came back"]),
        ("en", "Russia and China met. Kyiv hit the depot and the army fired back.",
         ["Russia and China met", "Kyiv hit the depot", "and the army fired back"]),
        ("en", "He left – they say — for the U.S. side.",
         ["He left", "they say", "for the U.S. side"]),
        ("", "One; two “three,” four.", ["One", "two “three,”", "four"]),
        ("de", "Er sagte, dass es weil ist.", ["Er sagte", "dass es", "weil ist"]),
        ("fr", "Il part and il vient, car.", ["Il part and il vient", "car"]),
        ("zh", "外交部表示，日本、美国；结束。", ["外交部表示", "日本", "美国", "结束"]),
        ("ar", "قالت موسكو، إن حلف؛ نعم.", ["قالت موسكو", "إن حلف", "نعم"]),
    ],
)  # fmt: skip
def test_it_finds_the_clauses_of_a_text(
    run: Run, language: str, text: str, clauses: list[str]
) -> None:
    assert run("model/snap", CLAUSES, [text, language]) == clauses


EVERY_UNIT = """({ Snap }, text) => {
  const snap = new Snap(text, "en");
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const borders = new Set([...segmenter.segment(text)].map((part) => part.index)).add(text.length);
  const wrong = [];
  for (const unit of ["grapheme", "clause"]) {
    let expected = 0;
    for (let place = 0; place < text.length; place += 1) {
      const { start, end } = snap.unitAt(place, unit);
      const isWhole = borders.has(start) && borders.has(end) && start <= place && place < end;
      if (!isWhole || start !== expected) wrong.push([unit, place, start, end]);
      if (end === place + 1) expected = end;
      for (const got of [snap.endBeside(place, unit, 1), snap.startBeside(place, unit, -1)])
        if (!borders.has(got)) wrong.push([unit, place, got]);
    }
  }
  return wrong;
}"""


@few
@given(text=texts)
def test_clauses_follow_without_gaps_and_split_no_grapheme(run: Run, text: str) -> None:
    wrong = run("model/snap", EVERY_UNIT, text)
    assert wrong == []


# --- Splitting and merging ----------------------------------------------------------------

SPLIT_AND_MERGE = """({ Snap, halves, split, merge, annotationOf }, text) => {
  const snap = new Snap(text, "en");
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const borders = new Set([...segmenter.segment(text)].map((part) => part.index)).add(text.length);
  const said = { attributes: { sure: true }, note: "seen", is_unsure: true };
  const whole = snap.toGraphemes({ start: 0, end: text.length });
  if (!whole) return [];
  const one = annotationOf({ id: "one", label: "actor", ...whole, ...said, suggestion: "s" });
  const wrong = [];
  for (let place = 0; place <= text.length; place += 1) {
    const cut = place < text.length ? snap.unitAt(place, "grapheme").start : place;
    const parts = halves(one, cut, (part) => snap.trim(part));
    if (!parts) continue;
    const [first, second] = split(one, parts, "two");
    const ends = [first.start, first.end, second.start, second.end];
    const { merged } = merge(first, second);
    const isSame = JSON.stringify(merged) === JSON.stringify(one);
    const isInOrder = ends.every((end, at) => borders.has(end) && !(end < ends[at - 1]));
    if (!isSame || !isInOrder) wrong.push([place, ends]);
  }
  return wrong;
}"""


@few
@given(text=texts)
def test_what_is_split_and_merged_is_as_it_was(run: Run, text: str) -> None:
    modules = "model/snap model/reshaping model/changes"
    assert run(modules, SPLIT_AND_MERGE, text) == []


def test_a_merged_span_says_what_both_said(run: Run) -> None:
    body = """({ merge, annotationOf }) => {
      const of = (id, start, end, given) => annotationOf({ id, label: "x", start, end, ...given });
      const one = of("one", 0, 4, { note: "first", attributes: { a: 1, b: 2 } });
      const other = of("other", 3, 9, { note: "second", attributes: { b: 3 }, is_unsure: true });
      const { merged, gone } = merge(one, other);
      return [merged.id, gone.id, merged.attributes, merged.note, merged.is_unsure]; }"""
    got = run("model/reshaping model/changes", body)
    assert got == ["one", "other", {"a": 1, "b": 3}, "first\nsecond", True]


def test_two_notes_that_are_too_long_for_one_keep_their_spans_apart(run: Run) -> None:
    body = """({ merge, annotationOf }, [first, second]) => {
      const of = (id, start, note) => annotationOf({ id, label: "x", start, end: 9, note });
      return merge(of("one", 0, first), of("other", 3, second))?.merged.note.length ?? null; }"""
    modules = "model/reshaping model/changes"
    assert run(modules, body, ["🧪" * 5000, "b" * 4999]) == 15_000
    assert run(modules, body, ["🧪" * 5000, "b" * 5000]) is None


def test_of_two_that_merge_the_one_that_covers_all_is_kept(run: Run) -> None:
    body = """({ merge, annotationOf }) => {
      const of = (id, start, end) => annotationOf({ id, label: "x", start, end });
      const { kept, merged } = merge(of("one", 2, 4), of("other", 0, 9));
      return [kept.id, merged.start, merged.end]; }"""
    assert run("model/reshaping model/changes", body) == ["other", 0, 9]


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        ("one two three", "4-7 8-13 0-3", "8-13"),  # the next one before the one before
        ("one two three", "4-7 0-3", "0-3"),
        ("one, “two", "0-3 6-9", "6-9"),  # signs between them, no word
        ("one and two", "0-3 8-11", None),
        ("one two three", "0-7 4-13", "4-13"),
        ("one two", "0-3 4-7:other", None),
    ],
)
def test_it_merges_with_what_overlaps_or_adjoins(
    run: Run, text: str, spans: str, found: str | None
) -> None:
    body = """({ neighbour, annotationOf, inOrder }, [text, spans]) => {
      const all = spans.split(" ").map((word) => {
        const [, start, end, label = "x"] = /^(\\d+)-(\\d+):?(\\w+)?$/.exec(word);
        return annotationOf({ id: `${start}-${end}`, label, start: +start, end: +end }); });
      return neighbour(all[0], [...all].sort(inOrder), text)?.id ?? null; }"""
    assert run("model/reshaping model/changes model/order", body, [text, spans]) == found


def test_links_move_to_the_merged_span_and_none_is_doubled(run: Run) -> None:
    body = """({ handOver }) => {
      const link = (id, source, target) => ({ id, type: "supports", source, target });
      const all = [link("a", "kept", "x"), link("b", "gone", "x"), link("c", "y", "gone"),
        link("d", "kept", "gone"), link("e", "gone", "z"), link("f", "gone", "z")];
      return handOver(all, "kept", "gone")
        .map(({ id, after }) => [id, after && `${after.source}>${after.target}`]); }"""
    assert run("model/reshaping", body) == [
        ["b", None],
        ["c", "y>kept"],
        ["d", None],
        ["e", "kept>z"],
        ["f", None],
    ]


def test_another_label_keeps_the_answers_that_it_asks_for_alike(run: Run) -> None:
    body = """({ fitting }) => {
      const named = (name) => ({ name });
      const ask = (name, kind, options) => ({ name, kind, options: [...options].map(named) });
      const from = [["a", "text", ""], ["b", "number", ""], ["c", "choice", "xy"]];
      const to = [["a", "text", ""], ["b", "text", ""], ["c", "choice", "x"], ["e", "text", ""]];
      const [before, after] = [from, to].map((all) => all.map((one) => ask(...one)));
      return fitting({ a: "1", b: 2, c: "x" }, before, after); }"""
    assert run("model/reshaping", body) == {"a": "1"}


# --- Links and suggestions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ("evidence argument", ["supports e>a"]),
        ("argument evidence", ["supports e>a"]),  # only the other direction is allowed
        ("argument argument", ["supports a>A", "attacks a>A"]),
        ("actor evidence", []),
    ],
)
def test_a_link_runs_the_way_that_is_allowed(run: Run, ends: str, found: list[str]) -> None:
    body = """({ linksBetween, Describe }, ends) => {
      const pair = (source, target) => ({ source, target });
      const types = [
        { name: "supports", ends: [pair("evidence", "argument"), pair("argument", "argument")] },
        { name: "attacks", ends: [pair("argument", "argument")] }];
      const [from, to] = ends.split(" ").map((label) => ({ id: label[0], label }));
      if (from.id === to.id) to.id = to.id.toUpperCase();
      return linksBetween(new Describe("", [], types), from, to)
        .map(({ type, source, target }) => `${type} ${source.id}>${target.id}`); }"""
    assert run("model/linking model/describe", body, ends) == found


def test_many_suggestions_are_accepted_without_doubling_a_span(run: Run) -> None:
    body = """({ acceptSteps, eligible, annotationOf, isSame }) => {
      const one = (id, start, score, given) => ({
        id, label: "actor", start, end: start + 4, score, verdict: null, draft: null, ...given });
      const draft = { label: "evidence", start: 1, end: 3 };
      const all = [one("a", 0, 0.9), one("b", 8, 0.8), one("c", 8, 0.8), one("d", 9, 0.79),
        one("e", 5, 1, { draft }), one("f", 6, 1, { verdict: "dismissed" })];
      const chosen = eligible(all, { least: 0.8, labels: new Set(["actor", "evidence"]) });
      const there = [annotationOf({ id: "x", label: "actor", start: 0, end: 4 })];
      let made = 0;
      const equalTo = (span) => there.find((one) => isSame(one, span)) ?? null;
      return acceptSteps(chosen, equalTo, () => `new${made++}`)
        .map(({ id, after }) => [id, after.verdict ?? `${after.label} ${after.start}`]); }"""
    assert run("model/accepting model/changes model/spans", body) == [
        ["a", "accepted"],
        ["b", "accepted"],
        ["new0", "actor 8"],
        ["c", "accepted"],
        ["e", "edited"],
        ["new1", "evidence 1"],
    ]
