"""Stored rows: whatever was packed apart reads as the corpus it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement import AskedAttribute, DocumentSpans
from annotator.domain.agreement.packed import PackedRow, join
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.rows import Layout, pack, unpack
from annotator.domain.agreement.statistics import Statistics, statistics
from annotator.domain.attributes import Answer
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import (
    ANNOTATORS,
    LABELS,
    TYPES,
    Drawn,
    Marked,
    corpora,
    linked,
    marked,
    to_engine,
    unhurried,
)
from tests.domain.agreement.test_coefficients import MANY_LABELS, MANY_NAMES, many
from tests.domain.agreement.twin import TwinDocument

NUMBERS = {"ada": 70, "bo": 3, "cy": 2**40, "di": 0}
ASKED = (
    AskedAttribute("actor", "tone", "choice"),
    AskedAttribute("actor", "aims", "choices"),
    AskedAttribute("claim", "weight", "number"),
    AskedAttribute("claim", "hedged", "boolean"),
)
SAID: Mapping[str, st.SearchStrategy[Answer]] = {
    "tone": st.sampled_from(["calm", 'sh"arp', "\ud800"]),
    "aims": st.lists(st.sampled_from("abc"), unique=True),
    "weight": st.sampled_from([-5, 0, 0.1, 1, 1.0, 3e5]),
    "hedged": st.booleans(),
}
LAYOUT = Layout(tuple(LABELS), tuple(TYPES), ASKED, names={n: name for name, n in NUMBERS.items()})


@st.composite
def documents(draw: st.DrawFn) -> DocumentSpans:
    """Draw a document with spans, relations and answers to what is asked of spans."""
    spans, relations = draw(linked())
    answers = st.fixed_dictionaries({}, optional=dict(SAID))
    said = {name: {span: draw(answers) for span in own} for name, own in spans.items()}
    return DocumentSpans(draw(st.integers(12, 15)), spans, relations, said)


def made(
    read: Sequence[DocumentSpans], layout: Layout = LAYOUT, labels: Sequence[str] = LABELS
) -> Statistics:
    corpus, values = read_corpus(read, labels, layout.types, layout.attributes)
    return statistics(corpus, attributes=layout.attributes, values=values)


def stored(
    read: Sequence[DocumentSpans], cuts: Sequence[int], numbers: Mapping[str, int] = NUMBERS
) -> list[PackedRow]:
    """Pack the documents in parts, each with a schema of its own."""
    edges = [0, *sorted(cuts), len(read)]
    parts = [read[first:last] for first, last in pairwise(edges)]
    return [row for part in parts for row in pack(made(part), numbers)]


def figures(statistics: Statistics) -> dict[str, Any]:
    return flat(asdict(report_on_statistics(statistics)))


def flat(report: Mapping[Any, Any], path: str = "") -> dict[str, Any]:
    """Return every value of a report under its path."""
    found: dict[str, Any] = {}
    for name, value in report.items():
        here = f"{path}/{name}"
        found |= flat(value, here) if isinstance(value, dict) and value else {here: value}
    return found


def assert_same(found: Statistics, expected: Statistics) -> None:
    ours, theirs = figures(found), figures(expected)
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if not is_same(ours[path], theirs[path])] == []


def is_same(one: object, other: object) -> bool:
    """Compare figures to 1e-12 and everything else, as what they rest on, exactly."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-12
    return one == other


@unhurried
@given(st.lists(documents(), max_size=5), st.lists(st.integers(0, 5), max_size=5))
def test_rows_packed_apart_have_the_report_of_their_corpus(
    read: list[DocumentSpans], cuts: list[int]
) -> None:
    rows = stored(read, [min(cut, len(read)) for cut in cuts])
    assert_same(unpack(join(rows), LAYOUT), made(read))


@settings(unhurried, max_examples=20)  # each is large
@given(many, st.integers(0, 2))
def test_many_labels_and_annotators_are_packed_as_well(plain: list[TwinDocument], cut: int) -> None:
    numbers = {name: n for n, name in enumerate(reversed(MANY_NAMES))}
    layout = Layout(tuple(MANY_LABELS), names={n: name for name, n in numbers.items()})
    read = to_engine(plain)
    parts = [made(part, layout, MANY_LABELS) for part in (read[:cut], read[cut:])]
    rows = [row for part in parts for row in pack(part, numbers)]
    assert_same(unpack(join(rows), layout), made(read, layout, MANY_LABELS))


@unhurried
@given(st.lists(documents(), max_size=4))
def test_a_documents_row_does_not_depend_on_the_others(read: list[DocumentSpans]) -> None:
    alone, together = stored(read, range(len(read))), pack(made(read), NUMBERS)
    for one, other in zip(alone, together, strict=True):
        assert (one.sets, one.answers, one.values) == (other.sets, other.answers, other.values)
        for ours, theirs in ((one.document, other.document), (one.pairs, other.pairs)):
            assert np.frombuffer(ours) == pytest.approx(np.frombuffer(theirs), abs=1e-12)


@unhurried
@given(corpora, st.permutations(["wu", "xi", "yan", "zoe"]))
def test_rows_follow_when_annotators_are_renamed(
    plain: list[TwinDocument], names: list[str]
) -> None:
    new = dict(zip(ANNOTATORS, names, strict=True))
    after: list[TwinDocument] = [
        {"length": d["length"], "spans": {new[name]: own for name, own in d["spans"].items()}}
        for d in plain
    ]
    layout = replace(LAYOUT, names={NUMBERS[name]: new[name] for name in ANNOTATORS})
    found, expected = unpack(join(stored(to_engine(plain), [])), layout), made(to_engine(after))
    # Which of equally good matches are taken may differ; how many there are may not.
    columns = expected.schema.pair_blocks().distances.stop
    assert found.pairs[:, :columns] == pytest.approx(expected.pairs[:, :columns], abs=1e-12)
    for name in ("document", "left", "right", "alone", "documents", "sets"):
        assert np.array_equal(getattr(found, name), getattr(expected, name))


def test_rows_hold_what_differs_between_two_annotators_sides() -> None:
    spans: Marked = {"ada": marked("0-5 actor"), "bo": marked("0-2 actor | 3-4 claim")}
    drawn: Drawn = {"bo": [Relation("by", *spans["bo"])]}
    rows = stored([DocumentSpans(9, spans, drawn)], [])
    found = unpack(join(rows), replace(LAYOUT, names={70: "zoe", 3: "bo"}))
    columns = dict(zip(found.schema.pairs, found.pairs[0].tolist(), strict=True))
    assert found.schema.annotators == ("bo", "zoe")
    assert (columns["left actor"], columns["right actor"]) == (2.0, 5.0)
    assert (columns["left claim"], columns["relations by"]) == (1.0, 1.0)


def test_the_digest_tells_of_whatever_a_row_rests_on() -> None:
    others = [
        replace(LAYOUT, labels=(*LABELS[1:], LABELS[0])),
        replace(LAYOUT, types=()),
        replace(LAYOUT, attributes=ASKED[1:]),
        replace(LAYOUT, unit="token"),
        replace(LAYOUT, percent=60),
    ]
    assert len({layout.digest() for layout in (LAYOUT, *others)}) == 6
    assert replace(LAYOUT, names={1: "zoe"}).digest() == LAYOUT.digest()


def plain(labels: int = 3) -> tuple[Statistics, Layout]:
    names = [f"label-{n}" for n in range(labels)]
    spans = [Span(n, n + 2, name) for n, name in enumerate(names)]
    read = [DocumentSpans(99, {"ada": spans, "bo": spans})]
    layout = Layout(tuple(names), names={1: "ada", 2: "bo"})
    return made(read, layout, names), layout


def test_sixty_three_labels_fit_and_no_more() -> None:
    fitting, layout = plain(63)
    rows = pack(fitting, {"ada": 1, "bo": 2})
    assert report_on_statistics(unpack(join(rows), layout)).overall.alpha.value == 1.0
    for refused in (lambda: pack(plain(64)[0], {}), lambda: unpack(join([]), plain(64)[1])):
        with pytest.raises(InvalidInput, match="63 labels or fewer; seen 64"):
            refused()


@pytest.mark.parametrize(
    ("numbers", "told"),
    [({"ada": 1}, r"\['bo'\]"), ({"ada": 1, "bo": 1}, "own"), ({"ada": -1, "bo": 1}, "from 0")],
)
def test_every_annotator_needs_a_number_of_their_own(numbers: dict[str, int], told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        pack(plain()[0], numbers)


@pytest.mark.parametrize(
    ("names", "told"), [({1: "ada"}, r"none for \[2\]"), ({1: "bo", 2: "bo"}, "of their own")]
)
def test_every_annotator_in_a_row_needs_a_name(names: dict[int, str], told: str) -> None:
    rows = pack(plain()[0], {"ada": 1, "bo": 2})
    with pytest.raises(InvalidInput, match=told):
        unpack(join(rows), replace(plain()[1], names=names))


@pytest.mark.parametrize("field", ["document", "pairs", "sets"])
def test_it_refuses_a_row_that_lacks_a_part(field: str) -> None:
    row = pack(plain()[0], {"ada": 1, "bo": 2})[0]
    broken = row._replace(**{field: getattr(row, field)[:-8]})
    with pytest.raises(InvalidInput, match="seen"):
        unpack(join([broken]), plain()[1])


def test_it_refuses_rows_without_their_pairs() -> None:
    row = pack(plain()[0], {"ada": 1, "bo": 2})[0]
    with pytest.raises(InvalidInput, match="1 pairs of annotators; seen 1 and 0"):
        unpack(join([row._replace(pairs=b"")]), plain()[1])


def test_a_project_may_have_no_rows_yet() -> None:
    report = report_on_statistics(unpack(join([]), LAYOUT))
    assert report.overall.alpha.reason == "no_pairable_documents"
    assert (report.pairs, list(report.labels)) == ({}, LABELS)
