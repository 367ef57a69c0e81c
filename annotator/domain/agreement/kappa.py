"""Agreement corrected for chance: the kappas, Scott's pi, Bennett's S, Gwet's AC1.

Every function takes any leading shape (...); NaN is "undefined". They are written in terms of
disagreement, 1 - p, because rare labels leave p so near to 1 that its last digits are lost.

Reference: R. Artstein, M. Poesio (2008), "Inter-coder agreement for computational
linguistics", Computational Linguistics 34(4).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.domain.agreement.arrays import Floats, divide


def percent_agreement(differing: ArrayLike, compared: ArrayLike) -> Floats:
    """Return the share of compared values that are equal; undefined where none are.

    Not corrected for chance: where spans cover little text it is near 1 by construction. To be
    shown only with the prevalence of the label.

    >>> float(percent_agreement(2, 10))
    0.8
    """
    return 1 - divide(np.asarray(differing, dtype=float), np.asarray(compared, dtype=float))


def cohen_kappa(table: ArrayLike, distances: ArrayLike | None = None) -> Floats:
    r"""Return Cohen's kappa of two annotators, (p_o - p_e) / (1 - p_e).

    With the joint counts t_ck, row sums r_c, column sums s_k, N = sum t and the distance d
    (0 or 1; another d makes the weighted kappa):

        kappa = 1 - N * sum d_ck t_ck / sum d_ck r_c s_k

    Parameters: `table` t, (..., q, q); `distances` d, (q, q). Returns (...).
    Undefined where both gave one and the same value only. It is 0 where one of them gave only
    one value, however much they differ.

    References: J. Cohen (1960), "A coefficient of agreement for nominal scales", EPM 20;
    J. Cohen (1968), "Weighted kappa", Psychological Bulletin 70.

    >>> float(cohen_kappa([[45, 15], [25, 15]]).round(4))
    0.1304
    """
    t = np.asarray(table, dtype=float)
    d = 1 - np.eye(t.shape[-1]) if distances is None else np.asarray(distances, dtype=float)
    rows, columns = t.sum(axis=-1), t.sum(axis=-2)
    expected = (d * rows[..., :, None] * columns[..., None, :]).sum(axis=(-2, -1))
    return 1 - divide(t.sum(axis=(-2, -1)) * (d * t).sum(axis=(-2, -1)), expected)


def fleiss_kappa(disagreement: ArrayLike, shares: ArrayLike) -> Floats:
    r"""Return Fleiss' kappa; of two annotators it is Scott's pi.

    With D_o = 1 - P, the mean over items of the share of annotator pairs that differ, and q_c
    the share of value c among all values:

        kappa = 1 - D_o / sum_c q_c (1 - q_c)

    Parameters: `disagreement` D_o, (...); `shares` q_c, (..., q). It is defined for items that
    all have values of equally many annotators. Undefined where all values are equal.

    References: W. Scott (1955), "Reliability of content analysis", POQ 19; J. Fleiss (1971),
    "Measuring nominal scale agreement among many raters", Psychological Bulletin 76.

    >>> float(fleiss_kappa(0.3, [0.35, 0.65]).round(4))
    0.3407
    """
    q = np.asarray(shares, dtype=float)
    return 1 - divide(np.asarray(disagreement, dtype=float), (q * (1 - q)).sum(axis=-1))


def bennett_s(disagreement: ArrayLike, n_values: int) -> Floats:
    """Return Bennett's S: chance is 1 / q for each of q values. Undefined for one value.

    Reference: E. Bennett, R. Alpert, A. Goldstein (1954), "Communications through
    limited-response questioning", POQ 18.

    >>> float(bennett_s(0.3, 2))
    0.4
    """
    expected = np.asarray(1 - 1 / n_values)
    return 1 - divide(np.asarray(disagreement, dtype=float), expected)


def conger_kappa(disagreement: ArrayLike, shares: ArrayLike) -> Floats:
    r"""Return Conger's kappa, Cohen's for R annotators: chance keeps each one's own shares.

    With p_rc annotator r's share of value c: p_e is the mean over pairs r != s of
    sum_c p_rc p_sc, and kappa = 1 - D_o / (1 - p_e).

    Parameters: `disagreement` D_o, (...); `shares` p_rc, (..., R, q), R >= 2.
    Undefined where all annotators gave one and the same value only.

    Reference: A. Conger (1980), "Integration and generalization of kappas for multiple
    raters", Psychological Bulletin 88.

    >>> float(conger_kappa(0.4, [[0.6, 0.4], [0.7, 0.3]]).round(4))
    0.1304
    """
    p = np.asarray(shares, dtype=float)
    n_raters = p.shape[-2]
    met = (p.sum(axis=-2) ** 2).sum(axis=-1) - (p**2).sum(axis=(-2, -1))
    by_chance = met / (n_raters * (n_raters - 1))
    return 1 - divide(np.asarray(disagreement, dtype=float), 1 - by_chance)


def gwet_ac1(disagreement: ArrayLike, shares: ArrayLike) -> Floats:
    r"""Return Gwet's AC1, which stays near p_o where one value prevails.

    With D_o = 1 - p_o over the items that two or more valued, and pi_c the mean over all items
    of the share of their annotators who gave value c:

        p_e = sum_c pi_c (1 - pi_c) / (q - 1),   AC1 = 1 - D_o / (1 - p_e)

    Parameters: `disagreement` D_o, (...); `shares` pi_c, (..., q). Where only one value occurs
    the formula gives 1, which says nothing; here it is undefined.

    Reference: K. Gwet (2008), "Computing inter-rater reliability and its variance in the
    presence of high agreement", BJMSP 61.

    >>> float(gwet_ac1(0.02, [0.99, 0.01]).round(4))
    0.9796
    """
    pi = np.asarray(shares, dtype=float)
    spread = (pi * (1 - pi)).sum(axis=-1) / max(1, pi.shape[-1] - 1)
    found = 1 - divide(np.asarray(disagreement, dtype=float), 1 - spread)
    return np.where(np.count_nonzero(pi, axis=-1) > 1, found, np.nan)
