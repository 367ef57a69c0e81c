"""Intervals by document: against documents that are really left out, drawn or repeated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from annotator.domain.agreement import (
    AgreementReport,
    DocumentSpans,
    Interval,
    Reason,
    Resampling,
    agreement_report,
)
from annotator.domain.agreement.evaluation import replicates, tables
from annotator.domain.agreement.intervals import interval, weights
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.statistics import statistics
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import corpora, to_engine, unhurried
from tests.domain.agreement.twin import TwinDocument

LABELS = ["actor", "claim"]
NAMES = ("alpha", "u_alpha", "gwet_ac1", "percent_agreement", "f1_exact", "f1_overlap", "f1_iou50")


def made_up(n_documents: int, seed: int = 3, lacking: int = 3) -> list[DocumentSpans]:
    """Return documents of which every third lacks one of three annotators; above 50 none does."""
    random = np.random.default_rng(seed)
    found = []
    for n in range(n_documents):
        start = int(random.integers(5, 20))
        spans = {
            name: [
                Span(start + int(random.integers(0, 3)), start + int(random.integers(4, 12)), label)
                for label in LABELS
            ]
            for name in ("ada", "bo", "cy")[: 2 if (n + 1) % lacking == 0 else 3]
        }
        found.append(DocumentSpans(40, spans))
    return found


def report_of(documents: list[DocumentSpans], **options: float) -> AgreementReport:
    resampling = Resampling(seed=5, replicates=400, threshold=options.get("threshold"))
    return agreement_report(documents, LABELS, resampling=resampling)


def found_interval(report: AgreementReport, name: str) -> Interval:
    found = report.labels["actor"][name].interval
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_jackknife_leaves_every_document_out_once(name: str) -> None:
    documents = made_up(7)
    value = report_of(documents).labels["actor"][name].value
    without = np.array(
        [
            agreement_report(documents[:n] + documents[n + 1 :], LABELS).labels["actor"][name].value
            for n in range(7)
        ],
        dtype=float,
    )
    spread = np.sqrt(6 / 7 * ((without - without.mean()) ** 2).sum())
    assert value is not None
    low = value - special.stdtrit(6, 0.975) * spread
    interval = found_interval(report_of(documents), name)
    assert interval.low == pytest.approx(low, abs=1e-9)
    assert (interval.method, interval.n_replicates) == ("jackknife", 7)


@pytest.mark.parametrize("n", [9, 50])
@pytest.mark.parametrize("lacking", [3, 99])
def test_a_replicate_is_the_corpus_with_its_documents_repeated(n: int, lacking: int) -> None:
    documents, resampling = made_up(n, lacking=lacking), Resampling(seed=5, replicates=100)
    corpus, _ = read_corpus(documents, LABELS)
    found = next(replicates(tables(statistics(corpus)), resampling))
    for row, times in enumerate(next(weights(n, resampling))[:4].astype(int).tolist()):
        repeated = [d for d, k in zip(documents, times, strict=True) for _ in range(k)]
        report = agreement_report(repeated, LABELS)
        for name in NAMES:
            values = found["everyone", name.replace("iou50", "iou")]
            expected = report.labels["actor"][name].value
            assert values[row, 0] == pytest.approx(expected, abs=1e-10)


def test_the_bootstrap_is_the_percentiles_of_the_replicates() -> None:
    drawn = np.linspace(0, 1, 1001)
    found = interval(0.5, drawn, 60, Resampling(seed=1, level=0.9, threshold=0.25))
    assert isinstance(found, Interval)
    assert (found.low, found.high) == pytest.approx((0.05, 0.95), abs=1e-12)
    assert found.p_below == pytest.approx(250 / 1001, abs=1e-12)


def test_pairs_have_intervals_of_the_documents_both_completed() -> None:
    report = report_of(made_up(60))
    methods = {
        names: (pair.labels["claim"].alpha.n_documents, pair.labels["claim"].alpha.interval)
        for names, pair in report.pairs.items()
    }
    kinds = {names: (n, found and found.method) for names, (n, found) in methods.items()}
    assert kinds == {
        ("ada", "bo"): (60, "bootstrap"),
        ("ada", "cy"): (40, "jackknife"),
        ("bo", "cy"): (40, "jackknife"),
    }


@pytest.mark.parametrize(("n", "method"), [(5, "jackknife"), (49, "jackknife"), (50, "bootstrap")])
def test_the_number_of_documents_chooses_the_method(n: int, method: str) -> None:
    assert found_interval(report_of(made_up(n)), "alpha").method == method


def test_there_is_no_interval_below_five_documents_or_without_a_seed() -> None:
    few = report_of(made_up(4)).labels["actor"].alpha
    unasked = agreement_report(made_up(9), LABELS).labels["actor"].alpha
    assert (few.interval, few.interval_reason) == (None, "too_few_documents")
    assert (unasked.interval, unasked.interval_reason) == (None, "not_asked")


@pytest.mark.parametrize("n", [12, 60])
def test_the_probability_of_being_below_grows_with_the_threshold(n: int) -> None:
    below = [
        found_interval(report_of(made_up(n), threshold=t), "alpha").p_below
        for t in (-1.0, 0.3, 0.5, 0.7, 1.1)
    ]
    assert below == sorted(below, key=float)  # type: ignore[arg-type]  # a threshold was given
    assert (below[0], below[-1]) == pytest.approx((0, 1), abs=1e-3)


@pytest.mark.parametrize("n", [5, 50, 333])
def test_weights_draw_as_many_documents_as_there_are(n: int) -> None:
    drawn = np.concatenate(list(weights(n, Resampling(seed=2, replicates=200))))
    expected = n - 1 if n < 50 else n
    assert drawn.sum(axis=1).tolist() == [expected] * len(drawn)
    assert len(drawn) == (n if n < 50 else 200)


def test_weights_are_multinomial() -> None:
    n = 60
    drawn = np.concatenate(list(weights(n, Resampling(seed=2, replicates=40_000))))
    expected = n * special.binom(n, np.arange(6)) * (1 - 1 / n) ** (n - np.arange(6))
    expected *= n ** -np.arange(6.0)
    seen = np.array([(drawn == times).sum(axis=1).mean() for times in range(6)])
    assert seen == pytest.approx(expected, abs=0.05)
    covariance = np.cov(drawn, rowvar=False)
    assert np.diag(covariance).mean() == pytest.approx(1 - 1 / n, abs=0.005)
    assert covariance[~np.eye(n, dtype=bool)].mean() == pytest.approx(-1 / n, abs=0.001)
    assert drawn.mean(axis=0) == pytest.approx(np.ones(n), abs=0.03)


def test_the_same_seed_draws_the_same_documents() -> None:
    one, two, other = (
        next(weights(60, Resampling(seed=seed, replicates=100))) for seed in (1, 1, 2)
    )
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_undefined_replicates_are_skipped_and_counted() -> None:
    drawn = np.array([np.nan, *np.linspace(0, 1, 99)])
    found = interval(0.5, drawn, 100, Resampling(seed=1))
    assert isinstance(found, Interval)
    assert (found.n_replicates, found.n_skipped) == (100, 1)
    mostly = np.where(np.arange(100) < 51, np.nan, 0.5)
    assert interval(0.5, mostly, 100, Resampling(seed=1)) is Reason.TOO_FEW_REPLICATES


def test_documents_that_are_all_alike_have_an_interval_of_no_width() -> None:
    found = found_interval(report_of(made_up(1) * 6, threshold=0.99), "f1_overlap")
    assert found.low == found.high
    assert found.p_below in (0.0, 1.0)


@pytest.mark.parametrize(("times", "level"), [(99, 0.95), (100, 1.0)])
def test_it_refuses_too_few_replicates_and_impossible_levels(times: int, level: float) -> None:
    with pytest.raises(InvalidInput, match="seen"):
        Resampling(seed=1, replicates=times, level=level)


@unhurried
@given(corpora, st.integers(0, 2**32))
def test_asking_for_intervals_changes_no_figure(documents: list[TwinDocument], seed: int) -> None:
    read = to_engine(documents * 2)
    labels = ["actor", "claim", "evidence"]
    with_them = agreement_report(read, labels, resampling=Resampling(seed, replicates=100))
    without = agreement_report(read, labels)
    for label in labels:
        for name, figure in without.labels[label].by_name.items():
            assert with_them.labels[label][name].value == figure.value
