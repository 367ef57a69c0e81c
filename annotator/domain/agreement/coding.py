"""Values that annotators gave to units known beforehand, counted for the coefficients."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, divide


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """Who gave which of q values to each of N units; an annotator may miss units.

    >>> coding = read_coding([["a", "a"], ["a", "b"], ["b", None]], ["a", "b"])
    >>> coding.values().tolist(), coding.agreeing().tolist()
    ([3.0, 1.0], [2.0, 0.0])
    """

    given: Floats  # (R, N, q) 1 where annotator r gave unit u the value c, else 0

    def counts(self) -> Floats:
        """Return how many gave each unit each value, n_uc: (N, q)."""
        found: Floats = self.given.sum(axis=0)
        return found

    def pairable(self) -> Floats:
        """Return the counts of the units that two or more valued."""
        counts = self.counts()
        found: Floats = counts[counts.sum(axis=1) > 1]
        return found

    def values(self) -> Floats:
        """Return how often each value occurs in pairable units, n_c: (q,)."""
        found: Floats = self.pairable().sum(axis=0)
        return found

    def coincidences(self) -> Floats:
        """Return Krippendorff's coincidences o_ck: (q, q)."""
        counts = self.pairable()
        weighed = counts / (counts.sum(axis=1, keepdims=True) - 1)
        found: Floats = counts.T @ weighed - np.diag(weighed.sum(axis=0))
        return found

    def agreeing(self) -> Floats:
        """Return the coincidences of equal values, o_cc: (q,)."""
        return np.diag(self.coincidences())

    def disagreement(self) -> float:
        """Return the mean over pairable units of the share of annotator pairs that differ."""
        counts = self.pairable()
        m = counts.sum(axis=1)
        equal = (counts * (counts - 1)).sum(axis=1)
        return float(np.mean(1 - divide(equal, m * (m - 1))))

    def shares(self) -> Floats:
        """Return the mean over all valued units of each value's share, pi_c: (q,)."""
        counts = self.counts()
        m = counts.sum(axis=1, keepdims=True)
        found: Floats = (counts[m[:, 0] > 0] / m[m[:, 0] > 0]).mean(axis=0)
        return found

    def shares_by_annotator(self) -> Floats:
        """Return each annotator's shares of the values, p_rc: (R, q)."""
        own = self.given.sum(axis=1)
        return divide(own, own.sum(axis=1, keepdims=True))

    def table(self) -> Floats:
        """Return the joint counts of the first two annotators over units both valued: (q, q)."""
        found: Floats = self.given[0].T @ self.given[1]
        return found


def read_coding(units: Sequence[Sequence[Hashable]], values: Sequence[Hashable]) -> Coding:
    """Return units, each with one value per annotator, as a coding; None is a missing value.

    `values` fixes the order of the q values, for instance their ranks.
    """
    number = {value: n for n, value in enumerate(values)}
    n_raters = max(map(len, units), default=0)
    given = np.zeros((n_raters, len(units), len(values)))
    for u, unit in enumerate(units):
        for r, value in enumerate(unit):
            if value is not None:
                given[r, u, number[value]] = 1
    return Coding(given)
