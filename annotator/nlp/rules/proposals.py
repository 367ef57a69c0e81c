"""What the rules hand on: proposals over tokens, kept in the Doc's span groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, SpanGroup


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span over the tokens `[start, end)` with `0 < score <= 1` and the reason for it."""

    start: int
    end: int
    label: str
    score: float
    reason: str


def store(doc: Doc, label: str, proposals: Iterable[Proposal]) -> None:
    """Put proposals into `doc.spans[label]`; scores and reasons lie beside it in its attrs.

    Parallel lists, as spaCy's own span categoriser has them: they survive serialisation, and
    two spans at the same tokens keep apart.
    """
    listed = list(proposals)
    spans = [Span(doc, each.start, each.end, label=label) for each in listed]
    attrs = {"scores": [p.score for p in listed], "reasons": [p.reason for p in listed]}
    doc.spans[label] = SpanGroup(doc, name=label, attrs=attrs, spans=spans)


def stored(doc: Doc, label: str) -> Iterator[Proposal]:
    """Yield the proposals that `store` has put under a label, none if there were none."""
    if label not in doc.spans:
        return
    group = doc.spans[label]
    for span, score, reason in zip(
        group, group.attrs["scores"], group.attrs["reasons"], strict=True
    ):
        yield Proposal(span.start, span.end, label, score, reason)
