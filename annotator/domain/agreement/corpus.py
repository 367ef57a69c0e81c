"""Documents as columns: the pairable ones, their completions, pairs and spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.data import DocumentSpans
from annotator.errors import InvalidInput

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The documents that at least two annotators completed, as arrays.

    A *completion* is one document completed by one annotator; C of them, by document, then by
    annotator. A *pair* is two completions of one document, left before right; P of them, in
    ascending order. S spans, in the order of their completions. Numbers of annotators and
    labels are positions in `annotators` and `labels`; `annotators` also names those who share
    no document with anyone.
    """

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    document: Ints  # (C,) which document
    annotator: Ints  # (C,) whose
    length: Ints  # (C,) the document's length, n_d
    raters: Ints  # (C,) how many completed the document, m_d
    left: Ints  # (P,) a completion
    right: Ints  # (P,) a later completion of the same document
    completion: Ints  # (S,) the span's completion
    label: Ints  # (S,)
    start: Ints  # (S,)
    end: Ints  # (S,)

    def pair_rows(self, left: Ints, right: Ints) -> Ints:
        """Return the pair's row for each two completions of one document, left < right."""
        width = len(self.document)
        return np.searchsorted(self.left * width + self.right, left * width + right)

    def span_counts(self) -> Ints:
        """Return how many spans each completion has of each label, unmerged: (C, labels)."""
        shape = len(self.document), len(self.labels)
        cells = self.completion * shape[1] + self.label
        return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)


def read_corpus(documents: Sequence[DocumentSpans], labels: Sequence[str]) -> Corpus:
    """Return the pairable documents as columns.

    Raises InvalidInput for a label named twice, or a span whose label is not in `labels`.
    """
    label_numbers = _label_numbers(documents, labels)
    annotators = tuple(sorted({name for document in documents for name in document.spans}))
    number = {name: n for n, name in enumerate(annotators)}
    completions: list[tuple[int, int, int, int]] = []
    pairs: list[tuple[int, int]] = []
    spans: list[tuple[int, int, int, int]] = []
    for d, document in enumerate(documents):
        raters = len(document.spans)
        if raters < 2:
            continue
        pairs += combinations(range(len(completions), len(completions) + raters), 2)
        for name in sorted(document.spans):
            row = len(completions)
            completions.append((d, number[name], document.length, raters))
            spans += [(row, label_numbers[s.label], s.start, s.end) for s in document.spans[name]]
    return Corpus(
        annotators,
        tuple(labels),
        *_columns(completions, 4),
        *_columns(pairs, 2),
        *_columns(spans, 4),
    )


def ragged(first: Ints, count: Ints) -> Ints:
    """Return `first[0], first[0]+1, ...` for `count[0]` numbers, then the same for the next.

    >>> ragged(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(int(count.sum()))


def _label_numbers(documents: Sequence[DocumentSpans], labels: Sequence[str]) -> dict[str, int]:
    numbers = {label: n for n, label in enumerate(labels)}
    if len(numbers) < len(labels):
        raise InvalidInput(f"Each label must be named once; seen {list(labels)}.")
    used = {s.label for document in documents for spans in document.spans.values() for s in spans}
    if unknown := sorted(used - numbers.keys()):
        raise InvalidInput(
            f"Every span's label must be one of {list(labels)}; seen {unknown}.",
            code="unknown_label",
        )
    return numbers


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> tuple[Ints, ...]:
    return tuple(np.array(rows, dtype=np.int64).reshape(-1, width).T.copy())
