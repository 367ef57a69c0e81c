"""Documents' packed rows: one by one as they are made, and end to end as they are stored and read.

Twenty thousand rows are read from a database in a second, the same bytes in a hundred blocks in
a twentieth of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.errors import InvalidInput

SIZE = "<i4"


class PackedRow(NamedTuple):
    """One document. `Layout.digest()` of when it was made says whether it is still of use."""

    document: bytes  # float64: who completed it alone, or -1; then `schema.documents`
    pairs: bytes  # float64, for each two annotators: their numbers, then `schema.pairs`
    sets: bytes  # int64, for each pair and label set: the pair's place, the labels' bits, units
    answers: bytes  # what was said of spans, as in `PackedAnswers.cells`
    values: bytes  # JSON of the values that were said; empty where none were


class PackedRows(NamedTuple):
    """D documents: each part of all their rows, end to end in the order of the documents."""

    sizes: bytes  # int32: (D, 5), how long each part of each row is
    documents: bytes
    pairs: bytes
    sets: bytes
    answers: bytes
    values: bytes

    def lengths(self) -> NDArray[Any]:
        """Return how long each part of each row is, in the order of `PackedRow`: (D, 5).

        Raises InvalidInput where the parts have other sizes in all.
        """
        found = np.frombuffer(self.sizes, dtype=SIZE).reshape(-1, len(PackedRow._fields))
        expected, seen = found.sum(axis=0).tolist(), [len(part) for part in self[1:]]
        if expected != seen:
            raise InvalidInput(f"Expected parts of {expected} bytes; seen {seen}.")
        return found

    def texts(self) -> list[bytes]:
        """Return the values of each document."""
        return _cut(self.values, self.lengths()[:, -1].tolist())


def join(rows: Sequence[PackedRow]) -> PackedRows:
    """Return rows end to end.

    >>> row = PackedRow(b"12", b"", b"3", b"", b"4")
    >>> split(join([row, row])) == [row, row]
    True
    """
    sizes = np.array([[len(part) for part in row] for row in rows], dtype=SIZE)
    return PackedRows(sizes.tobytes(), *_joined(rows))


def join_blocks(blocks: Sequence[PackedRows]) -> PackedRows:
    """Return the rows of several blocks end to end."""
    return PackedRows(
        b"".join(block.sizes for block in blocks), *_joined([block[1:] for block in blocks])
    )


def split(rows: PackedRows) -> list[PackedRow]:
    """Return the rows one by one. Raises InvalidInput as `PackedRows.lengths`."""
    lengths = rows.lengths().T.tolist()
    cut = [_cut(part, own) for part, own in zip(rows[1:], lengths, strict=True)]
    return [PackedRow(*row) for row in zip(*cut, strict=True)]


def _joined(rows: Sequence[Sequence[bytes]]) -> list[bytes]:
    return [b"".join([row[n] for row in rows]) for n in range(len(PackedRow._fields))]


def _cut(part: bytes, lengths: Sequence[int]) -> list[bytes]:
    return [part[first:last] for first, last in pairwise(accumulate(lengths, initial=0))]
