"""Which spans are judged together, and what the disagreement is called."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.clusters import Cluster, ClusterKind, clusters
from annotator.domain.spans import Span, intersection
from tests.domain.agreement.corpora import ANNOTATORS, LABELS, Marked, completed, marked, unhurried


def told(cluster: Cluster) -> str:
    """Say a cluster as `kind: 0-5 actor ada+bo, 3-8 actor cy`."""
    who = {r: "+".join(name for name, own in cluster.members if own == r) for r in cluster.readings}
    said = [f"{r.start}-{r.end} {r.label} {names}" for r, names in who.items()]
    return f"{cluster.kind}: {', '.join(said)}"


def found_in(*lines: str) -> list[str]:
    spans = dict(zip(ANNOTATORS, map(marked, lines), strict=False))
    return [told(cluster) for cluster in clusters(spans)]


def everything(spans: Marked) -> Counter[tuple[str, Span]]:
    return Counter((name, span) for name, own in spans.items() for span in own)


def shape(spans: Marked, names: dict[str, str]) -> list[tuple[object, ...]]:
    """Return all of the clusters but their keys, with the annotators renamed."""
    return [
        (sorted((names[name], span) for name, span in c.members), c.kind, c.start, c.end)
        for c in clusters(spans)
    ]


SAME_LABEL = {
    "everyone marked it": (
        ["0-5 actor", "0-5 actor", "0-5 actor"],
        ["agreed: 0-5 actor ada+bo+cy"],
    ),
    "one marked nothing": (["0-5 actor", "0-5 actor", ""], ["missing: 0-5 actor ada+bo"]),
    "offsets differ": (["0-5 actor", "0-6 actor"], ["boundary: 0-5 actor ada, 0-6 actor bo"]),
    "offsets differ and one marked nothing": (
        ["0-5 actor", "0-6 actor", ""],
        ["boundary: 0-5 actor ada, 0-6 actor bo"],
    ),
    "one is inside the other and exactly half": (
        ["0-8 actor", "0-4 actor"],
        ["boundary: 0-4 actor bo, 0-8 actor ada"],
    ),
    "one is inside the other and less than half": (
        ["0-9 actor", "2-6 actor"],
        ["nesting: 0-9 actor ada, 2-6 actor bo"],
    ),
    "abutting spans share nothing": (
        ["0-5 actor", "5-9 actor"],
        ["missing: 0-5 actor ada", "missing: 5-9 actor bo"],
    ),
    "nested spans go to their best matches": (
        ["0-90 actor | 20-40 actor", "0-88 actor | 21-40 actor"],
        [
            "boundary: 0-88 actor bo, 0-90 actor ada",
            "boundary: 20-40 actor ada, 21-40 actor bo",
        ],
    ),
    "a nested span without a match is missing": (
        ["0-90 actor", "0-88 actor | 20-40 actor"],
        ["boundary: 0-88 actor bo, 0-90 actor ada", "missing: 20-40 actor bo"],
    ),
    "a nested span the other also marked leaves the outer one alone": (
        ["0-90 actor | 20-40 actor", "22-40 actor"],
        ["missing: 0-90 actor ada", "boundary: 20-40 actor ada, 22-40 actor bo"],
    ),
    "a chain does not join spans that share nothing": (
        ["0-10 actor", "9-20 actor", "19-29 actor"],
        ["boundary: 0-10 actor ada, 9-20 actor bo", "missing: 19-29 actor cy"],
    ),
}

SPLITS = {
    "one marked whole what another split": (
        ["0-30 actor", "0-10 actor | 10-20 actor | 20-30 actor"],
        ["split_merge: 0-10 actor bo, 0-30 actor ada, 10-20 actor bo, 20-30 actor bo"],
    ),
    "two split alike": (
        ["0-30 actor", "0-14 actor | 15-30 actor", "0-14 actor | 15-30 actor"],
        ["split_merge: 0-14 actor bo+cy, 0-30 actor ada, 15-30 actor bo+cy"],
    ),
    "a part sticks out by less than half": (
        ["0-30 actor", "0-14 actor | 20-36 actor"],
        ["split_merge: 0-14 actor bo, 0-30 actor ada, 20-36 actor bo"],
    ),
    "a part sticks out by more than half": (
        ["0-30 actor", "0-14 actor | 28-36 actor"],
        ["nesting: 0-14 actor bo, 0-30 actor ada", "missing: 28-36 actor bo"],
    ),
    "parts by two annotators": (
        ["0-30 actor", "0-10 actor", "20-30 actor"],
        ["nesting: 0-10 actor bo, 0-30 actor ada, 20-30 actor cy"],
    ),
}

LABELS_DIFFER = {
    "two labels on the same text": (
        ["0-5 actor", "0-5 claim"],
        ["label: 0-5 actor ada, 0-5 claim bo"],
    ),
    "two labels on half the same text": (
        ["0-8 actor", "0-4 claim"],
        ["label: 0-4 claim bo, 0-8 actor ada"],
    ),
    "two labels on less than half the same text": (
        ["0-9 actor", "0-4 claim"],
        ["missing: 0-4 claim bo", "missing: 0-9 actor ada"],
    ),
    "two against one": (
        ["0-5 actor", "0-6 actor", "0-5 claim"],
        ["label: 0-5 actor ada, 0-5 claim cy, 0-6 actor bo"],
    ),
    "one marked both labels": (
        ["0-5 actor | 0-5 claim", "0-5 actor"],
        ["agreed: 0-5 actor ada+bo", "missing: 0-5 claim ada"],
    ),
    "one marked both labels, the others one each": (
        ["0-5 actor", "0-5 actor | 0-5 claim", "0-5 claim"],
        ["label: 0-5 actor ada+bo, 0-5 claim bo+cy"],
    ),
    "a label close to two nested spans of one annotator goes to the closer": (
        ["0-2 actor | 0-5 actor", "0-3 claim", "0-5 actor"],
        ["label: 0-2 actor ada, 0-3 claim bo", "missing: 0-5 actor ada+cy"],
    ),
    "three labels": (
        ["0-5 actor", "0-5 claim", "0-5 evidence"],
        ["label: 0-5 actor ada, 0-5 claim bo, 0-5 evidence cy"],
    ),
}
CASES = SAME_LABEL | SPLITS | LABELS_DIFFER


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_it_joins_and_names(lines: list[str], expected: list[str]) -> None:
    assert found_in(*lines) == expected


def test_it_finds_nothing_where_nothing_is_marked() -> None:
    assert clusters({"ada": [], "bo": []}) == []


def test_it_knows_a_missing_span_from_a_document_not_completed() -> None:
    assert [c.kind for c in clusters({"ada": marked("0-5 actor"), "bo": []})] == ["missing"]
    assert [c.kind for c in clusters({"ada": marked("0-5 actor")})] == ["agreed"]


def test_its_keys_follow_the_members_and_who_completed_the_document() -> None:
    (before,) = clusters({"ada": marked("0-5 actor"), "bo": marked("0-6 actor")})
    (also,) = clusters({"bo": marked("0-6 actor"), "ada": marked("0-5 actor")})
    (moved,) = clusters({"ada": marked("0-5 actor"), "bo": marked("0-7 actor")})
    (more,) = clusters({"ada": marked("0-5 actor"), "bo": marked("0-6 actor"), "cy": []})
    assert before.key == also.key == "0725c58dc13d769a"  # stored keys must stay good
    assert len({before.key, moved.key, more.key}) == 3


@unhurried
@given(completed())
def test_it_puts_every_span_in_exactly_one_cluster(spans: Marked) -> None:
    found = clusters(spans)
    assert Counter(member for c in found for member in c.members) == everything(spans)


@unhurried
@given(completed())
def test_it_keeps_equal_spans_together_and_sorts_by_position(spans: Marked) -> None:
    found = clusters(spans)
    readings = [reading for cluster in found for reading in cluster.readings]
    assert len(readings) == len(set(readings))
    places = [(c.start, c.end) for c in found]
    assert places == sorted(places)
    assert all(c.start == c.readings[0].start for c in found)
    assert all(c.end == max(span.end for span in c.readings) for c in found)


@unhurried
@given(completed(), st.permutations(["wu", "xi", "yan", "zoe"]))
def test_it_follows_when_annotators_are_renamed(spans: Marked, others: list[str]) -> None:
    names = dict(zip(ANNOTATORS, others, strict=True))
    after = {names[name]: own for name, own in spans.items()}
    assert shape(after, {name: name for name in others}) == shape(spans, names)


@unhurried
@given(completed())
def test_it_does_not_care_about_order(spans: Marked) -> None:
    turned = {name: list(reversed(spans[name])) for name in reversed(list(spans))}
    assert clusters(turned) == clusters(spans)


@unhurried
@given(completed())
def test_it_calls_agreed_exactly_what_everyone_marked(spans: Marked) -> None:
    agreed = {r for c in clusters(spans) if c.kind is ClusterKind.AGREED for r in c.readings}
    assert agreed == set.intersection(*map(set, spans.values()))


@unhurried
@given(completed(), st.sampled_from(LABELS))
def test_a_span_everyone_adds_changes_no_other_cluster(spans: Marked, label: str) -> None:
    added = Span(0, 13, label)  # one longer than any text drawn, so nobody has it yet
    after = clusters({name: [*own, added] for name, own in spans.items()})
    assert [c for c in after if c.readings != (added,)] == clusters(spans)


@unhurried
@given(completed())
def test_only_splits_and_labels_hold_two_spans_of_one_annotator(spans: Marked) -> None:
    for cluster in clusters(spans):
        several = len(cluster.members) > len(cluster.annotators)
        labels = {span.label for span in cluster.readings}
        if cluster.kind is ClusterKind.SPLIT_MERGE:
            assert several
        assert (len(labels) > 1) == (cluster.kind is ClusterKind.LABEL)
        if several:
            assert cluster.kind in {ClusterKind.SPLIT_MERGE, ClusterKind.LABEL}


@unhurried
@given(completed())
def test_one_annotators_spans_in_a_cluster_never_overlap_under_one_label(spans: Marked) -> None:
    for cluster in clusters(spans):
        for (name, one), (other, two) in combinations(cluster.members, 2):
            if name == other and one.label == two.label:
                assert not intersection(one, two)


@unhurried
@given(completed())
def test_every_span_in_a_cluster_overlaps_one_of_somebody_else(spans: Marked) -> None:
    for cluster in clusters(spans):
        for name, span in cluster.members:
            others = [own for who, own in cluster.members if who != name]
            assert len(cluster.readings) == 1 or any(intersection(span, own) for own in others)


@unhurried
@given(completed())
def test_two_spans_closer_to_each_other_than_to_any_other_are_together(spans: Marked) -> None:
    owners = {span: {n for n, own in spans.items() if span in own} for _, span in everything(spans)}
    home = {span: cluster.key for cluster in clusters(spans) for span in cluster.readings}
    for one, two in combinations(owners, 2):
        rivals = [iou(span, own) for span in (one, two) for own in owners if own not in (one, two)]
        if iou(one, two) > max([Fraction(0), *rivals]) and not owners[one] & owners[two]:
            assert home[one] == home[two]


def iou(one: Span, two: Span) -> Fraction:
    if one.label != two.label:
        return Fraction(0)
    shared = intersection(one, two)
    return Fraction(shared, len(one) + len(two) - shared)
