"""Span F1: do two annotators mark the same units?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.domain.agreement.arrays import Floats, divide


def f1(matched: ArrayLike, compared: ArrayLike) -> Floats:
    r"""Return F1 of two sets of which some members match one to one.

    With TP matches and N_a + N_b = `compared` members, each summed over documents first:

        F1 = 2 * TP / (N_a + N_b)

    Parameters: any shape. Undefined where both sets are empty; 0 where one of them is.

    Reference: G. Hripcsak, A. Rothschild (2005), "Agreement, the F-measure, and reliability in
    information retrieval", JAMIA 12(3).

    >>> f1([2, 0, 0], [4, 4, 0]).tolist()
    [1.0, 0.0, nan]
    """
    return divide(2 * np.asarray(matched, dtype=float), np.asarray(compared, dtype=float))


def mean_f1(matched: ArrayLike, compared: ArrayLike) -> Floats:
    """Return the mean of F1 over annotator pairs, the first axis: (pairs, ...) -> (...).

    A pair that marked no span at all has no F1 and does not enter the mean. Undefined where no
    pair marked a span.

    >>> float(mean_f1([2, 1, 0], [4, 4, 0]))
    0.75
    """
    by_pair = f1(matched, compared)
    defined = ~np.isnan(by_pair)
    return divide(np.where(defined, by_pair, 0).sum(axis=0), defined.sum(axis=0).astype(float))
