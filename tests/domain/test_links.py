"""Which relations of several annotators are one link, who drew it, and where it holds in gold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.clusters import clusters
from annotator.domain.links import (
    Link,
    Relation,
    Standing,
    gold_ends,
    is_left_out_by_most,
    links,
)
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import ANNOTATORS, Drawn, Marked, linked, marked, unhurried

NAMES = ["ada", "bo", "cy", "di"]


def drawn_by(*lines: str) -> tuple[Marked, Drawn]:
    """Read `0-5 claim | 6-9 actor: 0>1 by`: an annotator's spans, and which they linked."""
    spans: Marked = {}
    relations: Drawn = {}
    for name, line in zip(NAMES, lines, strict=False):
        own, _, arrows = line.partition(":")
        spans[name] = marked(own)
        ends = [
            (arrow.split()[0].split(">"), arrow.split()[1]) for arrow in arrows.split(",") if arrow
        ]
        relations[name] = [Relation(t, *(spans[name][int(n)] for n in pair)) for pair, t in ends]
    return spans, relations


def found_in(*lines: str) -> list[Link]:
    spans, relations = drawn_by(*lines)
    return links(clusters(spans), relations)


STANDINGS = {
    "all of two": (["0-5 a | 6-9 b: 0>1 by"] * 2, ["unanimous"]),
    "all of two, whose spans differ a little": (
        ["0-5 a | 6-9 b: 0>1 by", "0-4 a | 6-9 b: 0>1 by"],
        ["unanimous"],
    ),
    "two of three": (["0-5 a | 6-9 b: 0>1 by"] * 2 + ["0-5 a | 6-9 b"], ["majority"]),
    "two of three, the third without spans": (["0-5 a | 6-9 b: 0>1 by"] * 2 + [""], ["majority"]),
    "half": (["0-5 a | 6-9 b: 0>1 by", "0-5 a | 6-9 b"], ["disputed"]),
    "half of four": (["0-5 a | 6-9 b: 0>1 by"] * 2 + ["", ""], ["disputed"]),
    "one alone": (["0-5 a | 6-9 b: 0>1 by"], ["disputed"]),
    "two directions": (
        ["0-5 a | 6-9 b: 0>1 by", "0-5 a | 6-9 b: 1>0 by"],
        ["disputed", "disputed"],
    ),
    "two types": (
        ["0-5 a | 6-9 b: 0>1 by", "0-5 a | 6-9 b: 0>1 of"],
        ["disputed", "disputed"],
    ),
    "two fragments of one are one vote": (
        ["0-20 a | 30-40 b: 0>1 by", "0-9 a | 10-20 a | 30-40 b: 0>2 by,1>2 by"],
        ["unanimous"],
    ),
    "within one cluster": (["0-20 a", "0-9 a | 10-20 a: 0>1 by"], ["disputed"]),
}


@pytest.mark.parametrize(("lines", "expected"), STANDINGS.values(), ids=STANDINGS.keys())
def test_it_counts_those_who_completed_the_document(lines: list[str], expected: list[str]) -> None:
    assert [link.standing for link in found_in(*lines)] == expected


def test_it_lists_links_by_the_places_of_their_ends() -> None:
    found = found_in("0-2 a | 3-5 a | 6-9 b: 1>2 by,0>2 of,0>2 by,2>0 by")
    ends = [(link.drawn[0][1].source.start, link.drawn[0][1].target.start) for link in found]
    assert ends == [(0, 6), (0, 6), (3, 6), (6, 0)]
    assert [link.type for link in found] == ["by", "of", "by", "by"]


def test_it_refuses_a_relation_between_spans_its_annotator_lacks() -> None:
    spans, relations = drawn_by("0-5 a | 6-9 b: 0>1 by", "0-5 a")
    with pytest.raises(InvalidInput, match=r"'bo' has no \[6, 9\) 'b'"):
        links(clusters(spans), {"ada": [], "bo": relations["ada"]})


@unhurried
@given(linked())
def test_every_relation_is_in_exactly_one_link_of_its_clusters(drawn: tuple[Marked, Drawn]) -> None:
    spans, relations = drawn
    found = clusters(spans)
    members = {cluster.key: set(cluster.members) for cluster in found}
    seen: list[tuple[str, Relation]] = []
    for link in links(found, relations):
        for name, relation in link.drawn:
            assert relation.type == link.type
            assert (name, relation.source) in members[link.source]
            assert (name, relation.target) in members[link.target]
        seen += link.drawn
    assert sorted(seen) == sorted((n, r) for n, own in relations.items() for r in set(own))


@unhurried
@given(linked())
def test_a_link_is_named_once_and_stands_as_its_voters_say(drawn: tuple[Marked, Drawn]) -> None:
    spans, relations = drawn
    found = links(clusters(spans), relations)
    assert len({link.key for link in found}) == len(found)
    for link in found:
        share = len(link.voters) / len(spans)
        assert (link.standing is Standing.UNANIMOUS) == (share == 1 and len(spans) > 1)
        assert (link.standing is Standing.MAJORITY) == (0.5 < share < 1 and len(link.voters) > 1)
        assert is_left_out_by_most(link, spans) == (share < 0.5)


@unhurried
@given(linked(), st.permutations(["wu", "xi", "yan", "zoe"]))
def test_it_follows_when_annotators_are_renamed(
    drawn: tuple[Marked, Drawn], others: list[str]
) -> None:
    spans, relations = drawn
    names = dict(zip(ANNOTATORS, others, strict=True))
    before = links(clusters(spans), relations)
    after = links(
        clusters({names[name]: own for name, own in spans.items()}),
        {names[name]: own for name, own in relations.items()},
    )
    assert [(link.type, link.standing, set(link.voters)) for link in after] == [
        (link.type, link.standing, {names[name] for name in link.voters}) for link in before
    ]


# --- Where a link holds in gold ---

BY = {("a", "b")}


def gold_of(
    line: str, *rulings: str, allowed: set[tuple[str, str]] = BY
) -> tuple[Span, Span] | None:
    """Return the ends of the one link of one annotator, whose clusters became these spans."""
    spans, relations = drawn_by(line)
    found = clusters(spans)
    (link,) = links(found, relations)
    return gold_ends(link, {c.key: marked(r) for c, r in zip(found, rulings, strict=True)}, allowed)


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        (("0-9 a", "20-30 b"), "0-9 a | 20-30 b"),
        (("0-4 a", "22-40 b"), "0-4 a | 22-40 b"),
        (("0-3 a | 3-9 a", "20-30 b"), "3-9 a | 20-30 b"),
        (("0-3 a | 3-6 a", "20-30 b"), "0-3 a | 20-30 b"),
        (("", "20-30 b"), None),
        (("0-9 a", ""), None),
        (("9-12 a", "20-30 b"), None),
        (("0-9 b", "20-30 b"), None),
        (("0-9 b | 0-2 a", "20-30 b"), "0-2 a | 20-30 b"),
    ],
)
def test_it_holds_between_the_closest_gold_spans_it_may_link(
    rulings: tuple[str, str], expected: str | None
) -> None:
    ends = gold_of("0-9 a | 20-30 b: 0>1 by", *rulings)
    assert ends == (None if expected is None else tuple(marked(expected)))


def test_it_never_links_a_gold_span_with_itself() -> None:
    same = {("a", "a")}
    assert gold_of("0-9 a | 5-12 a: 0>1 by", "0-12 a", "0-12 a", allowed=same) is None
