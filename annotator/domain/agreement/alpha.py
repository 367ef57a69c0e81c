"""Krippendorff's alpha on characters: of one label, and of label sets.

Reference: K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of
Pennsylvania; K. Krippendorff (2004), "Content Analysis", 2nd ed., ch. 11. For sets:
R. Passonneau (2006), "Measuring agreement on set-valued items", LREC.
"""

from __future__ import annotations

import numpy as np

from annotator.domain.agreement.corpus import Bools, Floats
from annotator.domain.agreement.data import Reason


def alpha_of_label(values: int, marked: int, both_marked: float) -> float | Reason:
    r"""Return Krippendorff's nominal alpha of one label: is a character under it or not?

    With the annotators' values as coincidences o_ck (each pair of values in a document of m
    annotators weighs 1 / (m - 1)), n = `values`, n_1 = `marked`, o_11 = `both_marked`:

        alpha = 1 - (n - 1) * o_10 / (n_1 * (n - n_1)),   o_10 = n_1 - o_11

    Parameters: `values` is the sum of m_d * n_d over the documents that two or more completed,
    `marked` the sum of all L_a, `both_marked` the sum of 2 * I_ab / (m_d - 1), in characters.
    All documents are pooled; alphas of documents are never averaged.

    Undefined: NO_SPANS where nothing is marked, NO_VARIATION where everything is.

    Examples: of 10 characters one annotator marked the first 5, the other the first 4.

    >>> alpha_of_label(20, 9, 8.0)
    0.8080808080808081
    >>> alpha_of_label(20, 0, 0.0)
    <Reason.NO_SPANS: 'no_spans'>
    """
    if marked == 0:
        return Reason.NO_SPANS
    if marked == values:
        return Reason.NO_VARIATION
    differing = marked - both_marked
    return 1 - (values - 1) * differing / (marked * (values - marked))


def alpha_of_sets(characters: Floats, distances: Floats, observed: float) -> float | Reason:
    r"""Return Krippendorff's alpha where each character's value is a set of labels.

    With the distance d(c, k) of two sets, used as it is, not squared:

        alpha = 1 - (n - 1) * sum o_ck d(c, k) / sum n_c n_k d(c, k)

    Parameters: `characters` holds n_c for each of U sets, the first of them the empty one,
    (U,); `distances` is d, (U, U); `observed` is sum o_ck d(c, k), each two annotators' summed
    distance counted twice and weighed by 1 / (m_d - 1).

    Undefined: NO_SPANS where only the empty set occurs, NO_VARIATION where only one other does.

    Examples: of 10 characters both marked the first 5 as one label and the rest not at all.

    >>> sets = np.array([[False], [True]])
    >>> alpha_of_sets(np.array([10.0, 10.0]), jaccard_distances(sets), 0.0)
    1.0
    """
    if not characters[1:].any():
        return Reason.NO_SPANS
    if np.count_nonzero(characters) == 1:
        return Reason.NO_VARIATION
    expected = float(characters @ distances @ characters)
    return 1 - (float(characters.sum()) - 1) * observed / expected


def jaccard_distances(sets: Bools) -> Floats:
    r"""Return the Jaccard distance of each two of U label sets: (U, labels) -> (U, U).

        d(S, T) = 1 - |S & T| / |S | T|

    d is 0 for two empty sets and 1 for an empty and another.

    >>> jaccard_distances(np.array([[False, False], [True, False], [True, True]])).tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 0.5], [1.0, 0.5, 0.0]]
    """
    members = sets.astype(np.float64)
    shared = members @ members.T
    sizes = members.sum(axis=1)
    union = sizes[:, None] + sizes[None, :] - shared
    distances: Floats = (union - shared) / np.maximum(union, 1)
    return distances
