"""Span F1: do two annotators mark the same units?"""

from __future__ import annotations

import numpy as np

from annotator.domain.agreement.corpus import Ints
from annotator.domain.agreement.data import Reason


def mean_f1(matched: Ints, spans: Ints) -> float | Reason:
    r"""Return the mean over annotator pairs of the F1 of their spans.

    With TP = the pair's `matched` spans and N_a + N_b = its `spans`, each summed over the
    documents both completed:

        F1(a, b) = 2 * TP / (N_a + N_b)

    Parameters: one number for each annotator pair, (pairs,). A pair that marked no span at all
    has no F1 and does not enter the mean.

    Undefined: NO_SPANS where no pair marked a span.

    Reference: G. Hripcsak, A. Rothschild (2005), "Agreement, the F-measure, and reliability in
    information retrieval", JAMIA 12(3).

    >>> mean_f1(np.array([2, 1, 0]), np.array([4, 4, 0]))
    0.75
    >>> mean_f1(np.array([0]), np.array([0]))
    <Reason.NO_SPANS: 'no_spans'>
    """
    defined = spans > 0
    if not defined.any():
        return Reason.NO_SPANS
    return float(np.mean(2 * matched[defined] / spans[defined]))
