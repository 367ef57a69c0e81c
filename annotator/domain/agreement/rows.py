"""A document's statistics as a row that stands for itself: packed to be stored, many unpacked.

A row holds numbers of annotators instead of names, and what occurs in its own document instead
of columns for what occurs in any. So rows that were made apart, at any time, are one corpus.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.answers import packed_answers, unpacked_answers
from annotator.domain.agreement.arrays import Floats, Int32s, Ints
from annotator.domain.agreement.coverage import MOST_DENSE_LABELS
from annotator.domain.agreement.packed import PackedRow, PackedRows
from annotator.domain.agreement.schema import AskedAttribute, Schema
from annotator.domain.agreement.statistics import Statistics
from annotator.domain.attributes import Answer
from annotator.errors import InvalidInput

VERSION = 1  # to be raised with every change of what a row holds
MOST_LABELS = 63  # bits of a whole number that hold a label set
FLOAT, WHOLE = "<f8", "<i8"
MOST_NUMBER = 2**53  # from here on float64 misses whole numbers


@dataclass(frozen=True, slots=True)
class Layout:
    """What rows do not say: the project's labels and questions, and the annotators' names.

    `identity` tells labels, types and attributes apart that have had each other's names.

    >>> Layout(("actor",)).digest() == Layout(("actor",), names={7: "ada"}).digest()
    True
    >>> Layout(("actor",)).digest() == Layout(("claim",)).digest()
    False
    """

    labels: tuple[str, ...]
    types: tuple[str, ...] = ()  # of relations
    attributes: tuple[AskedAttribute, ...] = ()
    unit: str = "character"
    percent: int = 50
    identity: str = ""
    names: Mapping[int, str] = field(default_factory=dict)  # of annotators, by number

    def digest(self) -> str:
        """Return a hash: rows stored under another one are to be made anew."""
        asked = [[each.label, each.name, each.kind] for each in self.attributes]
        fixed = [self.unit, self.percent, self.identity]
        found = [VERSION, self.labels, self.types, asked, *fixed]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()

    def schema(
        self,
        annotators: tuple[str, ...],
        values: tuple[tuple[Answer, ...], ...],
        kinds: tuple[tuple[int, ...], ...],
    ) -> Schema:
        """Return the columns for the annotators, values and label sets that occur."""
        fixed = self.unit, self.percent, self.types, self.attributes
        return Schema(self.labels, annotators, *fixed, values, kinds)


def pack(statistics: Statistics, numbers: Mapping[str, int]) -> list[PackedRow]:
    """Return a row for each document; `numbers` stand for its annotators, now and later.

    Raises InvalidInput for more than 63 labels, and for annotators without a number of their
    own from 0 to 2^53 - 1.
    """
    schema = statistics.schema
    _require_masks(len(schema.labels))
    numbered = _numbers(schema.annotators, numbers)
    # The last number is what `alone` has where there is no such annotator.
    own = np.array([*numbered, -1], dtype=np.float64)
    documents = np.column_stack((own[statistics.alone], statistics.documents)).astype(FLOAT)
    ends = own[statistics.left], own[statistics.right]
    pairs = np.column_stack((*ends, statistics.pairs)).astype(FLOAT)
    every = np.arange(len(documents) + 1, dtype=np.int32)
    first = np.searchsorted(statistics.document, every)
    sets, of_pair = _packed_sets(statistics, first)
    first_set = np.searchsorted(of_pair, first)
    answers = packed_answers(schema, statistics.answers, numbered)
    return [
        PackedRow(
            documents[n].tobytes(),
            pairs[first[n] : first[n + 1]].tobytes(),
            sets[first_set[n] : first_set[n + 1]].tobytes(),
            *answers[n],
        )
        for n in range(len(documents))
    ]


def _require_masks(n_labels: int) -> None:
    if n_labels > MOST_LABELS:
        raise InvalidInput(
            f"Stored agreement needs {MOST_LABELS} labels or fewer; seen {n_labels}."
        )


def _numbers(annotators: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    if unknown := sorted(set(annotators) - numbers.keys()):
        raise InvalidInput(f"Every annotator needs a number; seen none for {unknown}.")
    found = [numbers[name] for name in annotators]
    if len(set(found)) < len(found) or not all(0 <= n < MOST_NUMBER for n in found):
        raise InvalidInput(
            f"Annotators need numbers of their own, from 0 to {MOST_NUMBER - 1}; seen {found}."
        )
    return found


def _packed_sets(statistics: Statistics, first: Ints) -> tuple[NDArray[np.int64], Ints]:
    """Return the rows of `PackedRow.sets`, of all documents, and which pair each is of."""
    masks = np.array([_mask(kind) for kind in statistics.schema.kinds], dtype=np.int64)
    row, column = np.nonzero(statistics.sets)
    place = row - first[statistics.document[row]]
    units = statistics.sets[row, column].astype(np.int64)
    return np.column_stack((place, masks[column], units)).astype(WHOLE), row


def _mask(kind: tuple[int, ...]) -> int:
    return sum(1 << label for label in kind)


# --- Unpacking ----------------------------------------------------------------------------


def unpack(rows: PackedRows, layout: Layout) -> Statistics:
    """Return the statistics of documents from their rows, in their order.

    The annotators are those who occur, by name; values, and beyond five labels label sets, are
    those that occur. Rows made under another name of an annotator are as good.
    Raises InvalidInput for more than 63 labels, rows that this layout does not fit, and an
    annotator without a name of their own.
    """
    k = len(layout.labels)
    _require_masks(k)
    lengths = rows.lengths()
    documents = _table(rows.documents, 3 + k, FLOAT)
    raters = documents[:, 2].astype(np.int64)
    counts = raters * (raters - 1) // 2
    pairs = _table(rows.pairs, 2 + len(layout.schema((), (), ()).pairs), FLOAT)
    if len(documents) != len(lengths) or len(pairs) != counts.sum():
        raise InvalidInput(
            f"Expected {len(lengths)} documents and {counts.sum()} pairs of annotators; "
            f"seen {len(documents)} and {len(pairs)}."
        )
    seen = _seen(layout, documents[:, 0], pairs)
    document = np.repeat(np.arange(len(lengths), dtype=np.int32), counts)
    kinds, sets = _unpacked_sets(rows, k, counts)
    left, right, columns, sets = _in_order(document, seen, pairs, sets, k)
    numbers = seen.numbers[np.argsort(seen.place)][1:].tolist()
    values, answers = unpacked_answers(
        layout.attributes, rows.answers, lengths[:, 3], rows.texts(), numbers
    )
    return Statistics(
        layout.schema(seen.names, values, kinds),
        documents[:, 1:],
        seen.places(documents[:, 0]),
        document,
        left,
        right,
        columns,
        sets,
        answers,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The numbers that occur, -1 among them, and their annotators' places in `names`."""

    numbers: Ints  # ascending
    place: Int32s  # of -1: -1
    names: tuple[str, ...]

    def places(self, numbers: Floats) -> Int32s:
        found: Int32s = self.place[np.searchsorted(self.numbers, numbers)]
        return found


def _seen(layout: Layout, alone: Floats, pairs: Floats) -> _Seen:
    """Return who occurs in rows, by name."""
    numbers = np.unique(np.concatenate(([-1], alone, pairs[:, 0], pairs[:, 1]))).astype(np.int64)
    seen = numbers[1:].tolist()
    if nameless := [number for number in seen if number not in layout.names]:
        raise InvalidInput(f"Every annotator in a row needs a name; seen none for {nameless}.")
    names = [layout.names[number] for number in seen]
    if len(set(names)) < len(names):
        raise InvalidInput(f"Each annotator needs a name of their own; seen {sorted(names)}.")
    place = np.full(len(numbers), -1, dtype=np.int32)
    place[1 + np.argsort(np.array(names, dtype=object))] = np.arange(len(names))
    return _Seen(numbers, place, tuple(sorted(names)))


def _table(part: bytes, width: int, kind: str) -> NDArray[Any]:
    """Return what is packed as a table of this width: (..., width)."""
    if len(part) % (8 * width):
        raise InvalidInput(f"A row has {width} columns of {kind}; seen {len(part)} bytes in all.")
    cells = np.frombuffer(part, dtype=kind)
    return cells.reshape(-1, width)


def _unpacked_sets(
    rows: PackedRows, n_labels: int, counts: Ints
) -> tuple[tuple[tuple[int, ...], ...], Floats]:
    """Return the label sets, and the rows `Statistics.sets` of `counts` pairs a document."""
    table = _table(rows.sets, 3, WHOLE)
    of_document = rows.lengths()[:, 2] // (3 * 8)
    pair = np.repeat(np.cumsum(counts) - counts, of_document) + table[:, 0]
    if n_labels <= MOST_DENSE_LABELS:
        masks, number = np.arange(1, 1 << n_labels), table[:, 1] - 1
    else:
        masks, number = np.unique(table[:, 1], return_inverse=True)
    kinds = [tuple(k for k in range(n_labels) if mask >> k & 1) for mask in masks.tolist()]
    order = sorted(range(len(kinds)), key=lambda n: (len(kinds[n]), kinds[n]))
    column = np.empty(len(kinds), dtype=np.int64)
    column[order] = np.arange(len(kinds))
    sets = np.zeros((int(counts.sum()), len(kinds)))
    sets[pair, column[number]] = table[:, 2]
    return tuple(kinds[n] for n in order), sets


def _in_order(
    document: Int32s, seen: _Seen, pairs: Floats, sets: Floats, n_labels: int
) -> tuple[Int32s, Int32s, Floats, Floats]:
    """Return left, right, columns and sets of pairs, each and all in the order of the names."""
    one, two = seen.places(pairs[:, 0]), seen.places(pairs[:, 1])
    left, right, columns = np.minimum(one, two), np.maximum(one, two), pairs[:, 2:]
    key = (document * np.int64(len(seen.names)) + left) * len(seen.names) + right
    turned = one > two
    if not turned.any() and (key[1:] > key[:-1]).all():
        return left, right, columns, sets
    columns = columns.copy()
    sides = columns[turned, : 2 * n_labels]
    columns[turned, : 2 * n_labels] = np.roll(sides, n_labels, axis=1)
    order = np.argsort(key)
    return left[order], right[order], columns[order], sets[order]
