"""The further coefficients against their slow readings, on corpora of every kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import Agreement, Resampling, agreement_report
from annotator.domain.agreement.corpus import Corpus, make_corpus
from annotator.domain.agreement.labels import label_alphas
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.statistics import Statistics, statistics
from annotator.domain.agreement.units import Bounds, in_units
from tests.domain.agreement import slow, twin
from tests.domain.agreement.corpora import (
    ANNOTATORS,
    LABELS,
    corpora,
    engine_values,
    flat,
    plain_documents,
    plain_values,
    to_engine,
    unhurried,
)

MANY_NAMES = [f"annotator-{n}" for n in range(9)]
MANY_LABELS = [f"label-{n}" for n in range(8)]
many = st.lists(plain_documents(MANY_NAMES, MANY_LABELS), min_size=1, max_size=2)


def close(values: Mapping[str, float | None]) -> object:
    """Compare to 1e-10, and None only with None."""
    return pytest.approx(dict(values), abs=1e-10)


def close_paths(values: Mapping[tuple[str, ...], float | None]) -> object:
    return pytest.approx(dict(values), abs=1e-10)


def read(figures: Mapping[str, Agreement], names: Mapping[str, object]) -> slow.Values:
    return {name: figures[name].value for name in names}


def only(documents: Sequence[twin.TwinDocument], names: Sequence[str]) -> list[twin.TwinDocument]:
    return [
        {"length": d["length"], "spans": {n: m for n, m in d["spans"].items() if n in names}}
        for d in documents
    ]


@unhurried
@given(corpora)
def test_every_labels_coefficients_equal_the_slow_ones(
    documents: list[twin.TwinDocument],
) -> None:
    report = agreement_report(to_engine(documents), LABELS)
    for label in LABELS:
        expected = slow.label_values(documents, label)
        assert read(report.labels[label].by_name, expected) == close(expected)


@unhurried
@given(many)
def test_alpha_of_labels_alone_is_the_same_alpha(documents: list[twin.TwinDocument]) -> None:
    corpus, _ = read_corpus(to_engine(documents), MANY_LABELS)
    report = report_on_statistics(statistics(corpus))
    expected = [report.labels[label].alpha.value for label in MANY_LABELS]
    found = [None if np.isnan(value) else float(value) for value in label_alphas(corpus)]
    assert found == pytest.approx(expected, abs=1e-10)


@unhurried
@given(corpora)
def test_every_pairs_coefficients_equal_the_slow_ones(documents: list[twin.TwinDocument]) -> None:
    report = agreement_report(to_engine(documents), LABELS)
    for names, pair in report.pairs.items():
        kept = [d for d in only(documents, names) if len(d["spans"]) == 2]
        for label in LABELS:
            expected = slow.pair_values(kept, label) | {"f1_overlap": slow.f1_overlap(kept, label)}
            assert read(pair.labels[label].by_name, expected) == close(expected)


@unhurried
@given(corpora)
def test_alpha_of_label_sets_equals_the_slow_one_with_three_distances(
    documents: list[twin.TwinDocument],
) -> None:
    expected = slow.set_values(documents)
    report = agreement_report(to_engine(documents), LABELS)
    assert read(report.overall.by_name, expected) == close(expected)


@unhurried
@given(many)
def test_many_labels_and_annotators_change_nothing(documents: list[twin.TwinDocument]) -> None:
    report = agreement_report(to_engine(documents), MANY_LABELS)
    expected = twin.twin_report(documents, MANY_LABELS)
    assert flat(plain_values(report)) == pytest.approx(flat(expected), abs=1e-10)
    sets = slow.set_values(documents)
    assert read(report.overall.by_name, sets) == close(sets)


# --- Units ---


def marked_tokens(marks: Sequence[twin.Mark], edges: Sequence[int]) -> list[twin.Mark]:
    """Return each marked token by itself; `edges` are where tokens begin and end."""
    return [
        (n, n + 1, label)
        for n, (first, last) in enumerate(pairwise(edges))
        for label in LABELS
        if any(s < last and first < e for s, e, own in marks if own == label)
    ]


@unhurried
@given(corpora, st.data())
def test_a_token_is_marked_where_any_of_its_characters_is(
    documents: list[twin.TwinDocument], data: st.DataObject
) -> None:
    cuts = [sorted(data.draw(st.sets(st.integers(0, d["length"])))) for d in documents]
    in_tokens: list[twin.TwinDocument] = [
        {
            "length": max(0, len(edges) - 1),
            "spans": {
                name: marked_tokens(marks, edges) for name, marks in document["spans"].items()
            },
        }
        for document, edges in zip(documents, cuts, strict=True)
    ]
    corpus, _ = read_corpus(to_engine(documents), LABELS)
    bounds = [Bounds(np.array(e[:-1], dtype=int), np.array(e[1:], dtype=int)) for e in cuts]
    report = report_on_statistics(statistics(in_units(corpus, bounds, "token")))
    expected = slow.set_values(in_tokens)
    assert read(report.overall.by_name, expected) == close(expected)
    assert report.overall.alpha.unit == "token"


# --- Rows ---


def rows(documents: Sequence[twin.TwinDocument]) -> Statistics:
    everyone: twin.TwinDocument = {"length": 0, "spans": {name: [] for name in ANNOTATORS}}
    corpus, _ = read_corpus(to_engine([everyone, *documents]), LABELS)
    return statistics(corpus)


@unhurried
@given(corpora, corpora)
def test_a_selection_has_the_figures_of_a_corpus_of_these_documents(
    documents: list[twin.TwinDocument], others: list[twin.TwinDocument]
) -> None:
    own = range(len(others) + 1, len(others) + len(documents) + 1)
    chosen = rows([*others, *documents]).select(np.array([0, *own]))
    seen = flat(plain_values(report_on_statistics(chosen)))
    assert seen == close_paths(flat(plain_values(report_on_statistics(rows(documents)))))


@unhurried
@given(corpora)
def test_it_reads_documents_in_chunks_as_all_at_once(documents: list[twin.TwinDocument]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.domain.agreement.statistics.CHUNK_DOCUMENTS", 1)
        apart = rows(documents)
    together = rows(documents)
    assert apart.schema == together.schema
    seen = flat(plain_values(report_on_statistics(apart)))
    assert seen == close_paths(flat(plain_values(report_on_statistics(together))))


@unhurried
@given(corpora, st.integers(1, 13))
def test_a_document_cut_where_no_span_is_leaves_alpha_as_it_is(
    documents: list[twin.TwinDocument], gap: int
) -> None:
    joined: list[twin.TwinDocument] = []
    apart: list[twin.TwinDocument] = []
    for d in documents:
        shifted = {
            name: [(s + d["length"] + gap, e + d["length"] + gap, k) for s, e, k in marks]
            for name, marks in d["spans"].items()
        }
        both = {name: [*d["spans"][name], *shifted[name]] for name in d["spans"]}
        joined.append({"length": 2 * d["length"] + gap, "spans": both})
        apart += [{"length": d["length"] + gap, "spans": d["spans"]}, d]
    assert flat(engine_values(joined)) == pytest.approx(flat(engine_values(apart)), abs=1e-10)


def test_an_annotator_who_completed_nothing_changes_nothing() -> None:
    def corpus(names: list[str]) -> Corpus:
        return make_corpus(
            annotators=names,
            labels=LABELS,
            lengths=[9, 5],
            completions=([0, 0, 1, 1], [0, 1, 0, 1]),
            spans=([0, 0, 1], [0, 1, 1], [0, 0, 2], [1, 2, 0], [4, 7, 3]),
        )

    with_zoe = report_on_statistics(statistics(corpus(["ada", "bo", "zoe"])))
    without = report_on_statistics(statistics(corpus(["ada", "bo"])))
    assert (with_zoe.overall, with_zoe.labels) == (without.overall, without.labels)
    assert with_zoe.pairs["ada", "bo"] == without.pairs["ada", "bo"]
    assert with_zoe.pairs["ada", "zoe"].overall.alpha.reason == "no_pairable_documents"


# --- Labels that met ---


@unhurried
@given(corpora)
def test_every_span_is_matched_or_not_in_the_confusion_of_labels(
    documents: list[twin.TwinDocument],
) -> None:
    confusion = agreement_report(to_engine(documents), LABELS).confusion
    matched = np.array(confusion.matched)
    compared = dict.fromkeys(LABELS, 0)
    for document in documents:
        for marks in document["spans"].values():
            for *_, label in marks:
                compared[label] += len(document["spans"]) - 1
    sums = matched.sum(axis=1) + np.diag(matched) + confusion.unmatched
    assert sums.tolist() == list(compared.values())
    assert (matched == matched.T).all()
    assert min(confusion.unmatched) >= 0


def test_a_span_meets_its_own_label_first() -> None:
    plain: twin.TwinDocument = {
        "length": 30,
        "spans": {
            "ada": [(0, 10, "actor"), (0, 10, "claim"), (20, 25, "claim")],
            "bo": [(0, 10, "claim"), (0, 9, "evidence"), (12, 14, "actor")],
        },
    }
    confusion = agreement_report(to_engine([plain]), LABELS).confusion
    assert confusion.matched == ((0, 0, 1), (0, 1, 0), (1, 0, 0))
    assert confusion.unmatched == (1, 1, 0)


def test_intervals_come_with_every_figure_that_was_asked_for() -> None:
    documents: list[twin.TwinDocument] = [
        {"length": 20, "spans": {"ada": [(0, n, "actor")], "bo": [(1, 9, "actor")]}}
        for n in range(3, 11)
    ]
    report = agreement_report(to_engine(documents), LABELS, resampling=Resampling(seed=1))
    for figure in report.labels["actor"].by_name.values():
        assert figure.interval is not None
        assert figure.value is not None
        assert figure.interval.low <= figure.value <= figure.interval.high
    assert report.labels["claim"].alpha.interval_reason == "no_figure"
