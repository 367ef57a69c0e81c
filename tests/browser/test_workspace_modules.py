"""The workspace's modules, each by itself, in a real browser: its Unicode tables count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.browser.static_server import static_server

pytestmark = pytest.mark.browser
few = hypothesis_settings(max_examples=40, deadline=None)

FAMILY, FLAGS = "👩‍👩‍👧‍👦", "🇺🇦🇺🇸"
NASTY = (
    f"Title: 🧪 {FAMILY} and {FLAGS}\r\n\r\nZ̷̢a̶lgo, cafe\u0301\u00a0café.\r"
    "قالت موسكو إن حلف NATO يهدد.\n\u3000中国外交部发言人表示，日本政府。"
    "\n\t𝔘𝔫𝔦 x\u200d\u200b \U0010ffff"
)
# Pieces that join into graphemes, words and lines across their own borders.
PIECES = [
    "a", "the", " ", "  ", "\t", "\n", "\r", "\r\n", "\u0301", "\u200d", "\ufeff", "🇺🇦", "🇺", "👩",
    "👩‍👧", "é", "'s", ".", "。", "中国", "حلف", "שלום", "𝔘", "\u3000", "नि", "각", "1,000",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Give a function that runs `(modules, argument) => …` with modules imported by path."""
    with static_server() as address:
        page = browser.new_page()
        page.goto(f"{address}/frontend/workspace/model/offsets.js")

        def run(paths: str, body: str, argument: Any = None) -> Any:
            imports = ", ".join(
                f"import('/frontend/workspace/{path}.js')" for path in paths.split()
            )
            return page.evaluate(
                f"async (given) => {{ const modules = Object.assign({{}},"
                f" ...await Promise.all([{imports}])); return await ({body})(modules, given); }}",
                argument,
            )

        yield run
        page.close()


# --- Offsets ------------------------------------------------------------------------------

ALL_OFFSETS = """({ OffsetMap }, text) => {
  const map = new OffsetMap(text);
  const units = Array.from({ length: map.points + 1 }, (_, point) => map.toUnit(point));
  return [units, units.map((unit) => map.toPoint(unit))];
}"""


def units_of(text: str) -> list[int]:
    """Return Python's own answer: the UTF-16 code units before each code point."""
    return [len(text[:end].encode("utf-16-le")) // 2 for end in range(len(text) + 1)]


@few
@given(text=st.text(max_size=60) | texts | st.just(NASTY))
def test_it_counts_code_points_as_python_does(run: Run, text: str) -> None:
    units, points = run("model/offsets", ALL_OFFSETS, text)
    assert units == units_of(text)
    assert points == list(range(len(text) + 1))


def test_it_counts_an_offset_within_a_pair_as_before_it(run: Run) -> None:
    halves = run("model/offsets", "({ OffsetMap }, text) => new OffsetMap(text).toPoint(2)", "a🧪b")
    assert halves == 1


@pytest.mark.parametrize("call", ["toUnit(-1)", "toUnit(4)", "toPoint(5)", "toUnit(0.5)"])
def test_it_refuses_an_offset_outside_the_text(run: Run, call: str) -> None:
    body = f"({{ OffsetMap }}) => {{ try {{ new OffsetMap('a🧪b').{call}; }}"
    assert run("model/offsets", f"{body} catch (error) {{ return error.name; }} }}") == "RangeError"


# --- Snapping -----------------------------------------------------------------------------

ALL_SNAPS = """({ Snap }, text) => {
  const snap = new Snap(text, "en");
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const borders = new Set([...segmenter.segment(text)].map((part) => part.index)).add(text.length);
  const wrong = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let end = start + 1; end <= text.length; end += 3) {
      for (const kind of ["toGraphemes", "toWords"]) {
        const got = snap[kind]({ start, end });
        if (!got) continue;
        const words = text.slice(got.start, got.end);
        const isSplit = !borders.has(got.start) || !borders.has(got.end);
        const isBlank = words.trim() === "";
        if (isSplit || isBlank || got.start > end) wrong.push([kind, start, end, got]);
      }
    }
  }
  return wrong;
}"""


@few
@given(text=texts | st.just(NASTY))
def test_it_never_splits_a_grapheme(run: Run, text: str) -> None:
    assert run("model/snap", ALL_SNAPS, text) == []


@pytest.mark.parametrize(
    ("text", "dragged", "words"),
    [
        ("The US remains strong.", "he US rem", "The US remains"),
        ("The US remains strong.", " US ", "US"),
        ("signed by NATO's head", "ATO", "NATO"),
        ("signed by NATO's head", "NATO's", "NATO's"),
        ("to join NATO.This means", "ATO", "NATO"),
        ("from the U.S. side", "U.S", "U.S"),
        ("the (White House) said", "hite Hous", "White House"),
        (f"a {FAMILY} of four", "👧", FAMILY),
        (f"flags {FLAGS} here", "🇺🇸", "🇺🇸"),
        ("中国外交部发言人表示", "外", "外交部"),
        ("قالت وزارة الخارجية", "زار", "وزارة"),
        ("end \r\n\u00a0", "nd \r\n\u00a0", "end"),
    ],
)
def test_it_snaps_a_drag_to_words(run: Run, text: str, dragged: str, words: str) -> None:
    body = """({ Snap }, [text, dragged]) => {
      const start = text.indexOf(dragged);
      const got = new Snap(text).toWords({ start, end: start + dragged.length });
      return text.slice(got.start, got.end); }"""
    assert run("model/snap", body, [text, dragged]) == words


def test_it_marks_nothing_where_only_white_space_is_selected(run: Run) -> None:
    body = "({ Snap }, text) => new Snap(text).toWords({ start: 1, end: 5 })"
    assert run("model/snap", body, "a \r\n\u3000b") is None


@pytest.mark.parametrize(
    ("call", "offset"),
    [
        ("endBeside(3, 'token', 1)", 6),
        ("endBeside(6, 'token', 1)", 7),
        ("endBeside(6, 'word', 1)", 11),
        ("endBeside(11, 'word', -1)", 6),
        ("startBeside(8, 'token', -1)", 6),
        ("startBeside(4, 'word', -1)", 0),
        ("endBeside(11, 'word', 1)", 11),
        ("startBeside(0, 'word', -1)", 0),
        ("select(3, 'word').end", 3),
        ("select(4, 'sentence').end", 11),
    ],
)
def test_it_finds_the_next_end_or_beginning(run: Run, call: str, offset: int) -> None:
    body = f"({{ Snap }}, text) => new Snap(text, 'en').{call}"
    assert run("model/snap", body, "The US, and") == offset


ALL_PARAGRAPHS = """({ Snap }, [text, places]) => {
  const snap = new Snap(text, "en");
  const found = places.map((place) => snap.unitAt(place, "paragraph"));
  return found.map(({ start, end }) => [start, end]);
}"""
LONG_LINE = "They met in Kyiv. " * 900  # 16,200 units, without any line end


@few
@given(pieces=st.lists(st.sampled_from(["a", "\r", "\n", "\r\n", LONG_LINE]), max_size=8))
def test_a_paragraph_is_a_whole_line_however_long_it_is(run: Run, pieces: list[str]) -> None:
    text = "".join(pieces)
    ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    lines = [line for line in pairwise([0, *ends, len(text)]) if line[0] < line[1]]
    starts_and_ends = {place for line in lines for place in (line[0], line[1] - 1)}
    places = sorted(starts_and_ends | set(range(0, len(text), 4999)))
    expected = [next([*line] for line in lines if line[0] <= place < line[1]) for place in places]
    assert run("model/snap", ALL_PARAGRAPHS, [text, places]) == expected


def test_it_works_with_a_language_no_browser_knows(run: Run) -> None:
    body = "({ Snap }) => new Snap('one two', 'not a language').toWords({ start: 1, end: 2 })"
    assert run("model/snap", body) == {"start": 0, "end": 3}


# --- Blocks, segments, lanes --------------------------------------------------------------

IS_WHOLE = """({ blocksOf, sectionsOf }, [text, longest]) => {
  const blocks = blocksOf(text, longest);
  const sections = sectionsOf(blocks, 2 * longest).flat();
  const joined = (all) => all.map(({ start, end }) => text.slice(start, end)).join("");
  const borders = new Set([...new Intl.Segmenter().segment(text)].map((part) => part.index));
  const isSplit = blocks.some(({ start }) => !borders.has(start));
  return [joined(blocks), joined(sections), isSplit, blocks.length];
}"""


@few
@given(text=texts | st.just(NASTY), longest=st.sampled_from([12, 8000]))
def test_blocks_are_the_whole_text_and_split_no_grapheme(run: Run, text: str, longest: int) -> None:
    blocks, sections, is_split, _ = run("model/blocks", IS_WHOLE, [text, longest])
    assert blocks == sections == text
    # A block of twelve units cannot hold every grapheme there is; one of 8,000 can.
    assert longest == 12 or not is_split


def test_a_paragraph_without_end_is_cut_after_sentences(run: Run) -> None:
    text = "Russia answered. " * 3000
    blocks, _, is_split, count = run("model/blocks", IS_WHOLE, [text, 8000])
    assert (blocks, is_split) == (text, False)
    assert 6 <= count <= 8


spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: [pair[0], sum(pair)]),
    max_size=12,
)
PIECES_OF = """({ segments }, given) => {
  const spans = given.map(([start, end], id) => ({ id, start, end }));
  const pieces = segments(4, 36, spans);
  return pieces.map((piece) => [piece.start, piece.end, piece.spans.map((span) => span.id)]);
}"""


@few
@given(given_spans=spans)
def test_segments_follow_without_gaps_and_know_their_spans(
    run: Run, given_spans: list[list[int]]
) -> None:
    pieces = run("model/segments", PIECES_OF, given_spans)
    assert [start for start, _, _ in pieces] == [4, *(end for _, end, _ in pieces[:-1])]
    assert pieces[-1][1] == 36
    for start, end, ids in pieces:
        for place in range(start, end):
            covering = [i for i, (a, b) in enumerate(given_spans) if a <= place < b]
            assert covering == ids


LANES_AFTER = """({ Lanes, inOrder }, [first, later, gone, isAtOnce]) => {
  const named = (all, kind) =>
    all.map(([start, end], index) => ({ id: kind + index, start, end, label: "actor" }));
  const [spans, added] = [named(first, "first"), named(later, "later")];
  const lanes = new Lanes([...spans].sort(inOrder));
  let left = spans;
  const isRight = (changed) => {
    const before = new Map(left.map(({ id }) => [id, lanes.of(id)]));
    left = [...left, ...changed].filter((span) => added.includes(span) || !changed.includes(span));
    const moved = lanes.change([...left].sort(inOrder), changed);
    const isTold = ({ id }) => moved.includes(id) === (before.get(id) !== lanes.of(id));
    const anew = new Lanes([...left].sort(inOrder));
    return left.every(isTold) && left.every(({ id }) => lanes.of(id) === anew.of(id));
  };
  const changed = [...spans.slice(0, gone), ...added];
  const steps = isAtOnce ? [changed] : changed.map((span) => [span]);
  return [steps.every(isRight), left.map(({ id }) => lanes.of(id))];
}"""


@few
@given(first=spans, later=spans, gone=st.integers(0, 3), at_once=st.booleans())
def test_no_two_overlapping_spans_share_a_lane_and_a_reload_changes_none(
    run: Run, first: list[list[int]], later: list[list[int]], gone: int, at_once: bool
) -> None:
    gone = min(gone, len(first))
    given_spans = [first, later, gone, at_once]
    is_right, lanes = run("model/lanes model/order", LANES_AFTER, given_spans)
    assert is_right
    placed = list(zip([*first[gone:], *later], lanes, strict=True))
    for index, ((start, end), lane) in enumerate(placed):
        for (other_start, other_end), other_lane in placed[:index]:
            assert lane != other_lane or end <= other_start or other_end <= start


# --- The store and its history ------------------------------------------------------------

STEPS = """({ SpanStore, History, annotationOf, inverse }, changes) => {
  const store = new SpanStore();
  const history = new History();
  const at = (id, start) => annotationOf({ id, label: "actor", start, end: start + 5 });
  const linked = (id) => ({ id, type: "supports", source: "a", target: "b", note: "" });
  const suggested = (id) => ({ ...at(id, 3), score: 0.5, reason: "", verdict: null, draft: null });
  store.load({
    annotations: [at("a", 0), at("b", 4)],
    suggestions: [suggested("s"), suggested("t")],
    relations: [linked("r")],
  });
  const after = {
    annotation: (id, value) => (value === null ? null : at(id, value)),
    relation: (id, value) => (value === null ? null : { ...linked(id), note: String(value) }),
    suggestion: (id, value) => ({ ...store.suggestion(id), verdict: value ? "accepted" : null }),
    about: (id, value) => ({ note: String(value), is_unsure: value === null }),
  };
  const kinds = { annotation: "annotation", relation: "relation", suggestion: "suggestion" };
  const is = (kind, id) => (kind === "about" ? store.about : store[kinds[kind]](id));
  const now = () => JSON.stringify([store.annotations(), store.suggestions(), store.allDrawn(),
    store.relations().sort((one, other) => (one.id < other.id ? -1 : 1)), store.about]);
  const states = [now()];
  for (const steps of changes) {
    const taken = steps.map(([kind, id, value]) =>
      ({ kind, id, before: is(kind, id), after: after[kind](id, value) }));
    const change = { name: "", steps: taken };
    if (JSON.stringify(inverse(inverse(change))) !== JSON.stringify(change)) return null;
    history.record(change);
    store.apply(change);
    states.push(now());
  }
  const undone = changes.map(() => { store.apply(history.undo()); return now(); });
  const redone = changes.map(() => { store.apply(history.redo()); return now(); });
  return [states, undone, redone, history.canUndo, history.redo()];
}"""
values = st.none() | st.integers(0, 20)
one_step = st.one_of(
    st.tuples(st.just("annotation"), st.sampled_from(["a", "b", "c"]), values),
    st.tuples(st.just("relation"), st.sampled_from(["r", "q"]), values),
    st.tuples(st.just("suggestion"), st.sampled_from(["s", "t"]), values),
    st.tuples(st.just("about"), st.just("about"), values),
)
one_change = st.lists(one_step, min_size=1, max_size=3, unique_by=lambda step: step[1])
changes = st.lists(one_change, min_size=1, max_size=8)


@few
@given(given_changes=changes)
def test_undo_and_redo_walk_through_the_same_states(
    run: Run, given_changes: list[list[tuple[str, str, int | None]]]
) -> None:
    modules = "model/spans model/history model/changes"
    states, undone, redone, can_undo, rest = run(modules, STEPS, given_changes)
    assert undone == states[-2::-1]
    assert redone == states[1:]
    assert (can_undo, rest) == (True, None)


def test_what_was_reached_only_through_a_forgotten_change_is_forgotten_too(run: Run) -> None:
    body = """({ History }, changes) => {
      const history = new History();
      const steps = (ids) => [...ids].map((id) => ({ id }));
      for (const ids of changes) history.record({ name: ids, steps: steps(ids) });
      history.undo();
      history.forget(new Set(["b"]));
      return history.kept.changes.map((change) => change.name).concat(history.kept.done); }"""
    assert run("model/history", body, ["c", "a", "ab", "a", "d"]) == ["c", "a", "d", 2]


def test_decided_suggestions_do_not_stand_in_the_text(run: Run) -> None:
    body = """({ SpanStore }) => {
      const store = new SpanStore();
      const open = { id: "s", label: "actor", start: 0, end: 4, score: 1, reason: "", draft: null };
      const suggestions = [{ ...open, verdict: null }, { ...open, id: "t", verdict: "dismissed" }];
      store.load({ suggestions });
      return [store.allDrawn().map((span) => span.id), store.at(2).map((span) => span.id)]; }"""
    assert run("model/spans", body) == [["s"], ["s"]]


# --- The outbox ---------------------------------------------------------------------------

FLAKY = """({ Outbox, ApiError }, answers) => new Promise((resolve) => {
  const [sent, refused, told] = [[], [], []];
  const outbox = new Outbox({
    send: async (op) => {
      const status = answers.shift() ?? 200;
      if (status !== 200) throw new ApiError(status, { message: `status ${status}` });
      sent.push(op);
    },
    refuse: (op) => refused.push(op),
    tell: () => {
      told.push([outbox.pending, outbox.trouble]);
      if (outbox.pending === 0) resolve([sent, refused, told.some(([, trouble]) => trouble)]);
    },
    wait: () => 0,
  });
  for (const op of [1, 2, 3, 4]) outbox.push(op);
})"""


@pytest.mark.parametrize(
    ("answers", "sent", "refused", "was_in_trouble"),
    [
        ([], [1, 2, 3, 4], [], False),
        ([0, 0, 503, 401, 429, 200, 0], [1, 2, 3, 4], [], True),
        ([200, 409, 200], [1, 3, 4], [2], False),
        ([0, 400, 502, 404], [3, 4], [1, 2], True),
    ],
)
def test_writes_go_once_each_in_order_over_a_flaky_connection(
    run: Run, answers: list[int], sent: list[int], refused: list[int], was_in_trouble: bool
) -> None:
    got = run("sync/outbox ../api", FLAKY, answers)
    assert got == [sent, refused, was_in_trouble]


# --- The text in the page -----------------------------------------------------------------

SHOWN = """({ TextView }, [text, given]) => {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const own = { label: "actor", origin: "own" };
  const spans = given.map(([start, end], id) => ({ ...own, id: `s${id}`, start, end }));
  const look = { laneOf: () => 0, nameOf: (span) => span.id, signsOf: () => "?" };
  const view = new TextView(root, text, spans, look);
  dispatchEvent(new Event("beforeprint"));
  const marked = (id) =>
    [...root.querySelectorAll(`mark[data-spans~="${id}"]`)].map((mark) => mark.textContent);
  const offsets = Array.from({ length: text.length + 1 }, (_, offset) => {
    const place = view.places.positionOf(offset);
    return view.places.offsetOf(place.node, place.offset);
  });
  const all = [view.places.offsetOf(root, 0), view.places.offsetOf(root, root.childNodes.length)];
  return [root.textContent, spans.map((span) => marked(span.id).join("")), offsets, all];
}"""


@few
@given(text=texts | st.just(NASTY), given_spans=spans)
def test_the_page_holds_the_text_exactly_with_every_span_marked(
    run: Run, text: str, given_spans: list[list[int]]
) -> None:
    units = units_of(text)
    inside = [[units[a], units[b]] for a, b in given_spans if b < len(units)]
    shown, marked, offsets, whole = run("view/text", SHOWN, [text, inside])
    assert shown == text
    utf16 = text.encode("utf-16-le")
    assert marked == [utf16[2 * a : 2 * b].decode("utf-16-le") for a, b in inside]
    assert offsets == list(range(units[-1] + 1))
    assert whole == [0, units[-1]]


# --- Keys and delivery --------------------------------------------------------------------


def test_no_key_does_two_things(run: Run) -> None:
    keys = run("input/keymap", "({ KEYMAP }) => KEYMAP.flatMap((binding) => binding.keys)")
    assert len(keys) == len(set(keys)) > 20
    assert "Tab" not in keys
