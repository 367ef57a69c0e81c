"""Consensus: what annotators agree on without being asked again, and what is left to decide."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.attributes import Answer, Answers
from annotator.domain.clusters import Cluster
from annotator.domain.spans import Span
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Consensus:
    """The spans that are unanimous, by position, and the clusters a person must decide."""

    unanimous: tuple[Span, ...]
    undecided: tuple[Cluster, ...]


def consensus(clusters: Iterable[Cluster], annotators: Collection[str]) -> Consensus:
    """Part the clusters of a document into unanimous spans and clusters left to decide.

    A span is unanimous when all of at least two `annotators`, those who completed the document,
    marked exactly it. One annotator alone cannot be unanimous.
    Raises InvalidInput for a cluster with a span by somebody else.

    >>> from annotator.domain.clusters import clusters
    >>> spans = {"ada": [Span(0, 5, "actor")], "bo": [Span(0, 5, "actor"), Span(7, 9, "claim")]}
    >>> found = consensus(clusters(spans), spans)
    >>> found.unanimous, [str(cluster.kind) for cluster in found.undecided]
    ((Span(start=0, end=5, label='actor'),), ['missing'])
    """
    unanimous: list[Span] = []
    undecided: list[Cluster] = []
    for cluster in clusters:
        marked, votes = _most_common(cluster, annotators)
        if votes == len(set(annotators)) >= 2:
            unanimous += marked
        else:
            undecided.append(cluster)
    return Consensus(tuple(sorted(unanimous)), tuple(undecided))


def majority(cluster: Cluster, annotators: Collection[str]) -> list[Span] | None:
    """Return the spans that more than half of `annotators` marked here identically, or None.

    What counts is all that an annotator marked in the cluster: where two of three split a span
    in the same two, the majority is those two. None where no such majority exists, also where
    most annotators marked nothing: leaving a span out is a decision for a person. At least two
    must agree.
    Raises InvalidInput for a cluster with a span by somebody else.

    >>> from annotator.domain.clusters import clusters
    >>> whole, spans = [Span(0, 9, "actor")], [Span(0, 4, "actor"), Span(5, 9, "actor")]
    >>> (cluster,) = clusters({"ada": whole, "bo": spans, "cy": spans})
    >>> majority(cluster, ["ada", "bo", "cy"]) == spans
    True
    """
    marked, votes = _most_common(cluster, annotators)
    return list(marked) if votes >= 2 and 2 * votes > len(set(annotators)) else None


def agreed_attributes(marked: Collection[Mapping[str, Answer]]) -> Answers:
    """Return, of each attribute, the value that more than half of those gave who marked the span.

    `marked` holds the attributes of one span by everyone who marked exactly it. Who gave no
    value counts among them, so an attribute that most left open is absent, as is one without a
    majority. Attributes are sorted by name.

    >>> agreed_attributes([{"hedged": True, "tone": "calm"}, {"hedged": True}, {"hedged": False}])
    {'hedged': True}
    """
    given: dict[str, list[Answer]] = defaultdict(list)
    for attributes in marked:
        for name, value in attributes.items():
            given[name].append(value)
    agreed: Answers = {}
    for name, values in sorted(given.items()):
        value, votes = Counter(map(_written, values)).most_common(1)[0]
        if 2 * votes > len(marked):
            agreed[name] = min((v for v in values if _written(v) == value), key=json.dumps)
    return agreed


def _written(value: Answer) -> str:
    """Write a value so that equal ones read the same: sets in any order, 1 and 1.0; not true."""
    if isinstance(value, list):
        return json.dumps(sorted(value))
    return json.dumps(float(value) if type(value) is int else value)


def _most_common(cluster: Cluster, annotators: Collection[str]) -> tuple[tuple[Span, ...], int]:
    """Return what most of those with a span here marked in the whole cluster, and how many."""
    if strangers := cluster.annotators - set(annotators):
        raise InvalidInput(
            f"A cluster's annotators must be among {sorted(annotators)}; "
            f"seen also {sorted(strangers)}."
        )
    marked: dict[str, tuple[Span, ...]] = {}
    for annotator, span in cluster.members:
        marked[annotator] = (*marked.get(annotator, ()), span)
    return Counter(marked.values()).most_common(1)[0]
