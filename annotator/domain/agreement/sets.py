"""Distances between sets, of labels or of an attribute's options."""

from __future__ import annotations

import numpy as np

from annotator.domain.agreement.arrays import Bools, Floats


def jaccard_distances(sets: Bools) -> Floats:
    r"""Return the Jaccard distance of each two of U sets: members (U, K) -> (U, U).

        d(S, T) = 1 - |S & T| / |S | T|

    d is 0 for two empty sets and 1 for an empty and another. It is a metric.

    >>> jaccard_distances(np.array([[False, False], [True, False], [True, True]])).tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 0.5], [1.0, 0.5, 0.0]]
    """
    shared, union = _shared_and_union(sets)
    distances: Floats = (union - shared) / np.maximum(union, 1)
    return distances


def masi_distances(sets: Bools) -> Floats:
    r"""Return the MASI distance of each two of U sets: members (U, K) -> (U, U).

        d(S, T) = 1 - M * |S & T| / |S | T|

    with M = 1 for equal sets, 2/3 where one contains the other, 1/3 where they overlap, and 0
    where they are disjoint. d is 0 for two empty sets and 1 for an empty and another.

    Reference: R. Passonneau (2006), "Measuring agreement on set-valued items for semantic and
    pragmatic annotation", LREC. The thirds are exact; NLTK rounds them to .67 and .33.

    >>> masi_distances(np.array([[True, True], [True, False], [False, True]])).round(3).tolist()
    [[0.0, 0.667, 0.667], [0.667, 0.0, 1.0], [0.667, 1.0, 0.0]]
    """
    shared, union = _shared_and_union(sets)
    # In ninths of nothing lost: one division of whole numbers, so that equal sets are exactly 0.
    weight = 3 - monotonicity(sets)
    distances: Floats = (3 * union - weight * shared) / np.maximum(3 * union, 1)
    return distances


def passonneau_distances(sets: Bools) -> Floats:
    """Return the distance of Passonneau (2004) of each two of U sets: members (U, K) -> (U, U).

    0 for equal sets, 1/3 where one contains the other, 2/3 where they overlap, 1 where they are
    disjoint; the empty set is contained in every other. The older distance of DKPro Agreement.

    Reference: R. Passonneau (2004), "Computing reliability for coreference annotation", LREC.

    >>> passonneau_distances(np.array([[False, False], [True, False]])).round(3).tolist()
    [[0.0, 0.333], [0.333, 0.0]]
    """
    distances: Floats = monotonicity(sets) / 3
    return distances


def monotonicity(sets: Bools) -> Floats:
    """Return 0 for equal sets, 1 where one contains the other, 2 for overlap, 3 for disjoint."""
    shared, union = _shared_and_union(sets)
    sizes = sets.sum(axis=1).astype(np.float64)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    conditions = [shared == union, shared == smaller, shared > 0]
    return np.select(conditions, [0.0, 1.0, 2.0], 3.0)


def _shared_and_union(sets: Bools) -> tuple[Floats, Floats]:
    members = sets.astype(np.float64)
    shared = members @ members.T
    sizes = members.sum(axis=1)
    return shared, sizes[:, None] + sizes[None, :] - shared
