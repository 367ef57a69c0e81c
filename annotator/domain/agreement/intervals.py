"""Intervals by document: what the figure could be for other documents of the kind.

Documents are resampled, never characters: those of one text depend on one another, and
intervals that ignore it are five to ten times too narrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr, stdtr, stdtrit

from annotator.domain.agreement.arrays import Floats
from annotator.domain.agreement.data import Interval, Reason
from annotator.errors import InvalidInput

FEWEST = 5
JACKKNIFE_BELOW = 50  # where percentiles of few documents cover too little
BATCH = 64
MARGIN = 4  # standard deviations of the sum of Poisson counts below what it shall be
MOST_DRAWN = 40  # more of one document are less likely than a float can say
UNSURE = 255


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are made: the seed, how many bootstraps, the level, and a threshold.

    Raises InvalidInput for fewer than 100 bootstraps or a level outside (0, 1).

    >>> Resampling(seed=7).replicates
    2000
    """

    seed: int
    replicates: int = 2_000
    level: float = 0.95
    threshold: float | None = None

    def __post_init__(self) -> None:
        if self.replicates < 100 or not 0 < self.level < 1:
            raise InvalidInput(
                "Resampling needs 100 replicates or more and a level between 0 and 1; "
                f"seen {self.replicates} and {self.level}."
            )


def weights(n_documents: int, resampling: Resampling) -> Iterator[Floats]:
    """Yield weights of documents, some replicates at a time: (replicates, documents).

    Below 5 documents none; below 50 each document is left out once; from 50 on documents are
    drawn with replacement, as many as there are: each row is exactly multinomial.

    >>> [w.tolist() for w in weights(5, Resampling(seed=1))][0][0]
    [0.0, 1.0, 1.0, 1.0, 1.0]
    """
    if FEWEST <= n_documents < JACKKNIFE_BELOW:
        yield 1 - np.eye(n_documents)
    elif n_documents >= JACKKNIFE_BELOW:
        random = np.random.default_rng(resampling.seed)
        for first in range(0, resampling.replicates, BATCH):
            yield _drawn(random, min(BATCH, resampling.replicates - first), n_documents)


def _drawn(random: np.random.Generator, replicates: int, n_documents: int) -> Floats:
    """Return how often each of n documents is among n drawn: (replicates, n).

    Independent Poisson counts are, given their sum, multinomial; and they cost a tenth of
    drawing one by one. So most are drawn as such, of a rate that leaves their sum just below n,
    and the few that are then missing one by one. A row whose sum is beyond n is drawn anew,
    which depends on nothing but the sum.
    """
    rate = 1 - MARGIN / np.sqrt(n_documents)
    found = _poisson(random, rate, (replicates, n_documents))
    missing = n_documents - found.sum(axis=1).astype(np.int64)
    while len(beyond := np.flatnonzero(missing < 0)):
        found[beyond] = _poisson(random, rate, (len(beyond), n_documents))
        missing[beyond] = n_documents - found[beyond].sum(axis=1).astype(np.int64)
    first = np.repeat(np.arange(replicates) * n_documents, missing)
    np.add.at(found.reshape(-1), first + random.integers(n_documents, size=len(first)), 1.0)
    return found


def _poisson(random: np.random.Generator, rate: float, shape: tuple[int, int]) -> Floats:
    """Return Poisson counts by their distribution's inverse, a random byte for most of them.

    A byte b stands for the numbers from b / 256 to (b + 1) / 256. Where these have more than
    one count, a further random number says which.
    """
    size = shape[0] * shape[1]
    limits = pdtr(np.arange(MOST_DRAWN), rate)  # the probability of that many or fewer
    edges = np.arange(257) / 256
    low = np.searchsorted(limits, edges[:-1], side="right")
    high = np.searchsorted(limits, edges[1:], side="left")
    table = np.where(low == high, low, UNSURE).astype(np.uint8)
    drawn = random.bit_generator.random_raw(-(-size // 8)).astype("<u8").view(np.uint8)[:size]
    counts = np.frombuffer(drawn.tobytes().translate(table.tobytes()), dtype=np.uint8)
    found = counts.astype(np.float64)
    unsure = np.flatnonzero(counts == UNSURE)
    exact = (drawn[unsure] + random.random(len(unsure))) / 256
    found[unsure] = np.searchsorted(limits, exact, side="right")
    return found.reshape(shape)


def interval(
    value: float, replicates: Floats, n_documents: int, resampling: Resampling
) -> Interval | Reason:
    r"""Return the interval of one figure from its replicates, or why there is none.

    Jackknife of D documents, with v_d the figure without document d and v their mean:

        s^2 = (D - 1) / D * sum_d (v_d - v)^2,   value -+ t(D - 1) * s

    Bootstrap: the percentiles of the replicates. In both, replicates that are undefined are
    skipped and counted. The interval is not cut to a figure's range but at 1, which no
    coefficient can exceed. `p_below` comes from Student's t, or from the replicates.

    References: B. Efron, R. Tibshirani (1993), "An Introduction to the Bootstrap", ch. 11, 13.

    >>> left_out = np.array([0.5, 0.6, 0.7, 0.6, 0.6])
    >>> found = interval(0.6, left_out, 5, Resampling(seed=1, threshold=0.6))
    >>> found.method, round(found.low, 3), found.p_below
    ('jackknife', 0.249, 0.5)
    """
    if np.isnan(value):
        return Reason.NO_FIGURE
    if n_documents < FEWEST:
        return Reason.TOO_FEW_DOCUMENTS
    kept = replicates[~np.isnan(replicates)]
    if len(kept) < max(FEWEST, len(replicates) / 2):
        return Reason.TOO_FEW_REPLICATES
    is_jackknife = n_documents < JACKKNIFE_BELOW
    low, high, p_below = (_jackknife if is_jackknife else _bootstrap)(value, kept, resampling)
    return Interval(
        low=low,
        high=min(1.0, high),
        level=resampling.level,
        method="jackknife" if is_jackknife else "bootstrap",
        n_replicates=len(replicates),
        n_skipped=len(replicates) - len(kept),
        threshold=resampling.threshold,
        p_below=p_below,
    )


def _jackknife(
    value: float, kept: Floats, resampling: Resampling
) -> tuple[float, float, float | None]:
    n = len(kept)
    spread = float(np.sqrt((n - 1) / n * ((kept - kept.mean()) ** 2).sum()))
    reach = float(stdtrit(n - 1, (1 + resampling.level) / 2)) * spread
    threshold, p_below = resampling.threshold, None
    if threshold is not None:
        distance = threshold - value
        p_below = float(stdtr(n - 1, distance / spread)) if spread else float(distance > 0)
    return value - reach, value + reach, p_below


def _bootstrap(
    _value: float, kept: Floats, resampling: Resampling
) -> tuple[float, float, float | None]:
    tail = (1 - resampling.level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail]).tolist()
    threshold = resampling.threshold
    return low, high, None if threshold is None else float(np.mean(kept < threshold))
