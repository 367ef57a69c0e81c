"""The best alignment by trying every partition; only for a handful of spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotator.domain.spans import Span

Owned = tuple[str, Span]
Weights = tuple[float, float, float]


def partitions(units: Sequence[Owned]) -> Iterator[list[list[Owned]]]:
    """Yield every partition into tuples that hold at most one unit of each annotator."""
    if not units:
        yield []
        return
    first, rest = units[0], units[1:]
    for size in range(len(rest) + 1):
        for others in combinations(range(len(rest)), size):
            row = [first, *(rest[n] for n in others)]
            if len({name for name, _ in row}) == len(row):
                left = [unit for n, unit in enumerate(rest) if n not in others]
                for rows in partitions(left):
                    yield [row, *rows]


def unlike(one: Span, other: Span, weights: Weights) -> float:
    """Return the combined dissimilarity of two spans."""
    alpha, beta, empty = weights
    apart = abs(one.start - other.start) + abs(one.end - other.end)
    position = (apart / (len(one) + len(other))) ** 2 * empty
    return alpha * position + beta * (one.label != other.label) * empty


def row_disorder(row: Sequence[Owned], annotators: int, weights: Weights) -> float:
    """Return a tuple's mean dissimilarity over all pairs of annotators."""
    pairs = annotators * (annotators - 1) // 2
    apart = [unlike(one, other, weights) for (_, one), (_, other) in combinations(row, 2)]
    return (sum(apart) + (pairs - len(apart)) * weights[2]) / pairs


def least_disorder(spans: Mapping[str, Sequence[Span]], weights: Weights) -> float:
    """Return the disorder of the best alignment; at least two annotators and one span."""
    units = [(name, span) for name, own in spans.items() for span in own]
    least = min(
        sum(row_disorder(row, len(spans), weights) for row in rows) for rows in partitions(units)
    )
    return least / (len(units) / len(spans))


def label_disorder(rows: Sequence[Sequence[Owned]], weights: Weights, label: str | None) -> float:
    """Return sum of w d_cat / sum of w over aligned pairs, of those that touch a label if given."""
    total = weight = 0.0
    for row in rows:
        for (_, one), (_, other) in combinations(row, 2):
            if label in (None, one.label, other.label):
                near = max(0.0, 1 - unlike(one, other, (weights[0], 0, weights[2])))
                weight += near / (len(row) - 1)
                total += near / (len(row) - 1) * (one.label != other.label) * weights[2]
    return total / weight
