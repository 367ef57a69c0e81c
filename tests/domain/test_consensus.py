"""What is agreed without being asked again, and what a majority says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.attributes import Answer
from annotator.domain.clusters import ClusterKind, clusters
from annotator.domain.consensus import agreed_attributes, consensus, majority
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


# --- Attributes ---

Marks = list[dict[str, Answer]]
VALUES: dict[str, st.SearchStrategy[Answer]] = {
    "tone": st.sampled_from(["calm", "sharp"]),
    "hedged": st.booleans(),
    "strength": st.sampled_from([1, 1.0, 2]),
    "aims": st.lists(st.sampled_from(["a", "b"]), unique=True),
}
marks = st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=5)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["calm", "calm", "sharp"], "calm"),
        (["calm", "calm"], "calm"),
        (["calm"], "calm"),
        (["calm", "sharp"], None),
        (["calm", None], None),
        (["calm", "calm", None], "calm"),
        (["calm", None, None], None),
        (["calm", "calm", "sharp", "sharp"], None),
        ([1, 1.0, 2], 1),
        ([1, True], None),
        (["1", 1], None),
        ([["b", "a"], ["a", "b"], ["a"]], ["a", "b"]),
        ([[], [], ["a"]], []),
    ],
)
def test_it_takes_the_value_of_more_than_half_who_marked_the_span(
    given: list[Answer | None], expected: Answer | None
) -> None:
    marked = [{} if value is None else {"tone": value} for value in given]
    assert agreed_attributes(marked) == ({} if expected is None else {"tone": expected})


def same(one: Answer, other: Answer) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@unhurried
@given(marks)
def test_every_value_it_takes_was_given_by_most_and_none_of_these_is_left_out(
    marked: Marks,
) -> None:
    agreed = agreed_attributes(marked)
    assert list(agreed) == sorted(agreed)
    for name in VALUES:
        said = [one[name] for one in marked if name in one]
        most = [v for v in said if 2 * sum(same(v, other) for other in said) > len(marked)]
        assert bool(most) == (name in agreed)
        assert all(same(value, agreed[name]) for value in most)


@unhurried
@given(marks)
def test_it_does_not_care_who_said_what(marked: Marks) -> None:
    turned = sorted(marked, key=lambda one: json.dumps(one, sort_keys=True))
    assert json.dumps(agreed_attributes(marked)) == json.dumps(agreed_attributes(turned))
