"""Other units than characters: the same corpus counted in tokens or sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.domain.agreement.arrays import Bools, Ints
from annotator.domain.agreement.corpus import Answers, Corpus, Links
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Where the units of one document lie: half-open, disjoint, ascending; (n_d,) each."""

    starts: Ints
    ends: Ints


def in_units(corpus: Corpus, bounds: Sequence[Bounds], unit: str) -> Corpus:
    """Return a corpus of characters counted in units such as tokens or sentences.

    `bounds` has one entry a document. A unit is marked where any of its characters is, so a
    span becomes the units it touches; a span that touches none (white space alone) drops out,
    with what was linked to it or said of it. Values in different units never compare.
    Raises InvalidInput for another number of documents or units that are not in order.

    >>> from annotator.domain.agreement.corpus import make_corpus
    >>> corpus = make_corpus(
    ...     annotators=["ada"], labels=["actor"], lengths=[9],
    ...     completions=([0], [0]), spans=([0, 0], [0, 0], [0, 0], [1, 3], [6, 4]))
    >>> words = in_units(corpus, [Bounds(np.array([0, 4]), np.array([3, 9]))], "token")
    >>> words.lengths.tolist(), words.start.tolist(), words.end.tolist()
    ([2], [0], [2])
    """
    _check(corpus, bounds)
    counts = np.array([len(own.starts) for own in bounds], dtype=np.int64)
    stride = int(corpus.lengths.max(initial=0)) + 1
    base = np.repeat(np.arange(len(bounds)) * stride, counts)
    none = [np.zeros(0, dtype=np.int64)]
    starts = np.concatenate([own.starts for own in bounds] or none) + base
    ends = np.concatenate([own.ends for own in bounds] or none) + base
    document = corpus.document[corpus.completion].astype(np.int64)
    before = (np.cumsum(counts) - counts)[document]
    first = np.searchsorted(ends, document * stride + corpus.start, side="right") - before
    last = np.searchsorted(starts, document * stride + corpus.end, side="left") - before
    kept = first < last
    moved = np.cumsum(kept) - 1
    return replace(
        corpus,
        unit=unit,
        lengths=counts.astype(np.int32),
        completion=corpus.completion[kept],
        label=corpus.label[kept],
        start=first[kept].astype(np.int32),
        end=last[kept].astype(np.int32),
        links=_kept_links(corpus.links, kept, moved),
        answers=_kept_answers(corpus.answers, kept, moved),
    )


def _kept_links(links: Links, kept: Bools, moved: Ints) -> Links:
    both = kept[links.source] & kept[links.target]
    return Links(
        links.types,
        links.completion[both],
        links.type[both],
        moved[links.source[both]].astype(np.int32),
        moved[links.target[both]].astype(np.int32),
    )


def _kept_answers(answers: Answers, kept: Bools, moved: Ints) -> Answers:
    own = kept[answers.span]
    span = moved[answers.span[own]].astype(np.int32)
    return Answers(span, answers.attribute[own], answers.value[own])


def _check(corpus: Corpus, bounds: Sequence[Bounds]) -> None:
    if len(bounds) != len(corpus.lengths):
        raise InvalidInput(
            f"Every one of {len(corpus.lengths)} documents needs its units; seen {len(bounds)}."
        )
    for number, own in enumerate(bounds):
        edges = np.stack((own.starts, own.ends), axis=-1).reshape(-1)
        within = not len(edges) or (edges[0] >= 0 and edges[-1] <= corpus.lengths[number])
        if not within or (np.diff(edges) < 0).any() or (own.starts >= own.ends).any():
            raise InvalidInput(
                f"Units must be disjoint, ascend and lie within their document; "
                f"not so in document {number}."
            )
