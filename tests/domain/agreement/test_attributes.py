"""Alpha of attributes: published values, a twin in fractions, and units that were built by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import (
    AskedAttribute,
    AttributeAgreement,
    DocumentSpans,
    Reason,
    agreement_report,
)
from annotator.domain.attributes import Answer
from annotator.domain.spans import Span
from tests.domain.agreement import twin
from tests.domain.agreement.corpora import LABELS, Marked, completed, marked, unhurried

FOLDER = Path(__file__).parents[3] / "fixtures" / "agreement" / "values"
TABLES: list[dict[str, Any]] = json.loads((FOLDER / "alpha.json").read_text("utf-8"))


def attribute_agreement(
    documents: Sequence[DocumentSpans], attributes: Sequence[AskedAttribute]
) -> Mapping[tuple[str, str], AttributeAgreement]:
    return agreement_report(documents, LABELS, (), attributes).attributes


def alpha_of_values(units: Sequence[Sequence[Any]], kind: str) -> AttributeAgreement:
    """Return alpha of a text with a span for each unit; None is a missing value."""
    spans = [Span(2 * n, 2 * n + 1, "claim") for n in range(len(units))]
    names = [f"annotator-{n}" for n in range(max(map(len, units), default=0))] or ["ada"]
    said: dict[str, dict[Span, dict[str, Answer]]] = {name: {} for name in [*names, "zoe"]}
    for span, unit in zip(spans, units, strict=True):
        for name, value in zip(names, unit, strict=False):
            if value is not None:
                said[name][span] = {"is": value}
    document = DocumentSpans(2 * len(units), dict.fromkeys(said, spans), {}, said)
    asked = AskedAttribute("claim", "is", kind)
    return attribute_agreement([document], [asked])["claim", "is"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_it_reaches_the_published_value(table: dict[str, Any]) -> None:
    found = alpha_of_values(table["units"], table["kind"]).value
    assert found == pytest.approx(table["expected"], abs=table["tolerance"])
    assert table["source"].strip()


# --- The twin ---


def interval(one: float, other: float) -> Fraction:
    return (Fraction(one) - Fraction(other)) ** 2


DISTANCES: dict[str, Any] = {
    "choice": twin.nominal,
    "text": twin.nominal,
    "boolean": twin.nominal,
    "number": interval,
    "choices": twin.jaccard,
}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.sampled_from("abc"),
    "text": st.text(max_size=2),
    "boolean": st.booleans(),
    "number": st.integers(-5, 5) | st.floats(-5, 5),
    "choices": st.lists(st.sampled_from("abc"), unique=True),
}


def twin_alpha(units: Sequence[Sequence[Any]], kind: str) -> float | None:
    values = [[frozenset(v) if isinstance(v, list) else v for v in unit] for unit in units]
    return twin.alpha_of_units(values, DISTANCES[kind])


@unhurried
@given(st.sampled_from(sorted(VALUES)), st.data())
def test_it_equals_the_twin_on_any_values(kind: str, data: st.DataObject) -> None:
    units = data.draw(st.lists(st.lists(VALUES[kind], max_size=4), max_size=6))
    found = alpha_of_values(units, kind).value
    expected = twin_alpha(units, kind)
    assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("kind", sorted(VALUES))
@unhurried
@given(data=st.data())
def test_equal_values_in_every_unit_reach_exactly_one(kind: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(VALUES[kind], max_size=6))
    found = alpha_of_values([[value, value, value] for value in values], kind)
    assert found.value == 1.0 or found.reason in (Reason.ONE_VALUE, Reason.NO_MATCHED_SPANS)


@pytest.mark.parametrize(
    ("kind", "units"),
    [
        ("number", [[0.1, 0.1], [0.1, 0.1, 0.1]]),
        ("choice", [["a", "a"], ["b"]]),
        ("choices", [[["a", "b"], ["b", "a"]]]),
    ],
)
def test_it_has_no_alpha_where_one_value_is_all_there_is(kind: str, units: Any) -> None:
    assert alpha_of_values(units, kind).reason == Reason.ONE_VALUE


def test_it_keeps_to_floats_that_have_no_square() -> None:
    assert alpha_of_values([[1e300, 1e300], [-1e300, -1e300]], "number").value == 1.0


def test_numbers_far_from_zero_keep_their_differences() -> None:
    units = [[2**40, 2**40 + 1], [2**40 + 5, 2**40 + 5]]
    assert alpha_of_values(units, "number").value == pytest.approx(
        twin_alpha([[1, 2], [6, 6]], "number"), abs=1e-3
    )


# --- Units ---

TONE = AskedAttribute("actor", "tone", "choice")


def document(**lines: str) -> DocumentSpans:
    """Build a document from `ada="0-5 actor calm | 6-9 actor"`: spans and perhaps their tone."""
    spans: Marked = {}
    values: dict[str, dict[Span, dict[str, Answer]]] = {}
    for name, line in lines.items():
        parts = [part.split() for part in line.split("|") if part.strip()]
        spans[name] = marked(" | ".join(" ".join(part[:2]) for part in parts))
        said = zip(spans[name], parts, strict=True)
        values[name] = {span: {"tone": part[2]} for span, part in said if len(part) > 2}
    return DocumentSpans(60, spans, {}, values)


def tone(*documents: DocumentSpans) -> AttributeAgreement:
    return attribute_agreement(documents, [TONE])["actor", "tone"]


def test_it_compares_what_is_said_of_matched_spans_of_the_label() -> None:
    found = tone(
        document(ada="0-9 actor calm | 20-30 actor sharp", bo="0-8 actor calm | 20-29 actor calm"),
        document(ada="0-9 actor sharp", bo="0-9 actor sharp"),
    )
    # Three units: calm calm, sharp calm, sharp sharp; n = 6, o = 2, n_c = 3 and 3.
    assert found.value == pytest.approx(1 - 5 * 2 / 18, abs=1e-15)
    assert (found.n_units, found.n_annotators, found.n_documents) == (3, 2, 2)
    assert found.measure == "krippendorff_alpha_nominal"


@pytest.mark.parametrize(
    "theirs",
    ["0-9 actor", "0-4 actor sharp", "0-9 claim sharp", "", "10-19 actor sharp"],
)
def test_a_span_without_a_counterpart_or_a_value_is_no_unit(theirs: str) -> None:
    agreed = document(ada="0-9 actor calm", bo="0-9 actor calm")
    found = tone(document(ada="0-9 actor calm", bo=theirs), agreed)
    assert (found.n_units, found.reason) == (1, "one_value")


def test_values_may_be_missing_where_three_marked_a_span() -> None:
    found = tone(
        document(ada="0-9 actor calm", bo="0-9 actor", cy="0-8 actor sharp"),
        document(ada="0-9 actor calm", bo="0-9 actor calm", cy="0-9 actor calm"),
    )
    # o = 2 / 1, n = 5, n_c = 4 and 1.
    assert found.value == pytest.approx(1 - 4 * 2 / 8, abs=1e-15)
    assert (found.n_units, found.n_annotators) == (2, 3)


def test_nobody_is_twice_in_a_unit_and_the_closest_come_together() -> None:
    # ada matches bo and cy's first, bo matches cy's second even better than ada.
    found = tone(
        document(
            ada="0-10 actor calm",
            bo="0-16 actor calm",
            cy="0-9 actor calm | 2-20 actor sharp",
        )
    )
    # Two units: calm calm and calm sharp; n = 4, o = 2, n_c = 3 and 1.
    assert (found.n_units, found.value) == (2, 1 - 3 * 2 / 6)


def test_it_says_why_there_is_no_figure() -> None:
    assert tone(document(ada="0-9 actor calm")).reason == "no_pairable_documents"
    assert tone(document(ada="0-9 actor calm", bo="")).reason == "no_matched_spans"
    assert attribute_agreement([], []) == {}


def test_a_value_of_a_kind_the_attribute_no_longer_has_is_missing() -> None:
    both = document(ada="0-9 actor calm", bo="0-9 actor sharp")
    for kind in ("number", "choices", "boolean"):
        asked = AskedAttribute("actor", "tone", kind)
        found = attribute_agreement([both], [asked])["actor", "tone"]
        assert found.reason == "no_matched_spans"


@unhurried
@given(completed(), st.sampled_from(LABELS))
def test_two_annotators_who_say_the_same_of_the_same_spans_never_differ(
    spans: Marked, label: str
) -> None:
    own = next(iter(spans.values()))
    said = {span: {"place": span.start} for span in own}
    both = DocumentSpans(14, {"ada": own, "bo": own}, {}, {"ada": said, "bo": said})
    found = attribute_agreement([both], [AskedAttribute(label, "place", "number")])
    figure = found[label, "place"]
    assert figure.n_units == sum(span.label == label for span in own)
    assert figure.value in (1.0, None)
