"""The engine against the brute-force twin, and laws that need no second computation."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import agreement_report
from tests.domain.agreement import twin
from tests.domain.agreement.corpora import (
    ANNOTATORS,
    LABELS,
    corpora,
    engine_values,
    flat,
    marks,
    plain_values,
    to_engine,
    unhurried,
)


def close(values: dict[tuple[str, ...], float | None]) -> object:
    """Compare to 1e-10, and None only with None."""
    return pytest.approx(values, abs=1e-10)


def renamed(
    documents: list[twin.TwinDocument], names: dict[str, str], labels: dict[str, str]
) -> list[twin.TwinDocument]:
    return [
        {
            "length": d["length"],
            "spans": {
                names[name]: [(s, e, labels[label]) for s, e, label in marked]
                for name, marked in d["spans"].items()
            },
        }
        for d in documents
    ]


@unhurried
@given(corpora)
def test_it_equals_the_twin_on_any_corpus(documents: list[twin.TwinDocument]) -> None:
    expected = flat(twin.twin_report(documents, LABELS))
    assert flat(engine_values(documents)) == close(expected)


@unhurried
@given(corpora)
def test_it_does_not_care_in_which_order_documents_and_annotators_come(
    documents: list[twin.TwinDocument],
) -> None:
    turned: list[twin.TwinDocument] = [
        {"length": d["length"], "spans": dict(reversed(list(d["spans"].items())))}
        for d in reversed(documents)
    ]
    assert flat(engine_values(turned)) == close(flat(engine_values(documents)))


@unhurried
@given(corpora)
def test_it_follows_when_annotators_are_renamed(documents: list[twin.TwinDocument]) -> None:
    names = dict(zip(ANNOTATORS, ["zoe", "yan", "xi", "wu"], strict=True))
    same = {label: label for label in LABELS}
    after = engine_values(renamed(documents, names, same))
    before = engine_values(documents)
    before["pairs"] = {(names[b], names[a]): pair for (a, b), pair in before["pairs"].items()}
    assert flat(after) == close(flat(before))


@unhurried
@given(corpora, st.permutations(LABELS))
def test_it_follows_when_labels_are_swapped(
    documents: list[twin.TwinDocument], others: list[str]
) -> None:
    labels = dict(zip(LABELS, others, strict=True))
    after = engine_values(renamed(documents, {n: n for n in ANNOTATORS}, labels))
    before = engine_values(documents)
    for scope in [before, *before["pairs"].values()]:
        scope["labels"] = {labels[label]: figures for label, figures in scope["labels"].items()}
    assert flat(after) == close(flat(before))


@unhurried
@given(corpora, st.integers(0, 14).flatmap(lambda n: st.tuples(st.just(n), marks(n))))
def test_a_document_only_one_annotator_completed_changes_nothing(
    documents: list[twin.TwinDocument], alone: tuple[int, list[twin.Mark]]
) -> None:
    everyone: twin.TwinDocument = {"length": 3, "spans": {name: [] for name in ANNOTATORS}}
    single: twin.TwinDocument = {"length": alone[0], "spans": {"ada": alone[1]}}
    before = agreement_report(to_engine([everyone, *documents]), LABELS)
    after = agreement_report(to_engine([everyone, *documents, single]), LABELS)
    assert after.overall == before.overall
    assert after.pairs == before.pairs
    for label in LABELS:
        for name, figure in after.labels[label].by_name.items():
            # By its definition AC1 takes the prevalence from every document.
            assert name == "gwet_ac1" or figure == before.labels[label][name]


@unhurried
@given(corpora)
def test_a_label_nobody_uses_changes_no_other_figure(documents: list[twin.TwinDocument]) -> None:
    after = flat(engine_values(documents, ["aside", *LABELS]))
    before = flat(engine_values(documents))
    assert {path: value for path, value in after.items() if "aside" not in path} == close(before)


@unhurried
@given(st.integers(1, 14).flatmap(lambda n: st.tuples(st.just(n), marks(n))), st.integers(2, 4))
def test_annotators_who_agree_on_everything_reach_exactly_one(
    marked: tuple[int, list[twin.Mark]], n_annotators: int
) -> None:
    spans = dict.fromkeys(ANNOTATORS[:n_annotators], marked[1])
    values = flat(engine_values([{"length": marked[0], "spans": spans}]))
    assert set(values.values()) <= {1.0, None}


@unhurried
@given(corpora)
def test_every_figure_has_a_value_or_a_reason_and_counts_within_the_corpus(
    documents: list[twin.TwinDocument],
) -> None:
    report = agreement_report(to_engine(documents), LABELS)
    for figures in [report.overall, *report.labels.values()]:
        for figure in (figures.alpha, figures.f1_exact, figures.f1_iou50):
            assert (figure.value is None) == (figure.reason is not None)
            assert figure.n_documents == sum(len(d["spans"]) > 1 for d in documents)
            assert 0 <= figure.n_pairs <= figure.n_annotators * (figure.n_annotators - 1) // 2


@unhurried
@given(corpora)
def test_a_pair_has_the_figures_of_a_corpus_without_the_others(
    documents: list[twin.TwinDocument],
) -> None:
    for pair, figures in engine_values(documents)["pairs"].items():
        kept: list[twin.TwinDocument] = [
            {"length": d["length"], "spans": {n: d["spans"][n] for n in pair if n in d["spans"]}}
            for d in documents
        ]
        alone = engine_values(kept)
        assert flat({**figures, "pairs": {}}) == close(flat({**alone, "pairs": {}}))


def test_the_twin_knows_a_table_that_was_worked_by_hand() -> None:
    meg_and_owen = [(0, 1), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0)]
    alpha = twin.alpha_of_units(meg_and_owen, twin.nominal)
    assert alpha == pytest.approx(float(Fraction(2, 21)), abs=1e-15)


def test_the_engine_equals_the_twin_where_documents_have_unequal_annotators() -> None:
    documents: list[twin.TwinDocument] = [
        {"length": 9, "spans": {"ada": [(0, 5, "actor")], "bo": [(1, 5, "actor")], "cy": []}},
        {"length": 4, "spans": {"ada": [(0, 2, "claim"), (1, 4, "claim")], "di": []}},
        {"length": 8, "spans": {"cy": [(0, 8, "claim")]}},
    ]
    report = plain_values(agreement_report(to_engine(documents), LABELS))
    assert flat(report) == close(flat(twin.twin_report(documents, LABELS)))
    assert report["overall"]["alpha"] is not None
