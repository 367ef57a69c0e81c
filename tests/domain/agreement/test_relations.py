"""Relation F1 by hand, and against a twin that tries every matching of spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import (
    DocumentSpans,
    RelationAgreement,
    RelationReport,
    agreement_report,
)
from annotator.domain.agreement.coverage import all_pairs
from annotator.domain.agreement.matching import matches
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import (
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
from tests.domain.agreement.twin import TwinDocument

TWO = "0-5 actor | 6-12 claim"


def document(length: int = 40, **lines: str) -> DocumentSpans:
    """Build a document from `ada="0-5 actor | 6-9 claim: 0>1 by"`; 0 is the first span."""
    spans: Marked = {}
    relations: Drawn = {}
    for name, line in lines.items():
        own, _, arrows = line.partition(":")
        spans[name] = marked(own)
        ends = [arrow.split() for arrow in arrows.split(",") if arrow]
        relations[name] = [
            Relation(type_, *(spans[name][int(place)] for place in pair.split(">")))
            for pair, type_ in ends
        ]
    return DocumentSpans(length, spans, relations)


def report_of(*documents: DocumentSpans) -> RelationReport:
    return agreement_report(documents, LABELS, TYPES).relations


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (f"{TWO}: 0>1 by", f"{TWO}: 0>1 by", 1),
        (f"{TWO}: 0>1 by", f"{TWO}: 1>0 by", 0),
        (f"{TWO}: 0>1 by", f"{TWO}: 0>1 of", 0),
        (f"{TWO}: 0>1 by", TWO, 0),
        (f"{TWO}: 0>1 by", "", 0),
        (f"{TWO}: 0>1 by,1>0 by", f"{TWO}: 0>1 by", Fraction(2, 3)),
        (f"{TWO}: 0>1 by", "0-5 actor | 6-9 claim: 0>1 by", 1),
        (f"{TWO}: 0>1 by", "0-5 actor | 6-8 claim: 0>1 by", 0),
        (f"{TWO}: 0>1 by", "0-5 actor | 6-12 evidence: 0>1 by", 0),
        ("0-10 actor | 5-15 actor: 0>1 by", "5-15 actor | 0-10 actor: 1>0 by", 1),
        # Of two spans that could match, the closer one does.
        ("0-10 actor | 20-30 claim: 0>1 by", "0-10 actor | 0-9 actor | 20-30 claim: 1>2 by", 0),
    ],
)
def test_a_relation_matches_one_of_the_same_type_between_matched_spans(
    ours: str, theirs: str, expected: float
) -> None:
    report = report_of(document(ada=ours, bo=theirs))
    assert report.overall.value == pytest.approx(float(expected), abs=1e-15)


def test_it_sums_over_documents_and_pairs_before_it_divides() -> None:
    report = report_of(
        document(ada=f"{TWO}: 0>1 by", bo=f"{TWO}: 0>1 by", cy=TWO),
        document(ada=f"{TWO}: 0>1 by,1>0 of", bo=f"{TWO}: 0>1 by"),
        document(ada=f"{TWO}: 0>1 by"),
    )
    # ada-bo: 1 of 1 + 1, then 1 of 2 + 1; ada-cy and bo-cy: 0 of 1 + 0 each.
    assert report.overall.value == pytest.approx(2 * 2 / (2 + 3 + 1 + 1), abs=1e-15)
    assert report.types["by"].value == pytest.approx(2 * 2 / (2 + 2 + 1 + 1), abs=1e-15)
    assert report.types["of"].value == 0.0
    assert basis(report.overall) == (2, 3, 5, 3)
    assert basis(report.types["of"]) == (2, 3, 1, 3)


def basis(figure: RelationAgreement) -> tuple[int, int, int, int]:
    return figure.n_documents, figure.n_annotators, figure.n_relations, figure.n_pairs


def test_it_is_undefined_where_nobody_linked_anything() -> None:
    report = report_of(document(ada=f"{TWO}: 0>1 by", bo=f"{TWO}: 0>1 by"))
    assert (report.types["of"].value, report.types["of"].reason) == (None, "no_relations")
    assert report_of(document(ada=TWO, bo=TWO)).overall.reason == "no_relations"


def test_it_is_undefined_without_a_document_of_two_annotators() -> None:
    alone = report_of(document(ada=f"{TWO}: 0>1 by")).overall
    assert (alone.reason, alone.n_relations, alone.n_pairs) == ("no_pairable_documents", 0, 0)
    assert report_of().types["by"].reason == "no_pairable_documents"


def test_it_refuses_a_relation_of_an_unknown_type_or_of_others_spans() -> None:
    with pytest.raises(InvalidInput, match=r"one of \['of'\]; seen 'by' by 'ada'"):
        agreement_report([document(ada=f"{TWO}: 0>1 by", bo="")], LABELS, ["of"])
    drawn = {"bo": [Relation("by", *marked(TWO))]}
    with pytest.raises(InvalidInput, match="in the document; seen"):
        report_of(DocumentSpans(20, {"ada": marked(TWO), "bo": []}, drawn))


def test_annotators_with_the_same_nested_spans_and_relations_reach_exactly_one() -> None:
    nested = "0-20 actor | 0-10 actor | 0-12 actor | 30-40 claim: 0>3 by,1>3 by,2>3 of"
    assert report_of(document(ada=nested, bo=nested)).overall.value == 1.0


# --- The twin ---


def matchings(ours: Sequence[Span], theirs: Sequence[Span]) -> Iterator[dict[Span, Span]]:
    """Yield every one-to-one matching of spans of equal labels that share half their union."""
    if not ours:
        yield {}
        return
    first, rest = ours[0], ours[1:]
    yield from matchings(rest, theirs)
    for other in theirs:
        if first.label == other.label and 2 * iou(first, other) >= 1:
            left = [span for span in theirs if span != other]
            yield from ({first: other, **more} for more in matchings(rest, left))


def quality(matching: dict[Span, Span]) -> tuple[int, Fraction]:
    return len(matching), sum((iou(*pair) for pair in matching.items()), Fraction(0))


def iou(one: Span, other: Span) -> Fraction:
    ours, theirs = ({*range(span.start, span.end)} for span in (one, other))
    return Fraction(len(ours & theirs), len(ours | theirs))


def possible_matches(ours: Marked, drawn: Drawn, one: str, other: str) -> set[int]:
    """Return how many relations of two annotators match, under each best matching of spans."""
    every = list(matchings(ours[one], ours[other]))
    best = max(map(quality, every))
    theirs = set(drawn[other])
    return {
        sum(
            Relation(r.type, m[r.source], m[r.target]) in theirs
            for r in drawn[one]
            if r.source in m and r.target in m
        )
        for m in every
        if quality(m) == best
    }


@unhurried
@given(st.lists(linked(), max_size=3))
def test_it_equals_the_twin_on_any_relations(drawn: list[tuple[Marked, Drawn]]) -> None:
    report = report_of(*(DocumentSpans(14, spans, relations) for spans, relations in drawn))
    low = high = compared = 0
    for spans, relations in drawn:
        for one, other in combinations(sorted(spans), 2):
            found = possible_matches(spans, relations, one, other)
            low, high = low + min(found), high + max(found)
            compared += len(relations[one]) + len(relations[other])
    assert (report.overall.value is None) == (compared == 0)
    if report.overall.value is not None:
        assert low <= report.overall.value * compared / 2 + 1e-9
        assert report.overall.value * compared / 2 - 1e-9 <= high


@unhurried
@given(linked())
def test_annotators_who_agree_on_everything_reach_one(drawn: tuple[Marked, Drawn]) -> None:
    name = next(iter(drawn[0]))
    spans, relations = drawn[0][name], drawn[1][name]
    both = DocumentSpans(14, {"ada": spans, "bo": spans}, {"ada": relations, "bo": relations})
    assert report_of(both).overall.value == (1.0 if relations else None)


@unhurried
@given(corpora)
def test_the_closest_matching_is_a_maximum_one(documents: list[TwinDocument]) -> None:
    corpus, _ = read_corpus(to_engine(documents), LABELS)
    found = matches(corpus, len(all_pairs(corpus)[0]))
    closest = found.closest
    assert len(closest.left) == found.iou.sum()
    assert all(closest.reach(50))
    assert all(corpus.label[closest.left] == corpus.label[closest.right])
    for ends in (closest.left, closest.right):
        assert len(set(zip(closest.pair.tolist(), ends.tolist(), strict=True))) == len(ends)
