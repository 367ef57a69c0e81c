"""Columns of whole numbers: their types, sorting several of them at once, and ranges of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Whole = NDArray[np.signedinteger[Any]]


def sort_rows(*columns: Whole) -> tuple[Ints, ...]:
    """Return the rows that columns of numbers >= 0 form, in ascending order, as columns.

    Rows that fit in 63 bits are packed into one number each, which sorts many times faster
    than an order of rows can be found.

    >>> first, second = sort_rows(np.array([1, 0, 1]), np.array([5, 7, 2]))
    >>> first.tolist(), second.tolist()
    ([0, 1, 1], [7, 2, 5])
    """
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(bits) > 63:
        order = np.lexsort(columns[::-1])
        return tuple(column[order].astype(np.int64) for column in columns)
    packed = columns[0].astype(np.int64)
    for column, width in zip(columns[1:], bits[1:], strict=True):
        packed <<= width
        packed |= column
    packed.sort()
    found = []
    for width in reversed(bits[1:]):
        found.append(packed & ((1 << width) - 1))
        packed >>= width
    return (packed, *reversed(found))


def ragged(first: Ints, count: Ints) -> Ints:
    """Return `first[0], first[0]+1, ...` for `count[0]` numbers, then the same for the next.

    >>> ragged(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(int(count.sum()))


def sum_by(group: Whole, values: Whole | Floats, size: int) -> Floats:
    """Return the sum of the values of each group 0..size-1; whole numbers exact below 2^53."""
    found: Floats = np.bincount(group, weights=values, minlength=size).astype(float, copy=False)
    return found


def sum_cells(row: Whole, column: Whole, values: Whole | Floats, shape: tuple[int, int]) -> Floats:
    """Return the sums of the values of each row and column, as a table of this shape.

    >>> sum_cells(np.array([1, 1]), np.array([0, 0]), np.array([2, 3]), (2, 1)).tolist()
    [[0.0], [5.0]]
    """
    cells = row.astype(np.int64) * shape[1] + column
    return sum_by(cells, values, shape[0] * shape[1]).reshape(shape)


def divide(amount: Floats, by: Floats) -> Floats:
    """Return amount / by, and NaN where `by` is 0; any shapes that broadcast.

    >>> divide(np.array([1.0, 2.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    amount, by = np.broadcast_arrays(np.asarray(amount, float), np.asarray(by, float))
    found: Floats = np.divide(amount, by, out=np.full(by.shape, np.nan), where=by != 0)
    return found
