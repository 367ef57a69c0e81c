"""Clusters: the spans of several annotators that are judged together, and how they differ.

Equal spans of several annotators are one *reading*, and always stay together. Readings join
into clusters in three passes, each from the closest two readings (by intersection over union)
to the least close; what has joined stays joined.

1. *Same label, one span each.* Two clusters join when they have no annotator in common and each
   span of one overlaps each span of the other. So of nested spans each goes to its best match,
   and no chain of overlaps joins spans that share no text.
2. *Fragments.* A cluster joins another of its label when at least half of each of its spans lies
   in one longer span there, by annotators it lacks. So one long span and several short ones
   inside it are judged together.
3. *Labels.* Two clusters join when a span of one and a span of the other differ in label and
   reach an intersection over union of one half, each by somebody without a span in the other
   cluster. (Neither cluster was complete, then.) Whoever put both labels on a text differs from
   nobody.

Nothing joins that would bring two overlapping spans of one annotator and label together. No
step looks at an annotator's name, so renaming or reordering annotators changes no cluster.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from annotator.domain.spans import Span, intersection, reaches_iou


class ClusterKind(StrEnum):
    """Agreed, or the kind of disagreement; the first that fits, in this order.

    LABEL        the spans carry more than one label
    SPLIT_MERGE  somebody has several spans here: what one marked whole, another marked in parts
    NESTING      one span lies inside another and is less than half as long
    BOUNDARY     the offsets differ
    MISSING      all who marked it agree, but not everyone marked it
    AGREED       everyone marked the same
    """

    AGREED = "agreed"
    BOUNDARY = "boundary"
    LABEL = "label"
    MISSING = "missing"
    SPLIT_MERGE = "split_merge"
    NESTING = "nesting"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spans that are judged together, from `start` to `end` in code points.

    `members` are (annotator, span), sorted. `key` is a digest of the members and of everyone
    who completed the document: it names the cluster within its document, and changes when a
    member does or when somebody else completes the document.
    """

    members: tuple[tuple[str, Span], ...]
    kind: ClusterKind
    key: str
    start: int
    end: int

    @property
    def annotators(self) -> frozenset[str]:
        """Return who has a span here."""
        return frozenset(annotator for annotator, _ in self.members)

    @property
    def readings(self) -> tuple[Span, ...]:
        """Return the distinct spans, sorted."""
        return tuple(sorted({span for _, span in self.members}))


Readings = dict[Span, frozenset[str]]


def clusters(spans: Mapping[str, Collection[Span]]) -> list[Cluster]:
    """Return the clusters of one document's spans, by position; each span is in exactly one.

    `spans` has a key for everyone who completed the document, also for those who marked
    nothing: that is how a missing span is known. A span an annotator repeats counts once.

    >>> found = clusters({"ada": [Span(0, 9, "actor")], "bo": [Span(0, 7, "actor")], "cy": []})
    >>> [(str(cluster.kind), cluster.start, cluster.end) for cluster in found]
    [('boundary', 0, 9)]
    """
    votes: dict[Span, set[str]] = defaultdict(set)
    for annotator, marked in spans.items():
        for span in marked:
            votes[span].add(annotator)
    home: dict[Span, Readings] = {span: {span: frozenset(who)} for span, who in votes.items()}
    # Where all who marked one marked the other too, the two can never join.
    near = sorted(
        (
            (one, other)
            for one, other in _overlapping(home)
            if not (votes[one] <= votes[other] or votes[other] <= votes[one])
        ),
        key=_closest_first,
    )
    for one, other in near:
        if one.label == other.label and _is_one_span_each(home[one], home[other]):
            _join(home, one, other)
    for one, other in near:
        if one.label == other.label and _is_whole_and_part(home, one, other):
            _join(home, one, other)
    for one, other in near:
        if one.label != other.label and _is_label_dispute(home, one, other):
            _join(home, one, other)
    distinct = {id(readings): readings for readings in home.values()}.values()
    ordered = sorted(distinct, key=lambda r: (min(r).start, max(s.end for s in r), sorted(r)))
    return [_cluster(readings, frozenset(spans)) for readings in ordered]


def _overlapping(readings: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield each two readings that share text, the smaller first."""
    open_: list[Span] = []
    for span in sorted(readings):
        open_ = [earlier for earlier in open_ if earlier.end > span.start]
        yield from ((earlier, span) for earlier in open_)
        open_.append(span)


def _closest_first(pair: tuple[Span, Span]) -> tuple[float, Span, Span]:
    # Exact enough to order by: ratios of integers below 2^22 are equal, or differ by more than
    # a float's last bit.
    shared = intersection(*pair)
    return -shared / (len(pair[0]) + len(pair[1]) - shared), *pair


def _join(home: dict[Span, Readings], one: Span, other: Span) -> None:
    joined = home[one] | home[other]
    for span in joined:
        home[span] = joined


def _annotators(readings: Readings) -> frozenset[str]:
    return frozenset().union(*readings.values())


def _is_one_span_each(ours: Readings, theirs: Readings) -> bool:
    if _annotators(ours) & _annotators(theirs):
        return False
    return all(intersection(a, b) for a in ours for b in theirs)


def _is_whole_and_part(home: dict[Span, Readings], one: Span, other: Span) -> bool:
    if home[one] is home[other]:
        return False
    part, whole = sorted((one, other), key=len)
    parts, wholes = home[part], home[whole]
    if wholes[whole] & _annotators(parts):
        return False
    lies_inside = all(len(whole) > len(span) <= 2 * intersection(span, whole) for span in parts)
    return lies_inside and not _overlap_of_one_annotator(parts, wholes)


def _is_label_dispute(home: dict[Span, Readings], one: Span, other: Span) -> bool:
    ours, theirs = home[one], home[other]
    return (
        ours is not theirs
        and reaches_iou(one, other, 50)
        and bool(ours[one] - _annotators(theirs))
        and bool(theirs[other] - _annotators(ours))
        and not _overlap_of_one_annotator(ours, theirs)
    )


def _overlap_of_one_annotator(ours: Readings, theirs: Readings) -> bool:
    """Say whether somebody has spans of one label in both that share text."""
    return any(
        ours[a] & theirs[b] and a.label == b.label and intersection(a, b)
        for a in ours
        for b in theirs
    )


def _cluster(readings: Readings, everyone: frozenset[str]) -> Cluster:
    members = sorted((name, span) for span, names in readings.items() for name in names)
    return Cluster(
        members=tuple(members),
        kind=_kind(readings, len(members), everyone),
        key=_key(members, everyone),
        start=min(span.start for span in readings),
        end=max(span.end for span in readings),
    )


def _kind(readings: Readings, n_members: int, everyone: frozenset[str]) -> ClusterKind:
    present = _annotators(readings)
    if len({span.label for span in readings}) > 1:
        return ClusterKind.LABEL
    if n_members > len(present):
        return ClusterKind.SPLIT_MERGE
    if any(_is_nested(a, b) for a, b in combinations(readings, 2)):
        return ClusterKind.NESTING
    if len(readings) > 1:
        return ClusterKind.BOUNDARY
    return ClusterKind.AGREED if present == everyone else ClusterKind.MISSING


def _is_nested(a: Span, b: Span) -> bool:
    return intersection(a, b) == min(len(a), len(b)) and not reaches_iou(a, b, 50)


def _key(members: list[tuple[str, Span]], everyone: frozenset[str]) -> str:
    plain = [[name, span.start, span.end, span.label] for name, span in members]
    return hashlib.sha256(json.dumps([plain, sorted(everyone)]).encode()).hexdigest()[:16]
