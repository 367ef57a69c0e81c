"""Documents as columns: their lengths, who completed them, and what each of these marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from annotator.domain.agreement.arrays import Int32s, Ints, Whole, sum_cells
from annotator.errors import InvalidInput


def _no_rows() -> Int32s:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """R relations, in the order of their completions; the ends are numbers of spans."""

    types: tuple[str, ...] = ()
    completion: Int32s = field(default_factory=_no_rows)  # (R,) whose, on which document
    type: Int32s = field(default_factory=_no_rows)  # (R,)
    source: Int32s = field(default_factory=_no_rows)  # (R,)
    target: Int32s = field(default_factory=_no_rows)  # (R,)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """V values that spans have for attributes: which span, which attribute, which value."""

    span: Int32s = field(default_factory=_no_rows)  # (V,) ascending
    attribute: Int32s = field(default_factory=_no_rows)  # (V,)
    value: Int32s = field(default_factory=_no_rows)  # (V,) a number within the attribute's values


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Documents, completions and spans as arrays.

    A *completion* is one document completed by one annotator, with or without spans; D
    documents and C completions, by document, then by annotator. S spans, in the order of their
    completions. Numbers of annotators and labels are positions in `annotators` and `labels`.
    Offsets count the corpus's `unit`, half-open. `make_corpus` builds one and checks it.
    """

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    unit: str  # what lengths and offsets count: "character", "token", "sentence"
    lengths: Int32s  # (D,) units of each document, n_d
    document: Int32s  # (C,) which document
    annotator: Int32s  # (C,) whose
    completion: Int32s  # (S,) the span's completion
    label: Int32s  # (S,)
    start: Int32s  # (S,)
    end: Int32s  # (S,)
    links: Links = field(default_factory=Links)
    answers: Answers = field(default_factory=Answers)

    def raters(self) -> Ints:
        """Return how many completed each document, m_d: (D,)."""
        return np.bincount(self.document, minlength=len(self.lengths))

    def first_completions(self) -> Ints:
        """Return each document's first completion, and C at the end: (D + 1,)."""
        return np.concatenate(([0], np.cumsum(self.raters())))

    def slots(self) -> Ints:
        """Return each completion's place among those of its document, from 0: (C,)."""
        return np.arange(len(self.document)) - self.first_completions()[self.document]

    def span_counts(self) -> Ints:
        """Return how many spans each completion has of each label, unmerged: (C, labels)."""
        shape = len(self.document), len(self.labels)
        found = sum_cells(self.completion, self.label, np.ones(len(self.label)), shape)
        return found.astype(np.int64)

    def part(self, first: int, last: int) -> Corpus:
        """Return the documents from `first` up to `last`, numbered anew, as a corpus."""
        c0, c1 = _between(self.document, first, last)
        s0, s1 = _between(self.completion, c0, c1)
        r0, r1 = _between(self.links.completion, c0, c1)
        v0, v1 = _between(self.answers.span, s0, s1)
        links, answers = self.links, self.answers
        return replace(
            self,
            lengths=self.lengths[first:last],
            document=self.document[c0:c1] - np.int32(first),
            annotator=self.annotator[c0:c1],
            completion=self.completion[s0:s1] - np.int32(c0),
            label=self.label[s0:s1],
            start=self.start[s0:s1],
            end=self.end[s0:s1],
            links=Links(
                links.types,
                links.completion[r0:r1] - np.int32(c0),
                links.type[r0:r1],
                links.source[r0:r1] - np.int32(s0),
                links.target[r0:r1] - np.int32(s0),
            ),
            answers=Answers(
                answers.span[v0:v1] - np.int32(s0), answers.attribute[v0:v1], answers.value[v0:v1]
            ),
        )


def make_corpus(
    *,
    annotators: Sequence[str],
    labels: Sequence[str],
    lengths: ArrayLike,
    completions: tuple[ArrayLike, ArrayLike],
    spans: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike, ArrayLike],
    unit: str = "character",
) -> Corpus:
    """Return a corpus of plain columns, in any order of completions and spans.

    `lengths` (D,) are the documents' units; `completions` are the columns document, annotator
    (C,); `spans` the columns document, annotator, label, start, end (S,), all whole numbers.
    Raises InvalidInput for a label or completion named twice, a number out of range, an empty
    span, one that ends beyond its document, or one of somebody who did not complete it.

    >>> corpus = make_corpus(
    ...     annotators=["ada", "bo"], labels=["actor"], lengths=[10],
    ...     completions=([0, 0], [1, 0]), spans=([0], [1], [0], [2], [5]))
    >>> corpus.annotator.tolist(), corpus.completion.tolist()
    ([0, 1], [1])
    """
    sizes = _int32s(lengths)
    document, annotator = (_int32s(column) for column in completions)
    _check_range("A completion's document", document, len(sizes))
    _check_range("A completion's annotator", annotator, len(annotators))
    keys = np.sort(document.astype(np.int64) * len(annotators) + annotator)
    if (keys[1:] == keys[:-1]).any():
        raise InvalidInput("An annotator completes a document once; seen a completion twice.")
    columns = _spans(keys, len(annotators), len(labels), sizes, spans)
    whose, which = np.divmod(keys, max(1, len(annotators)))
    corpus = Corpus(
        tuple(annotators), tuple(labels), unit, sizes, _int32s(whose), _int32s(which), *columns
    )
    check_label_names(labels)
    return corpus


def _between(column: Int32s, first: int, last: int) -> tuple[int, int]:
    """Return the rows of an ascending column that hold first, ..., last - 1."""
    # Numbers of another type would make NumPy copy the column.
    begin, end = np.searchsorted(column, np.array([first, last], dtype=column.dtype)).tolist()
    return begin, end


def check_label_names(labels: Sequence[str]) -> None:
    """Raise InvalidInput where a label is named twice."""
    if len(set(labels)) < len(labels):
        raise InvalidInput(f"Each label must be named once; seen {list(labels)}.")


def _spans(
    keys: Ints, n_annotators: int, n_labels: int, sizes: Int32s, spans: Sequence[ArrayLike]
) -> tuple[Int32s, Int32s, Int32s, Int32s]:
    """Return the columns completion, label, start, end, in the order of completions."""
    document, annotator, label, start, end = (_int32s(column) for column in spans)
    _check_range("A span's document", document, len(sizes))
    _check_range("A span's annotator", annotator, n_annotators)
    _check_range("A span's label", label, n_labels)
    wanted = document.astype(np.int64) * n_annotators + annotator
    completion = np.searchsorted(keys, wanted).astype(np.int32)
    if len(wanted) and not np.array_equal(np.append(keys, -1)[completion], wanted):
        raise InvalidInput("A span's annotator must have completed its document; seen one who not.")
    if ((start < 0) | (start >= end) | (end > sizes[document])).any():
        raise InvalidInput(
            "A span needs 0 <= start < end <= its document's length; seen one that has not.",
            code="invalid_span",
        )
    if (completion[1:] >= completion[:-1]).all():
        return completion, label, start, end
    order = np.argsort(completion, kind="stable")
    return completion[order], label[order], start[order], end[order]


def _int32s(column: ArrayLike | Whole) -> Int32s:
    found: Int32s = np.asarray(column, dtype=np.int32).reshape(-1)
    return found


def _check_range(name: str, column: Whole, size: int) -> None:
    if len(column) and not (int(column.min()) >= 0 and int(column.max()) < size):
        seen: Any = (int(column.min()), int(column.max()))
        raise InvalidInput(f"{name} must be a number from 0 to {size - 1}; seen {seen}.")
