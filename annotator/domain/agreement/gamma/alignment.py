"""The best alignment of several annotators' units, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotator.domain.agreement.arrays import Bools, Floats, Ints
from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.gamma.candidates import NOBODY, Candidates, candidates
from annotator.domain.agreement.gamma.dissimilarity import Dissimilarity
from annotator.domain.agreement.gamma.packing import best_packing
from annotator.domain.agreement.gamma.units import Continuum, Units, read_continuum
from annotator.domain.spans import Span
from annotator.errors import TooLarge

MOST_PAIRS = 4_000_000  # of two annotators' units: as many cells as several tables have
_TOGETHER = 8_000  # tuples that are packed in one go; more gains nothing


@dataclass(frozen=True, slots=True)
class AlignedSpans:
    """What belongs together: each annotator's span, or None for one who has none here.

    `disorder` is the mean dissimilarity over all pairs of annotators.
    """

    spans: Mapping[str, Span | None]
    disorder: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """A partition of all spans of a document that costs least, in the order of the text.

    `disorder` is the sum of the tuples' disorders over the mean number of spans an annotator
    has; it is None exactly where `reason` says why.
    """

    annotators: tuple[str, ...]
    tuples: tuple[AlignedSpans, ...]
    disorder: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The pairs of annotators' units in each of R tuples: (R, n (n - 1) / 2) each."""

    left: Ints
    right: Ints
    both: Bools  # whether both annotators have a unit in the tuple


def best_alignment(document: DocumentSpans, measure: Dissimilarity | None = None) -> Alignment:
    """Return the alignment of least disorder of one document; ties fall one way or the other.

    Undefined: NO_PAIRABLE_DOCUMENTS with fewer than two annotators, NO_SPANS without a span.

    >>> spans = {"ada": [Span(1, 5, "x")], "bo": [Span(2, 6, "x"), Span(30, 34, "x")]}
    >>> alignment = best_alignment(DocumentSpans(40, spans))
    >>> [[s and s.start for s in row.spans.values()] for row in alignment.tuples]
    [[1, 2], [None, 30]]
    >>> alignment.disorder  # (1/16 + 1) / 1.5
    0.7083333333333334
    """
    measure = measure or Dissimilarity()
    continuum = read_continuum(document)
    reason = undefined(continuum.units)
    if reason:
        return Alignment(continuum.annotators, (), None, reason)
    [rows] = aligned([continuum.units], measure)
    costs = disorders(continuum.units, rows, measure)
    disorder = float(costs.sum()) / continuum.units.mean_units()
    return Alignment(continuum.annotators, _shown(continuum, rows, costs), disorder, None)


def undefined(units: Units) -> Reason | None:
    """Return why there is nothing to align, or None."""
    if units.n_annotators < 2:
        return Reason.NO_PAIRABLE_DOCUMENTS
    return None if len(units) else Reason.NO_SPANS


def aligned(continua: Sequence[Units], measure: Dissimilarity) -> list[Ints]:
    """Return the best alignment of each continuum: the units of each tuple or NOBODY, (R, n).

    All continua have the same n >= 2 annotators. Every unit is in exactly one tuple.
    Raises TooLarge where there are too many tuples to compare.
    """
    if not continua:
        return []
    if continua[0].n_annotators == 2:
        return [_with_lone(units, _paired(units, measure)) for units in continua]
    found = [candidates(units, measure) for units in continua]
    rows: list[Ints] = []
    for batch in _batches([len(each.gain) for each in found]):
        rows += _packed([found[n] for n in batch], [len(continua[n]) for n in batch])
    return [_with_lone(units, packed) for units, packed in zip(continua, rows, strict=True)]


def pairs_of(rows: Ints) -> Pairs:
    """Return the pairs of units in each of R tuples."""
    first, second = np.array(list(combinations(range(rows.shape[1]), 2))).T
    left, right = rows[:, first], rows[:, second]
    return Pairs(left, right, (left != NOBODY) & (right != NOBODY))


def disorders(units: Units, rows: Ints, measure: Dissimilarity) -> Floats:
    """Return each tuple's disorder, the mean dissimilarity of its pairs of annotators: (R,)."""
    pairs = pairs_of(rows)
    apart = measure.combined(units, pairs.left, pairs.right)
    means: Floats = np.where(pairs.both, apart, measure.delta_empty).mean(axis=1)
    return means


def _paired(units: Units, measure: Dissimilarity) -> Ints:
    """Return which unit of one annotator goes with which of the other: (pairs, 2).

    Two lone units cost 2 delta_empty, so a pair that is not nearer is left apart. Raises
    TooLarge for more pairs than MOST_PAIRS.
    """
    first = int(units.counts()[0])
    if first * (len(units) - first) > MOST_PAIRS:
        raise TooLarge(
            f"Two annotators' units may have at most {MOST_PAIRS} pairs; "
            f"seen {first} and {len(units) - first} units."
        )
    one, other = np.arange(first), np.arange(first, len(units))
    apart = measure.combined(units, one[:, None], other)
    limit = 2 * measure.delta_empty
    left, right = linear_sum_assignment(np.minimum(apart, limit))
    near = apart[left, right] < limit
    return np.column_stack([one[left[near]], other[right[near]]])


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of positions whose sizes add up to about _TOGETHER, or are one greater."""
    run: list[int] = []
    for position, size in enumerate(sizes):
        if run and sum(sizes[n] for n in run) + size > _TOGETHER:
            yield run
            run = []
        run.append(position)
    yield run


def _packed(found: Sequence[Candidates], n_units: Sequence[int]) -> list[Ints]:
    """Return the chosen tuples of each of several continua, solved together."""
    offset = np.cumsum([0, *n_units])
    moved = [
        np.where(each.members == NOBODY, NOBODY, each.members + first)
        for each, first in zip(found, offset[:-1], strict=True)
    ]
    gain = np.concatenate([each.gain for each in found])
    taken = best_packing(np.concatenate(moved), gain, int(offset[-1]))
    parts = np.split(taken, np.cumsum([len(each.gain) for each in found])[:-1])
    return [each.members[part] for each, part in zip(found, parts, strict=True)]


def _with_lone(units: Units, rows: Ints) -> Ints:
    """Return the tuples and, after them, every unit that is in none as one of its own."""
    lone = np.setdiff1d(np.arange(len(units)), rows)
    alone = np.full((len(lone), units.n_annotators), NOBODY)
    alone[np.arange(len(lone)), units.annotator[lone]] = lone
    return np.concatenate([rows, alone])


def _shown(continuum: Continuum, rows: Ints, costs: Floats) -> tuple[AlignedSpans, ...]:
    spans = continuum.spans
    shown = [[spans[unit] if unit != NOBODY else None for unit in row] for row in rows.tolist()]
    order = sorted(range(len(shown)), key=lambda n: min(span for span in shown[n] if span))
    return tuple(
        AlignedSpans(dict(zip(continuum.annotators, shown[n], strict=True)), float(costs[n]))
        for n in order
    )
