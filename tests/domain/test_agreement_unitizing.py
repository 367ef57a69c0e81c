"""The unitizing coefficients against published values and against twins on single characters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.agreement.unitizing import (
    AlphaU,
    UnitizingAgreement,
    alpha_u,
    unitizing_agreement,
)
from annotator.domain.spans import Span
from tests.domain import unitizing_twin as twin
from tests.domain.unitizing_twin import Layers

FOLDER = Path(__file__).parents[2] / "fixtures" / "agreement" / "units"
TABLES: list[dict[str, Any]] = json.loads((FOLDER / "unitizing.json").read_text("utf-8"))
ALPHA_U = [table for table in TABLES if table["measure"] == "alpha_u"]
FAMILY = [table for table in TABLES if table["measure"] != "alpha_u"]

unhurried = settings(deadline=None, max_examples=80)


def document(length: int, layers: Layers) -> DocumentSpans:
    return DocumentSpans(length, {name: [Span(*u) for u in own] for name, own in layers.items()})


@st.composite
def texts(draw: st.DrawFn, labels: str = "xyz", least: int = 1) -> tuple[int, Layers]:
    """Draw a text and one to four annotators' disjoint units; some abut, some have none."""
    length = draw(st.integers(1, 14))
    names = draw(st.lists(st.sampled_from("abcd"), unique=True, min_size=least))
    layers: Layers = {}
    for name in names:
        ends = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
        values = [draw(st.sampled_from([*labels, None])) for _ in ends[1:]]
        cut = zip(ends, ends[1:], values, strict=False)
        layers[name] = [(start, end, value) for start, end, value in cut if value]
    return length, layers


@pytest.mark.parametrize("table", ALPHA_U, ids=lambda table: table["id"])
def test_alpha_u_reaches_the_published_value(table: dict[str, Any]) -> None:
    found = alpha_u([document(table["length"], table["spans"])])
    figure = found.labels[table["label"]] if table["label"] else found.overall
    assert figure.value == pytest.approx(table["expected"], abs=table["tolerance"])
    assert figure.value == pytest.approx(table["confirmed"], abs=1e-12)


@pytest.mark.parametrize("table", FAMILY, ids=lambda table: table["id"])
def test_the_family_reaches_the_published_value(table: dict[str, Any]) -> None:
    found = unitizing_agreement([document(table["length"], table["spans"])])
    measure, label = table["measure"], table["label"]
    figure = found.k_u_alpha[label] if label else getattr(found, measure)
    assert figure.value == pytest.approx(table["expected"], abs=table["tolerance"])
    assert figure.reason == table.get("reason")
    if label:
        assert found.coverage[label] == pytest.approx(table["coverage"])


@unhurried
@given(st.lists(texts(), max_size=3))
def test_the_family_equals_its_twin_on_characters(drawn: list[tuple[int, Layers]]) -> None:
    found = unitizing_agreement([document(*each) for each in drawn])
    for name, expected in twin.family(drawn).items():
        assert getattr(found, name).value == pytest.approx(expected, abs=1e-9)
    labels = twin.of_labels(drawn)
    assert found.k_u_alpha.keys() == labels.keys()
    for label, (value, coverage) in labels.items():
        assert found.k_u_alpha[label].value == pytest.approx(value, abs=1e-9)
        assert found.coverage[label] == pytest.approx(coverage)


@unhurried
@given(texts(labels="x", least=2))
def test_it_has_the_closed_form_of_one_label(drawn: tuple[int, Layers]) -> None:
    o, squares, _ = twin.sums([drawn])
    n, marked = sum(o.values()), sum(found for (c, _), found in o.items() if c)
    free, others = n**2 - sum(squares.values()), n - marked
    found = unitizing_agreement([document(*drawn)], label="x").u_alpha
    if not marked or not others:
        assert found.reason == ("no_variation" if marked else "no_spans")
        return
    expected = 1 - o["x", None] * free / (n * marked * others)
    assert found.value == pytest.approx(expected, abs=1e-9)


@unhurried
@given(texts(labels="x", least=2))
def test_alpha_u_equals_its_twin_on_sections(drawn: tuple[int, Layers]) -> None:
    found = alpha_u([document(*drawn)]).overall
    if not any(drawn[1].values()):
        assert found.reason == "no_spans"
        return
    assert found.value == pytest.approx(twin.alpha_u(*drawn), abs=1e-9)
    assert found.reason == (None if found.value is not None else "no_variation")


def values_of(found: UnitizingAgreement) -> list[float | None]:
    figures = [found.u_alpha, found.bar_u_alpha, found.cu_alpha, *found.k_u_alpha.values()]
    return [figure.value for figure in figures] + sorted(found.coverage.values())


def renamed(layers: Layers) -> Layers:
    """Name the annotators in another order, and the labels in the same."""
    return {
        name[::-1] + "dcba"["abcd".index(name)]: [(s, e, f"a {label}") for s, e, label in units]
        for name, units in layers.items()
    }


@unhurried
@given(texts())
def test_names_of_annotators_and_labels_do_not_matter(drawn: tuple[int, Layers]) -> None:
    length, layers = drawn
    one, other = document(length, layers), document(length, renamed(layers))
    assert values_of(unitizing_agreement([one])) == values_of(unitizing_agreement([other]))
    assert alpha_u([one]).overall == alpha_u([other]).overall


@unhurried
@given(texts(least=2))
def test_annotators_who_agree_in_everything_have_1(drawn: tuple[int, Layers]) -> None:
    length, layers = drawn
    same = document(length, dict.fromkeys("pqr", next(iter(layers.values()))))
    figures = [alpha_u([same]).overall, unitizing_agreement([same]).u_alpha]
    assert {figure.value for figure in figures} <= {1.0, None}
    if sum(units[1] - units[0] for units in layers[next(iter(layers))]) not in (0, length):
        assert [figure.value for figure in figures] == [1.0, 1.0]


@unhurried
@given(texts(least=2))
def test_a_document_of_one_annotator_adds_nothing_to_the_family(drawn: tuple[int, Layers]) -> None:
    alone = document(9, {"ada": [(0, 5, "x")]})
    pair = document(*drawn)
    assert unitizing_agreement([pair, alone]) == unitizing_agreement([pair])


def test_one_who_completed_with_nothing_disagrees_and_one_who_is_absent_does_not() -> None:
    same: Layers = {"ada": [(2, 6, "x")], "bo": [(2, 6, "x")]}
    with_empty = document(10, {**same, "cy": []})
    assert unitizing_agreement([document(10, same)]).u_alpha.value == 1
    expected = 1 - 8 * (900 - 54) / (30 * 2 * 8 * 22)
    assert unitizing_agreement([with_empty]).u_alpha.value == pytest.approx(expected)


def test_overlapping_spans_of_one_label_are_one_unit_and_abutting_ones_two() -> None:
    overlapping = document(9, {"ada": [(0, 3, "x"), (2, 6, "x")], "bo": [(0, 5, "x")]})
    merged = document(9, {"ada": [(0, 6, "x")], "bo": [(0, 5, "x")]})
    abutting = document(9, {"ada": [(0, 3, "x"), (3, 6, "x")], "bo": [(0, 5, "x")]})
    values = [unitizing_agreement([each]).u_alpha.value for each in (overlapping, merged, abutting)]
    assert values[0] == values[1] != values[2]


def test_it_says_when_labels_overlap_and_still_tells_of_each_label() -> None:
    mixed = document(9, {"ada": [(0, 5, "x"), (3, 8, "y")], "bo": [(0, 5, "x")]})
    assert unitizing_agreement([mixed]).u_alpha.reason == "overlapping_spans"
    assert unitizing_agreement([mixed]).k_u_alpha == {}
    assert unitizing_agreement([mixed], label="x").u_alpha.value == 1
    assert alpha_u([mixed]).overall.reason is None


def test_alpha_u_does_not_take_overlapping_units_of_one_label() -> None:
    found = alpha_u([document(9, {"ada": [(0, 5, "x"), (3, 8, "x"), (8, 9, "y")], "bo": []})])
    assert found.overall.reason == found.labels["x"].reason == "overlapping_spans"
    assert found.labels["y"].reason is None


def test_alpha_u_lays_documents_end_to_end_that_everyone_completed() -> None:
    first, second = {"ada": [(1, 3, "x")], "bo": [(1, 4, "x")]}, {"ada": [(0, 2, "x")], "bo": []}
    joined: Layers = {"ada": [(1, 3, "x"), (5, 7, "x")], "bo": [(1, 4, "x")]}
    partly = document(9, {"ada": [(0, 9, "x")]})
    found = alpha_u([document(5, first), partly, document(4, second)])
    assert found == AlphaU(found.overall, found.labels, 2, 2, {"x": 3})
    assert found.overall == alpha_u([document(9, joined)]).overall


def test_alpha_u_stays_exact_on_a_corpus_of_a_hundred_million_characters() -> None:
    small: Layers = {"ada": [(100, 500, "x")], "bo": [(200, 500, "x")]}
    large: Layers = {
        name: [(start * 10**5, end * 10**5, label) for start, end, label in units]
        for name, units in small.items()
    }
    values = [alpha_u([document(10**3, small)]), alpha_u([document(10**8, large)])]
    assert values[1].overall.value == pytest.approx(values[0].overall.value, abs=1e-2)


@pytest.mark.parametrize(
    ("layers", "reasons"),
    [
        ({}, ["no_pairable_documents"] * 3),
        ({"ada": [(0, 2, "x")]}, ["no_pairable_documents"] * 3),
        ({"ada": [], "bo": []}, ["no_spans"] * 3),
        ({"ada": [(0, 4, "x")], "bo": [(0, 4, "x")]}, ["no_variation", None, "one_value"]),
        ({"ada": [(0, 2, "x")], "bo": [(2, 4, "x")]}, [None, None, "no_matched_spans"]),
    ],
)
def test_it_says_why_a_figure_is_undefined(layers: Layers, reasons: list[str | None]) -> None:
    found = unitizing_agreement([document(4, layers)])
    seen = [found.u_alpha.reason, alpha_u([document(4, layers)]).overall.reason]
    assert [*seen, found.cu_alpha.reason] == reasons


def test_cu_alpha_is_undefined_where_three_hardly_meet() -> None:
    layers: Layers = {"ada": [(0, 6, "x")], "bo": [(0, 6, "y")], "cy": []}
    assert unitizing_agreement([document(9, layers)]).cu_alpha.reason == "no_variation"
