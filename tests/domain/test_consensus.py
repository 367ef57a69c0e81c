"""What is agreed without being asked again, and what a majority says."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.domain.clusters import ClusterKind, clusters
from annotator.domain.consensus import consensus, majority
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import Marked, completed, marked, unhurried

NAMES = ["ada", "bo", "cy", "di"]


@unhurried
@given(completed())
def test_unanimous_is_exactly_what_at_least_two_annotators_all_marked(spans: Marked) -> None:
    found = consensus(clusters(spans), spans)
    common = set.intersection(*map(set, spans.values())) if len(spans) > 1 else set()
    assert found.unanimous == tuple(sorted(common))


@unhurried
@given(completed())
def test_every_cluster_is_either_unanimous_or_undecided(spans: Marked) -> None:
    every = clusters(spans)
    found = consensus(every, spans)
    decided = [cluster for cluster in every if cluster not in found.undecided]
    assert [span for cluster in decided for span in cluster.readings] == sorted(found.unanimous)
    assert list(found.undecided) == [c for c in every if c not in decided]


@unhurried
@given(completed())
def test_a_majority_marked_every_span_it_returns_and_no_other(spans: Marked) -> None:
    for cluster in clusters(spans):
        said = majority(cluster, spans) or []
        for span in said:
            assert 2 * sum(span in own for own in spans.values()) > len(spans)
        if cluster.kind is ClusterKind.AGREED and len(spans) > 1:
            assert said == list(cluster.readings)


def test_one_annotator_alone_is_not_unanimous() -> None:
    spans = {"ada": marked("0-5 actor")}
    found = consensus(clusters(spans), spans)
    assert found.unanimous == ()
    assert [cluster.kind for cluster in found.undecided] == ["agreed"]


def test_somebody_who_completed_the_document_without_spans_ends_unanimity() -> None:
    spans = {"ada": marked("0-5 actor"), "bo": marked("0-5 actor"), "cy": []}
    found = consensus(clusters(spans), spans)
    assert found.unanimous == ()
    assert [cluster.kind for cluster in found.undecided] == ["missing"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["0-5 actor", "0-5 actor", ""], "0-5 actor"),
        (["0-5 actor", "0-5 actor", "0-6 actor"], "0-5 actor"),
        (["0-5 actor", "0-5 actor", "0-5 claim"], "0-5 actor"),
        (["0-9 actor", "0-4 actor | 5-9 actor", "0-4 actor | 5-9 actor"], "0-4 actor | 5-9 actor"),
        (["0-9 actor", "0-4 actor | 5-9 actor", "0-4 actor | 6-9 actor"], None),
        (["0-5 actor", "", ""], None),
        (["0-5 actor", "0-6 actor", ""], None),
        (["0-5 actor", "0-5 actor", "", ""], None),
        (["0-5 actor", "0-5 actor", "0-6 actor", "0-6 actor"], None),
        (["0-5 actor", "0-6 actor"], None),
        (["0-5 actor"], None),
    ],
)
def test_it_needs_more_than_half_of_all_annotators(lines: list[str], expected: str | None) -> None:
    spans = dict(zip(NAMES, map(marked, lines), strict=False))
    (cluster,) = clusters(spans)
    assert majority(cluster, spans) == (None if expected is None else marked(expected))


def test_it_refuses_a_cluster_by_somebody_who_did_not_complete_the_document() -> None:
    (cluster,) = clusters({"ada": marked("0-5 actor"), "bo": marked("0-5 actor")})
    with pytest.raises(InvalidInput, match=r"among \['ada'\]; seen also \['bo'\]"):
        consensus([cluster], ["ada"])
    with pytest.raises(InvalidInput, match="seen also"):
        majority(cluster, ["ada"])
