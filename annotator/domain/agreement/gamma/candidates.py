"""The tuples of units that a best alignment may hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Bools, Floats, Ints, ragged
from annotator.domain.agreement.gamma.dissimilarity import Dissimilarity
from annotator.domain.agreement.gamma.units import Units
from annotator.errors import TooLarge

MOST_TUPLES = 500_000
"""More tuples than this are not compared; about seven annotators with thirty units each."""

_CELLS = 1_000_000  # of a matrix of distances that is held at a time

NOBODY = -1
"""Stands in a tuple for the unit of an annotator who has none in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """T tuples of two or more units that are worth more together than each unit alone.

    `members` names each annotator's unit or NOBODY, (T, n); `gain` is what the tuple saves,
    (T,), in dissimilarity summed over the n (n - 1) / 2 pairs of annotators.
    """

    members: Ints
    gain: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Grown:
    """Tuples over the annotators seen so far, and each member's distance to its fellows."""

    members: Ints  # (T, n)
    apart: Floats  # (T, n)
    size: Ints  # (T,)

    def at(self, rows: Ints | Bools) -> _Grown:
        return _Grown(self.members[rows], self.apart[rows], self.size[rows])

    def joined(self, other: _Grown) -> _Grown:
        return _Grown(
            np.concatenate([self.members, other.members]),
            np.concatenate([self.apart, other.apart]),
            np.concatenate([self.size, other.size]),
        )


def candidates(units: Units, measure: Dissimilarity) -> Candidates:
    r"""Return every tuple that a cheapest partition of the units may need besides lone units.

    With P = n (n - 1) / 2 pairs of annotators, k units in a tuple T and s_u(T) the sum of the
    unit u's dissimilarities to the others, taking u out of T changes the whole cost by
    (P + k - 1) delta_empty - s_u(T). A tuple in which this is not positive for some u is
    never needed, so that leaving it out is exact. Tuples grow annotator by annotator, and one
    is given up once not even the annotators still to come could save it.

        gain(T) = k P delta_empty - sum of d over its pairs - (P - k (k - 1) / 2) delta_empty

    Raises TooLarge for more than MOST_TUPLES on the way.
    """
    n = units.n_annotators
    grown = _Grown(np.empty((0, n), dtype=np.int64), np.empty((0, n)), np.empty(0, dtype=np.int64))
    for annotator in range(n):
        joined = grown.joined(_extended(units, measure, grown, annotator))
        still = joined.joined(_alone(units, annotator))
        to_come = n - 1 - annotator
        grown = still.at(still.apart.max(axis=1) < _bound(n, still.size + to_come, measure))
    return _with_gain(grown.at(grown.size > 1), n, measure)


def _bound(n: int, size: Ints, measure: Dissimilarity) -> Floats:
    limits = (n * (n - 1) / 2 + size - 1) * measure.delta_empty
    return np.asarray(limits, dtype=np.float64)


def _alone(units: Units, annotator: int) -> _Grown:
    own = np.flatnonzero(units.annotator == annotator)
    members = np.full((len(own), units.n_annotators), NOBODY)
    members[:, annotator] = own
    return _Grown(members, np.zeros(members.shape), np.ones(len(own), dtype=np.int64))


def _extended(units: Units, measure: Dissimilarity, grown: _Grown, annotator: int) -> _Grown:
    """Return each tuple with each unit of the next annotator that is near its first member."""
    if not len(grown.size):
        return grown
    first = grown.members[np.arange(len(grown.size)), (grown.members != NOBODY).argmax(axis=1)]
    count, neighbours = _near(units, measure, annotator)
    _require_few(int(count[first].sum()))
    rows = np.repeat(np.arange(len(first)), count[first])
    added = neighbours[ragged((np.cumsum(count) - count)[first], count[first])]
    return _with_added(units, measure, grown.at(rows), annotator, added)


def _with_added(
    units: Units, measure: Dissimilarity, grown: _Grown, annotator: int, added: Ints
) -> _Grown:
    earlier = grown.members[:, :annotator]
    apart = measure.combined(units, added[:, None], earlier)
    apart[earlier == NOBODY] = 0
    grown.apart[:, :annotator] += apart
    grown.apart[:, annotator] = apart.sum(axis=1)
    grown.members[:, annotator] = added
    return _Grown(grown.members, grown.apart, grown.size + 1)


def _near(units: Units, measure: Dissimilarity, annotator: int) -> tuple[Ints, Ints]:
    """Return how many units of an annotator are near each earlier one's, and which these are.

    Two are near when a tuple of n may still hold both.
    """
    n = units.n_annotators
    own = np.flatnonzero(units.annotator == annotator)
    earlier = np.flatnonzero(units.annotator < annotator)
    limit = _bound(n, np.array(n), measure)
    step = max(1, _CELLS // max(1, len(own)))
    blocks = [
        measure.combined(units, earlier[at : at + step, None], own) < limit
        for at in range(0, len(earlier), step)
    ]
    count = np.concatenate([block.sum(axis=1) for block in blocks])
    return count, own[np.concatenate([np.nonzero(block)[1] for block in blocks])]


def _with_gain(grown: _Grown, n: int, measure: Dissimilarity) -> Candidates:
    pairs = n * (n - 1) / 2
    saved = (grown.size - 1) * pairs + grown.size * (grown.size - 1) / 2
    gain = saved * measure.delta_empty - grown.apart.sum(axis=1) / 2
    return Candidates(grown.members[gain > 0], gain[gain > 0])


def _require_few(tuples: int) -> None:
    if tuples > MOST_TUPLES:
        raise TooLarge(
            f"Gamma compares at most {MOST_TUPLES} tuples of units on one document; "
            f"seen {tuples}. Compare fewer annotators."
        )
