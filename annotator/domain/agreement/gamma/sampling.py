"""Continua as chance would make them, from the units of a real one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints, ragged
from annotator.domain.agreement.gamma.units import Continuum, Units

_SHORTEST = 1e-6  # a sampled unit's length, as in pygamma-agreement


class Sampler(StrEnum):
    """How a chance continuum is made; gamma depends on it, so always show which.

    SHUFFLE is that of the paper (sec. 5.2): each sampled annotator is a real one drawn with
    replacement, whose units are all moved by one pivot, those that would begin beyond the
    text's end coming back in at its start. Pivots are whole numbers, uniform over the text,
    at least half a mean unit from one another as long as there is room.

    STATISTICAL is the default of pygamma-agreement: the number of an annotator's units, the
    gaps between them and their lengths are drawn from normal distributions with the
    document's means and standard deviations, the labels from their shares.
    """

    SHUFFLE = "shuffle"
    STATISTICAL = "statistical"


def sampled(continuum: Continuum, sampler: Sampler, rng: np.random.Generator) -> Units:
    """Return one chance continuum with as many annotators and with at least one unit.

    `continuum` must have a unit.
    """
    if sampler is Sampler.STATISTICAL:
        return _statistical(continuum, rng)
    sample = _shuffled(continuum, rng)
    while not len(sample):
        sample = _shuffled(continuum, rng)
    return sample


def _shuffled(continuum: Continuum, rng: np.random.Generator) -> Units:
    units, n = continuum.units, continuum.units.n_annotators
    drawn = rng.integers(n, size=n)
    pivots = _pivots(continuum.length, float((units.end - units.start).mean()) / 2, n, rng)
    count = units.counts()
    rows = ragged((np.cumsum(count) - count)[drawn], count[drawn])
    owner = np.repeat(np.arange(n), count[drawn])
    start = units.start[rows] + pivots[owner]
    back = np.where(start > continuum.length, continuum.length, 0)
    end = units.end[rows] + pivots[owner]
    return Units(n, owner, start - back, end - back, units.label[rows])


def _pivots(length: int, distance: float, n: int, rng: np.random.Generator) -> Floats:
    """Return n whole numbers of [0, length), `distance` apart as long as there is room."""
    pivots: list[int] = []
    free = [(0.0, float(length))]
    for _ in range(n):
        room = free or [(0.0, float(length))]
        widths = np.array([end - start for start, end in room])
        start, end = room[rng.choice(len(room), p=widths / widths.sum())]
        pivot = int(rng.uniform(start, end))
        pivots.append(pivot)
        free = _without(free, pivot - distance, pivot + distance)
    return np.array(pivots, dtype=np.float64)


def _without(
    stretches: list[tuple[float, float]], start: float, end: float
) -> list[tuple[float, float]]:
    """Return the stretches less what of them lies in (start, end)."""
    parts = [part for a, b in stretches for part in ((a, min(b, start)), (max(a, end), b))]
    return [(a, b) for a, b in parts if a < b]


@dataclass(frozen=True, slots=True, eq=False)
class _Statistics:
    """Means and (population) standard deviations of a continuum, and its labels' shares."""

    count: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: Floats


def _statistics(units: Units) -> _Statistics:
    return _Statistics(
        _mean_and_deviation(units.counts()),
        _mean_and_deviation(_gaps(units)),
        _mean_and_deviation(units.end - units.start),
        np.bincount(units.label) / len(units),
    )


def _gaps(units: Units) -> Floats:
    """Return the gaps before each annotator's units, in the order of the text.

    A first unit's gap is its distance from the text's start, where it does not begin there;
    units that overlap have a negative one. The one 0 at the front is pygamma-agreement's, for
    a continuum of one unit.
    """
    first = np.diff(units.annotator, prepend=-1) > 0
    before = np.where(first, 0, np.roll(units.end, 1))
    gaps = units.start - before
    return np.concatenate([[0.0], gaps[~first | (gaps > 0)]])


def _mean_and_deviation(values: Floats | Ints) -> tuple[float, float]:
    return float(values.mean()), float(values.std())


def _statistical(continuum: Continuum, rng: np.random.Generator) -> Units:
    units = continuum.units
    known = _statistics(units)
    count = np.abs(rng.normal(*known.count, size=units.n_annotators).astype(np.int64))
    count[0] = max(1, count[0])  # so that no sample is empty
    total = int(count.sum())
    gap = rng.normal(*known.gap, size=total)
    length = np.maximum(np.abs(rng.normal(*known.length, size=total)), _SHORTEST)
    owner = np.repeat(np.arange(units.n_annotators), count)
    end = np.cumsum(gap + length)
    ends_before = np.concatenate([[0.0], end])[np.cumsum(count) - count]
    end -= ends_before[owner]
    labels = rng.choice(len(known.labels), size=total, p=known.labels)
    return Units(units.n_annotators, owner, end - length, end, labels)
