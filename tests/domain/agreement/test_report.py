"""What the report says of small corpora that can be checked by hand."""

from __future__ import annotations

import pytest

from annotator.domain.agreement import (
    REASONS,
    Agreement,
    AgreementReport,
    DocumentSpans,
    Reason,
    agreement_report,
)
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import marked


def document(length: int, **lines: str) -> DocumentSpans:
    """Build a document from `ada="0-5 actor | 3-8 claim"`; an empty string is a completion."""
    return DocumentSpans(length, {name: marked(line) for name, line in lines.items()})


def report_of(*documents: DocumentSpans) -> AgreementReport:
    return agreement_report(documents, ["actor", "claim"])


def test_it_knows_completed_with_nothing_from_not_completed() -> None:
    both = report_of(document(10, ada="0-5 actor", bo=""))
    alone = report_of(document(10, ada="0-5 actor"))
    assert both.overall.f1_exact.value == 0.0
    assert alone.overall.f1_exact.reason == "no_pairable_documents"
    assert alone.pairs == {}


def test_it_merges_an_annotators_overlaps_for_alpha_but_not_for_f1() -> None:
    report = report_of(document(20, ada="0-6 actor | 4-10 actor", bo="0-10 actor"))
    assert report.labels["actor"].alpha.value == 1.0
    assert report.labels["actor"].f1_exact.value == 0.0
    assert report.labels["actor"].f1_iou50.value == pytest.approx(2 / 3)


def test_it_counts_an_intersection_of_exactly_half_as_a_match() -> None:
    half = report_of(document(20, ada="0-10 actor", bo="0-5 actor"))
    less = report_of(document(30, ada="0-21 actor", bo="0-10 actor"))
    assert half.overall.f1_iou50.value == 1.0
    assert less.overall.f1_iou50.value == 0.0


def test_it_never_matches_spans_of_different_labels() -> None:
    report = report_of(document(20, ada="0-10 actor", bo="0-10 claim"))
    assert report.overall.f1_iou50.value == 0.0


def test_it_pools_documents_before_it_takes_the_mean_over_pairs() -> None:
    report = report_of(
        document(9, ada="0-2 actor", bo="0-2 actor", cy=""),
        document(9, ada="0-2 actor | 3-5 actor", bo="0-2 actor"),
    )
    pairs = {names: pair.overall.f1_exact.value for names, pair in report.pairs.items()}
    assert pairs == {("ada", "bo"): 0.8, ("ada", "cy"): 0.0, ("bo", "cy"): 0.0}
    assert report.overall.f1_exact.value == pytest.approx(0.8 / 3)
    assert report.overall.f1_exact.n_pairs == 3


def test_it_leaves_pairs_that_marked_nothing_out_of_the_mean() -> None:
    report = report_of(document(9, ada="0-2 actor", bo="", cy=""))
    assert report.pairs["bo", "cy"].overall.f1_exact.reason == "no_spans"
    assert report.overall.f1_exact.value == 0.0
    assert report.overall.f1_exact.n_pairs == 2


def test_it_weighs_a_pair_by_one_over_the_others_in_its_document() -> None:
    report = report_of(
        document(10, ada="0-4 actor", bo="0-4 actor", cy=""), document(10, ada="", bo="0-1 actor")
    )
    observed = 2 * 2 * 4 / 2 + 2 * 1  # o_10 + o_01
    expected = 2 * 9 * (50 - 9) / (50 - 1)
    assert report.labels["actor"].alpha.value == pytest.approx(1 - observed / expected, abs=1e-12)


def test_it_says_how_much_each_figure_rests_on() -> None:
    report = report_of(
        document(9, ada="0-2 actor | 0-5 actor | 1-3 claim", bo="0-2 actor"),
        document(9, ada="", cy="0-2 actor"),
        document(9, cy="0-2 claim"),
    )
    alpha = report.labels["actor"].alpha
    assert (alpha.n_documents, alpha.n_annotators, alpha.n_spans, alpha.n_pairs) == (2, 3, 4, 2)
    assert report.overall.alpha.n_spans == 5
    assert report.pairs["ada", "bo"].labels["actor"].f1_exact.n_spans == 3


def test_two_annotators_without_a_common_document_are_a_pair_with_a_reason() -> None:
    report = report_of(document(9, ada="0-2 actor"), document(9, bo="0-2 actor"))
    assert list(report.pairs) == [("ada", "bo")]
    figure = report.pairs["ada", "bo"].labels["actor"].alpha
    assert (figure.value, figure.reason) == (None, "no_pairable_documents")
    assert figure.n_documents == 0


def test_it_names_measure_and_unit_of_every_figure() -> None:
    report = report_of(document(9, ada="", bo=""))
    overall, label = report.overall, report.labels["actor"]
    assert (overall.alpha.measure, overall.alpha.unit) == (
        "krippendorff_alpha_jaccard",
        "character",
    )
    assert (label.alpha.measure, label.alpha.unit) == ("krippendorff_alpha", "character")
    assert (label.f1_exact.measure, label.f1_exact.unit) == ("span_f1_exact", "span")
    assert (label.f1_iou50.measure, label.f1_iou50.unit) == ("span_f1_iou50", "span")


def test_it_needs_no_documents_and_no_labels() -> None:
    assert agreement_report([], []).overall.alpha.reason == "no_pairable_documents"
    empty = agreement_report([document(9, ada="", bo="")], [])
    assert empty.overall.alpha.reason == "no_spans"
    assert empty.labels == {}


def test_it_keeps_ratios_exact_where_squares_pass_the_float_range_of_whole_numbers() -> None:
    length = 200_000_000
    report = report_of(document(length, ada="0-100000001 actor", bo="0-100000000 actor"))
    n, n_1 = 2 * length, 200_000_001
    exact = 1 - (n - 1) / (n_1 * (n - n_1))
    assert report.labels["actor"].alpha.value == pytest.approx(exact, abs=1e-15)


def test_it_takes_more_labels_than_a_machine_word_has_bits() -> None:
    labels = [f"label-{n}" for n in range(130)]
    spans = [Span(n, n + 2, label) for n, label in enumerate(labels)]
    report = agreement_report([DocumentSpans(140, {"ada": spans, "bo": spans})], labels)
    assert report.overall.alpha.value == 1.0


def test_it_refuses_a_label_outside_the_label_set() -> None:
    with pytest.raises(InvalidInput, match=r"one of \['claim'\].*seen \['actor'\]") as caught:
        agreement_report([document(9, ada="0-2 actor")], ["claim"])
    assert caught.value.code == "unknown_label"


def test_it_refuses_a_label_named_twice() -> None:
    with pytest.raises(InvalidInput, match="named once"):
        agreement_report([], ["actor", "actor"])


def test_it_refuses_a_span_beyond_the_text() -> None:
    with pytest.raises(InvalidInput, match=r"before 4 .*seen \[0, 5\) 'actor' by 'ada'"):
        document(4, ada="0-5 actor")


def test_it_refuses_a_negative_length() -> None:
    with pytest.raises(InvalidInput, match="seen -1"):
        document(-1)


@pytest.mark.parametrize(("value", "reason"), [(None, None), (0.5, "no_spans")])
def test_a_figure_needs_either_a_value_or_a_reason(value: float | None, reason: str | None) -> None:
    with pytest.raises(InvalidInput, match="either a value or a reason"):
        Agreement("span_f1_exact", "span", value, reason, 1, 2, 0, 1)


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) == set(Reason)
    assert all(sentence.endswith(".") for sentence in REASONS.values())
