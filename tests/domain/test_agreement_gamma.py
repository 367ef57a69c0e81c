"""The best alignment and gamma against published values, a twin and their laws."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.agreement.gamma import (
    Alignment,
    Dissimilarity,
    GammaSettings,
    Sampler,
    best_alignment,
    document_costs,
    gamma_of_documents,
)
from annotator.domain.agreement.gamma.packing import best_packing
from annotator.domain.agreement.gamma.units import read_continuum
from annotator.domain.spans import Span
from annotator.errors import InvalidInput, TooLarge
from tests.domain import alignment_twin as twin

FOLDER = Path(__file__).parents[2] / "fixtures" / "agreement" / "units"
TABLES: list[dict[str, Any]] = json.loads((FOLDER / "gamma.json").read_text("utf-8"))

unhurried = settings(deadline=None, max_examples=60)
LENGTH = 40

Marked = dict[str, list[Span]]


def read(length: int, spans: Mapping[str, Sequence[tuple[int, int, str]]]) -> DocumentSpans:
    return DocumentSpans(length, {name: [Span(*s) for s in own] for name, own in spans.items()})


def tables(measure: str) -> pytest.MarkDecorator:
    found = [table for table in TABLES if table["measure"] == measure]
    return pytest.mark.parametrize("table", found, ids=lambda table: table["id"])


@st.composite
def marked(draw: st.DrawFn, most: int = 7) -> Marked:
    """Draw up to `most` spans of two to four annotators: overlapping, nested, alike."""
    names = draw(st.sampled_from(["ab", "abc", "abcd"]))
    spans: Marked = {name: [] for name in names}
    for _ in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, 20))
        span = Span(start, start + draw(st.integers(1, 9)), draw(st.sampled_from("xyz")))
        spans[draw(st.sampled_from(names))].append(span)
    return spans


weights = st.tuples(st.sampled_from([0, 0.5, 1, 3]), st.sampled_from([0, 1, 2]), st.just(1.0))


def disorder(spans: Marked, *measure: float) -> float:
    found = best_alignment(DocumentSpans(LENGTH, spans), Dissimilarity(*measure)).disorder
    assert found is not None
    return found


def rows_of(alignment: Alignment) -> list[list[twin.Owned]]:
    return [[(name, span) for name, span in row.spans.items() if span] for row in alignment.tuples]


@tables("disorder")
def test_the_best_alignment_costs_what_is_published(table: dict[str, Any]) -> None:
    alignment = best_alignment(
        read(table["length"], table["spans"]), Dissimilarity(*table["weights"])
    )
    assert alignment.disorder == pytest.approx(table["expected"], abs=table["tolerance"])


@tables("positional")
def test_the_positional_dissimilarity_is_the_published_one(table: dict[str, Any]) -> None:
    one, other = ([(*place, "x")] for place in table["units"])
    units = read_continuum(read(LENGTH, {"a": one, "b": other})).units
    found = float(Dissimilarity().positional(units, np.array(0), np.array(1)))
    assert found == pytest.approx(table["expected"], abs=table["tolerance"])
    assert found == pytest.approx(table["published"], rel=0.1)


@tables("gamma")
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_gamma_lies_where_it_is_published(table: dict[str, Any], seed: int) -> None:
    alpha, beta, empty = table["weights"]
    chosen = GammaSettings(alpha, beta, empty, Sampler.SHUFFLE, seed, samples=300)
    found = gamma_of_documents([read(table["length"], table["spans"])], chosen).gamma.value
    low, high = table["expected"]
    assert found is not None
    assert low <= found <= high


@unhurried
@given(marked(), weights)
def test_no_partition_costs_less_than_the_best_alignment(
    spans: Marked, measure: twin.Weights
) -> None:
    expected = twin.least_disorder(spans, measure)
    assert disorder(spans, *measure) == pytest.approx(expected, abs=1e-9)


@unhurried
@given(marked(), weights)
def test_every_span_is_in_one_tuple_and_the_tuples_make_the_disorder(
    spans: Marked, measure: twin.Weights
) -> None:
    alignment = best_alignment(DocumentSpans(LENGTH, spans), Dissimilarity(*measure))
    rows = rows_of(alignment)
    assert sorted(unit for row in rows for unit in row) == sorted(
        (name, span) for name, own in spans.items() for span in own
    )
    costs = [twin.row_disorder(row, len(spans), measure) for row in rows]
    assert [row.disorder for row in alignment.tuples] == pytest.approx(costs)
    mean_units = sum(map(len, spans.values())) / len(spans)
    assert alignment.disorder == pytest.approx(sum(costs) / mean_units)


@unhurried
@given(marked(), st.integers(0, 9))
def test_names_and_the_place_in_the_text_do_not_matter(spans: Marked, shift: int) -> None:
    names = {name: "qpsr"["abcd".index(name)] for name in spans}
    moved = {
        names[name]: [Span(s.start + shift, s.end + shift, s.label * 2) for s in own]
        for name, own in spans.items()
    }
    assert disorder(moved) == pytest.approx(disorder(spans))


@unhurried
@given(marked(most=5))
def test_one_more_who_marked_nothing_costs_at_most_a_lone_slot_in_every_tuple(
    spans: Marked,
) -> None:
    n = len(spans)
    alignment = best_alignment(DocumentSpans(LENGTH, spans))
    pairs, more = n * (n - 1) / 2, n * (n + 1) / 2
    widened = sum((pairs * row.disorder + n) / more for row in alignment.tuples)
    mean_units = sum(map(len, spans.values())) / (n + 1)
    assert disorder({**spans, "zoe": []}) <= widened / mean_units + 1e-9


def test_one_more_who_marked_nothing_makes_two_who_agree_cost_1() -> None:
    own = [Span(0, 4, "x"), Span(10, 19, "y")]
    assert disorder({"ada": own, "bo": own}) == 0
    assert disorder({"ada": own, "bo": own, "cy": []}) == pytest.approx(1)


def test_whole_numbers_are_found_where_the_relaxation_has_halves() -> None:
    triangle = np.array([[0, 1], [0, 2], [1, 2]])
    taken = best_packing(triangle, np.array([2.0, 2.0, 2.5]), 3)
    assert taken.tolist() == [False, False, True]


@unhurried
@given(st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=2, max_size=3), st.integers(1, 9))))
def test_no_packing_gains_more(drawn: list[tuple[set[int], int]]) -> None:
    drawn = drawn[:9]
    members = np.array([[*sorted(units), -1][:3] for units, _ in drawn]).reshape(-1, 3)
    gain = np.array([gain for _, gain in drawn], dtype=float)
    possible = [
        sum(drawn[n][1] for n in chosen)
        for size in range(len(drawn) + 1)
        for chosen in combinations(range(len(drawn)), size)
        if all(drawn[a][0].isdisjoint(drawn[b][0]) for a, b in combinations(chosen, 2))
    ]
    assert gain[best_packing(members, gain, 6)].sum() == max(possible)


@pytest.mark.parametrize("sampler", Sampler)
def test_annotators_who_agree_in_everything_have_gamma_1(sampler: Sampler) -> None:
    own = [Span(0, 4, "x"), Span(10, 19, "y"), Span(12, 15, "x")]
    same = DocumentSpans(LENGTH, dict.fromkeys(("ada", "bo", "cy"), own))
    report = gamma_of_documents([same], GammaSettings(sampler=sampler))
    figures = [report.gamma, report.gamma_cat, *report.gamma_k.values()]
    assert [figure.value for figure in figures] == [1.0] * 4
    assert report.gamma_k.keys() == {"x", "y"}


@unhurried
@given(marked(), weights)
def test_the_label_disorders_are_those_of_the_best_alignment(
    spans: Marked, measure: twin.Weights
) -> None:
    document = DocumentSpans(LENGTH, spans)
    rows = rows_of(best_alignment(document, Dissimilarity(*measure)))
    costs = document_costs(document, GammaSettings(*measure), key=0, samples=2)
    for label, found in [(None, costs.all_labels), *costs.labels.items()]:
        if found.weight:
            expected = twin.label_disorder(rows, measure, label)
            assert found.observed / found.weight == pytest.approx(expected)


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        ({}, "no_pairable_documents"),
        ({"ada": [(0, 4, "x")]}, "no_pairable_documents"),
        ({"ada": [], "bo": []}, "no_spans"),
    ],
)
def test_it_says_why_there_is_no_alignment(spans: Any, reason: str) -> None:
    alignment = best_alignment(read(LENGTH, spans))
    assert (alignment.tuples, alignment.disorder, alignment.reason) == ((), None, reason)


def test_it_refuses_more_tuples_than_it_can_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.domain.agreement.gamma.candidates.MOST_TUPLES", 100)
    own = [(start, start + 8, "x") for start in range(10)]
    with pytest.raises(TooLarge, match="at most 100 tuples"):
        best_alignment(read(LENGTH, dict.fromkeys("abcd", own)))


@pytest.mark.parametrize("measure", [(-1, 1, 1), (1, -1, 1), (1, 1, 0), (1, float("nan"), 1)])
def test_it_refuses_weights_that_make_no_sense(measure: twin.Weights) -> None:
    with pytest.raises(InvalidInput, match="alpha >= 0, beta >= 0 and delta_empty > 0"):
        Dissimilarity(*measure)
