"""Boundary similarity against segeval's values, its laws and its limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.boundaries import (
    Segmentations,
    boundary_agreement,
    boundary_edits,
    segmentations_of,
)
from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.spans import Span
from annotator.errors import InvalidInput

FOLDER = Path(__file__).parents[2] / "fixtures" / "agreement" / "units"
TABLES: list[dict[str, Any]] = json.loads((FOLDER / "boundaries.json").read_text("utf-8"))

unhurried = settings(deadline=None, max_examples=100)
cuts = st.frozensets(st.integers(1, 19), max_size=8)


def between(one: frozenset[int], other: frozenset[int], reach: int = 2) -> float | None:
    found = boundary_agreement([Segmentations(20, {"ada": one, "bo": other})], reach)
    return found.similarity.value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_it_reaches_the_value_of_segeval(table: dict[str, Any]) -> None:
    documents = [Segmentations(each["length"], each["boundaries"]) for each in table["documents"]]
    figure = getattr(boundary_agreement(documents, table["reach"]), table["measure"])
    assert figure.value == pytest.approx(table["expected"], abs=table["tolerance"])


@unhurried
@given(cuts, cuts, st.integers(1, 5))
def test_it_is_the_same_from_both_sides(
    one: frozenset[int], other: frozenset[int], reach: int
) -> None:
    assert between(one, other, reach) == between(other, one, reach)


@unhurried
@given(cuts, cuts)
def test_it_is_the_jaccard_index_when_nothing_may_move(
    one: frozenset[int], other: frozenset[int]
) -> None:
    expected = len(one & other) / len(one | other) if one | other else None
    assert between(one, other, reach=1) == pytest.approx(expected)


@unhurried
@given(cuts, cuts, st.integers(1, 6))
def test_it_uses_every_boundary_once(
    one: frozenset[int], other: frozenset[int], reach: int
) -> None:
    edits = boundary_edits(one, other, reach)
    used = [*edits.matches, *edits.matches, *edits.additions]
    used += [place for moved in edits.transpositions for place in moved]
    assert sorted(used) == sorted([*one, *other])
    assert all(0 < j - i < reach for i, j in edits.transpositions)


def test_it_forgives_more_when_boundaries_may_move_further() -> None:
    values = [between(frozenset({3, 9}), frozenset({4, 12}), reach) for reach in range(1, 6)]
    assert values == pytest.approx([0, 1 / 6, 2 / 9, 0.5, 0.6])


def test_it_pools_pairs_that_completed_a_document_and_passes_over_who_did_not() -> None:
    both = Segmentations(9, {"ada": {2, 5}, "bo": {5}})
    alone = Segmentations(9, {"ada": {1, 2, 3}})
    found = boundary_agreement([both, alone, Segmentations(9, {"ada": {4}, "cy": ()})])
    assert found.similarity.value == pytest.approx(1 / 3)
    assert (found.n_documents, found.n_pairs, found.n_boundaries) == (2, 2, 4)


@pytest.mark.parametrize(
    ("documents", "reason"),
    [
        ([], "no_pairable_documents"),
        ([Segmentations(9, {"ada": {3}})], "no_pairable_documents"),
        ([Segmentations(9, {"ada": (), "bo": ()})], "no_variation"),
        ([Segmentations(0, {"ada": (), "bo": ()})], "no_variation"),
    ],
)
def test_it_says_why_nothing_is_defined(documents: list[Segmentations], reason: str) -> None:
    found = boundary_agreement(documents)
    assert [found.similarity.reason, found.pi.reason, found.kappa.reason] == [reason] * 3


def test_it_knows_no_chance_where_everybody_cuts_everywhere() -> None:
    found = boundary_agreement([Segmentations(3, {"ada": {1, 2}, "bo": {1, 2}})])
    assert (found.similarity.value, found.pi.reason) == (1, "no_variation")
    assert found.kappa.reason == "no_variation"


def test_it_cuts_a_text_where_spans_of_a_label_begin_and_end_inside() -> None:
    spans = {"ada": [Span(0, 4, "x"), Span(4, 9, "x"), Span(2, 7, "y")], "bo": []}
    document = DocumentSpans(9, spans)
    assert segmentations_of(document, "x").boundaries == {"ada": {4}, "bo": frozenset()}
    assert segmentations_of(document).boundaries["ada"] == {2, 4, 7}


def test_it_refuses_a_boundary_outside_and_a_reach_of_nothing() -> None:
    with pytest.raises(InvalidInput, match=r"between 0 and 9.*seen 9 by 'ada'"):
        Segmentations(9, {"ada": {9}})
    with pytest.raises(InvalidInput, match="at least 1; seen 0"):
        boundary_edits({1}, {2}, reach=0)
