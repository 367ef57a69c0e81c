"""Krippendorff's alpha from totals: nominal, with any distance, and unitized.

Every function takes any leading shape (...), so that a corpus, its documents and thousands of
resampled corpora are computed by the same line. NaN is "undefined".

References: K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of
Pennsylvania; K. Krippendorff (2004), "Content Analysis", 2nd ed., ch. 11; K. Krippendorff,
Y. Mathet, S. Bouvry, A. Widloecher (2016), "On the reliability of unitizing textual continua:
Further developments", Quality & Quantity 50.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.domain.agreement.arrays import Floats, divide


def nominal_alpha(values: ArrayLike, agreeing: ArrayLike) -> Floats:
    r"""Return Krippendorff's alpha where two values are either equal or not.

    With the coincidences o_ck = sum over units u of n_uc (n_uk - [c = k]) / (m_u - 1), where
    m_u >= 2 annotators gave unit u a value and n_uc of them the value c:

        n_c = sum_k o_ck,   n = sum_c n_c
        alpha = 1 - (n - 1) * sum_c (n_c - o_cc) / sum_c n_c (n - n_c)

    Parameters: `values` n_c and `agreeing` o_cc, (..., q). Returns (...).
    Undefined where all values are equal or there are none.

    Examples: of 10 characters one annotator marked the first 5, the other the first 4; of the
    20 values 9 are "marked", and 8 of these meet another one.

    >>> float(nominal_alpha([11, 9], [10, 8]))
    0.8080808080808081
    >>> float(nominal_alpha([20, 0], [20, 0]))
    nan
    """
    n_c, o_cc = np.asarray(values, dtype=float), np.asarray(agreeing, dtype=float)
    n = n_c.sum(axis=-1)
    differing = (n_c - o_cc).sum(axis=-1)
    expected = (n_c * (n[..., None] - n_c)).sum(axis=-1)
    return 1 - divide((n - 1) * differing, expected)


def distance_alpha(values: ArrayLike, observed: ArrayLike, distances: ArrayLike) -> Floats:
    r"""Return Krippendorff's alpha with a distance d(c, k) between two values.

        alpha = 1 - (n - 1) * sum o_ck d(c, k) / sum n_c n_k d(c, k)

    d is used as it is, not squared: interval alpha needs the squared difference as its d.

    Parameters: `values` n_c, (..., q); `observed` is sum o_ck d(c, k), each two annotators'
    distance counted twice and weighed by 1 / (m_u - 1), (...); `distances` d, (q, q).
    Undefined where no two values that occur are at a distance.

    >>> float(distance_alpha([10, 10], 0.0, [[0, 1], [1, 0]]))
    1.0
    """
    n_c = np.asarray(values, dtype=float)
    expected = ((n_c @ np.asarray(distances, dtype=float)) * n_c).sum(axis=-1)
    return 1 - divide((n_c.sum(axis=-1) - 1) * np.asarray(observed, dtype=float), expected)


def unitized_alpha(
    values: ArrayLike, marked: ArrayLike, both: ArrayLike, squares: ArrayLike
) -> Floats:
    r"""Return Krippendorff's unitized alpha of one label: is a stretch under it or not?

    As alpha on characters, but chance moves whole stretches, not characters one by one. With
    the lengths l_ck on which values coincide, n = values, n_1 = marked, n_0 = n - n_1,
    o_10 = n_1 - both, and S the sum of the squared lengths of the marked stretches:

        u_alpha = 1 - o_10 * (n^2 - (S + n_0)) / (n * n_0 * n_1)

    which is the family's closed form for a single value beside gaps; gaps are taken apart
    into units of length 1. On many documents it equals alpha; they differ where one stretch is
    a large part of all text.

    Parameters: (...) each. Undefined where nothing or everything is marked.

    >>> float(unitized_alpha(20, 9, 8, 25 + 16).round(4))
    0.8242
    """
    n, n_1 = np.asarray(values, dtype=float), np.asarray(marked, dtype=float)
    n_0, differing = n - n_1, n_1 - np.asarray(both, dtype=float)
    alike = divide(np.asarray(squares, dtype=float) + n_0, n)
    return 1 - divide(differing * (n - alike), n_0 * n_1)


def interval_distances(values: ArrayLike) -> Floats:
    """Return (c - k)^2 of each two of q numbers: (q,) -> (q, q).

    >>> interval_distances([1, 3]).tolist()
    [[0.0, 4.0], [4.0, 0.0]]
    """
    numbers = np.asarray(values, dtype=float)
    squared: Floats = (numbers[:, None] - numbers[None, :]) ** 2
    return squared


def ratio_distances(values: ArrayLike) -> Floats:
    """Return ((c - k) / (c + k))^2 of each two of q numbers >= 0: (q,) -> (q, q).

    >>> ratio_distances([1, 3]).tolist()
    [[0.0, 0.25], [0.25, 0.0]]
    """
    numbers = np.asarray(values, dtype=float)
    total = numbers[:, None] + numbers[None, :]
    squared: Floats = (np.sqrt(interval_distances(numbers)) / np.where(total == 0, 1, total)) ** 2
    return squared


def ordinal_distances(values: ArrayLike) -> Floats:
    """Return the ordinal distance of each two of q ranked values that occur n_c times.

    The squared number of values between two ranks, each end counted half: (q,) -> (q, q).

    >>> ordinal_distances([2, 4, 2]).tolist()
    [[0.0, 9.0, 36.0], [9.0, 0.0, 9.0], [36.0, 9.0, 0.0]]
    """
    n_c = np.asarray(values, dtype=float)
    return interval_distances(np.cumsum(n_c) - n_c / 2)
