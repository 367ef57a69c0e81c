"""Links: the relations of several annotators between the same clusters, judged together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from annotator.domain.clusters import Cluster
from annotator.domain.spans import Span, intersection
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A typed, directed link that one annotator drew between two spans of theirs."""

    type: str
    source: Span
    target: Span


class Standing(StrEnum):
    """How many of those who completed the document drew a link; the first that fits.

    UNANIMOUS  all of at least two
    MAJORITY   more than half, and at least two
    DISPUTED   fewer
    """

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Link:
    """All relations of one type from spans of one cluster to spans of another.

    `source` and `target` are the clusters' keys; they are equal where somebody linked two spans
    of one cluster. `drawn` is who drew which relation, sorted.
    """

    type: str
    source: str
    target: str
    drawn: tuple[tuple[str, Relation], ...]
    standing: Standing

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names the link within its document: type, source, target."""
        return self.type, self.source, self.target

    @property
    def voters(self) -> frozenset[str]:
        """Return who drew it; several relations of one annotator are one vote."""
        return frozenset(annotator for annotator, _ in self.drawn)


def links(clusters: Iterable[Cluster], relations: Mapping[str, Collection[Relation]]) -> list[Link]:
    """Return the links between the clusters of a document, by the positions of their ends.

    `relations` has a key for everyone who completed the document, also for those who linked
    nothing: they count among those who did not draw a link. Two relations are the same link
    when their types are equal and their sources, and their targets, are in the same clusters.
    Raises InvalidInput for a relation of a span that its annotator has in no cluster.

    >>> from annotator.domain.clusters import clusters
    >>> a, b, c = Span(0, 5, "claim"), Span(0, 6, "claim"), Span(8, 9, "actor")
    >>> drawn = {"ada": [Relation("by", a, c)], "bo": [Relation("by", b, c)], "cy": []}
    >>> (link,) = links(clusters({"ada": [a, c], "bo": [b, c], "cy": [c]}), drawn)
    >>> str(link.standing), sorted(link.voters)
    ('majority', ['ada', 'bo'])
    """
    home: dict[tuple[str, Span], str] = {}
    place: dict[str, int] = {}
    for number, cluster in enumerate(clusters):
        place[cluster.key] = number
        home.update((member, cluster.key) for member in cluster.members)
    drawn: dict[tuple[str, str, str], set[tuple[str, Relation]]] = defaultdict(set)
    for annotator, own in relations.items():
        for relation in own:
            source = _cluster_of(home, annotator, relation.source)
            target = _cluster_of(home, annotator, relation.target)
            drawn[relation.type, source, target].add((annotator, relation))
    ordered = sorted(drawn, key=lambda key: (place[key[1]], place[key[2]], key[0]))
    return [_link(key, drawn[key], len(relations)) for key in ordered]


def is_left_out_by_most(link: Link, annotators: Collection[str]) -> bool:
    """Say whether more than half of those who completed the document did not draw the link.

    >>> by_ada = Link("by", "k1", "k2", (("ada", Relation("by", Span(0, 1, "a"),
    ...     Span(2, 3, "b"))),), Standing.DISPUTED)
    >>> is_left_out_by_most(by_ada, ["ada", "bo", "cy"]), is_left_out_by_most(by_ada, ["ada", "bo"])
    (True, False)
    """
    return 2 * len(link.voters) < len(set(annotators))


def gold_ends(
    link: Link, gold: Mapping[str, Sequence[Span]], allowed: Collection[tuple[str, str]]
) -> tuple[Span, Span] | None:
    """Return the two gold spans that a link holds between, or None where it cannot hold.

    `gold` has the gold spans of each cluster by its key, `allowed` the pairs of labels that the
    link's type may join. An end became gold where a gold span of its cluster shares text with
    what somebody linked there. Where several did, as after a split, the pair that lies closest
    to the relations drawn is taken: the one with the greatest sum of intersections over union,
    and of equal ones the first in the text.

    >>> a, b = Span(0, 5, "claim"), Span(8, 9, "actor")
    >>> link = Link("by", "k1", "k2", (("ada", Relation("by", a, b)),), Standing.DISPUTED)
    >>> gold_ends(link, {"k1": [Span(0, 4, "claim")], "k2": [b]}, {("claim", "actor")})
    (Span(start=0, end=4, label='claim'), Span(start=8, end=9, label='actor'))
    >>> gold_ends(link, {"k1": [a], "k2": []}, {("claim", "actor")}) is None
    True
    """
    pairs = [
        (source, target)
        for source in sorted(gold.get(link.source, ()))
        for target in sorted(gold.get(link.target, ()))
        if source != target and (source.label, target.label) in allowed
    ]
    best = max(pairs, key=lambda pair: _closeness(link, *pair), default=None)
    return best if best and _closeness(link, *best) else None


def _closeness(link: Link, source: Span, target: Span) -> Fraction:
    """Return the sum over the relations that share text with both spans; 0 for none."""
    close = Fraction(0)
    for _, relation in link.drawn:
        ends = _iou(relation.source, source), _iou(relation.target, target)
        close += sum(ends) if all(ends) else 0
    return close


def _iou(one: Span, other: Span) -> Fraction:
    shared = intersection(one, other)
    return Fraction(shared, len(one) + len(other) - shared)


def _link(key: tuple[str, str, str], drawn: set[tuple[str, Relation]], n_annotators: int) -> Link:
    votes = len({annotator for annotator, _ in drawn})
    standing = Standing.DISPUTED
    if votes >= 2 and 2 * votes > n_annotators:
        standing = Standing.UNANIMOUS if votes == n_annotators else Standing.MAJORITY
    return Link(*key, tuple(sorted(drawn)), standing)


def _cluster_of(home: Mapping[tuple[str, Span], str], annotator: str, end: Span) -> str:
    if (annotator, end) not in home:
        raise InvalidInput(
            f"A relation must link spans of its annotator; {annotator!r} has no "
            f"[{end.start}, {end.end}) {end.label!r}."
        )
    return home[annotator, end]
