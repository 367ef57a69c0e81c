"""Alpha of each label alone, where nothing else is asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.alpha import nominal_alpha
from annotator.domain.agreement.arrays import Floats
from annotator.domain.agreement.corpus import Corpus
from annotator.domain.agreement.coverage import join_overlaps, sweep
from annotator.domain.agreement.statistics import chunks


def label_alphas(corpus: Corpus) -> Floats:
    """Return Krippendorff's nominal alpha of each label, NaN where it is undefined: (K,).

    The same figures as a report's, without its other statistics.

    >>> from annotator.domain.agreement.corpus import make_corpus
    >>> corpus = make_corpus(
    ...     annotators=["ada", "bo"], labels=["actor"], lengths=[10], completions=([0, 0], [0, 1]),
    ...     spans=([0, 0], [0, 1], [0, 0], [0, 0], [5, 4]))
    >>> label_alphas(corpus).round(4).tolist()
    [0.8081]
    """
    values, marked, both = 0.0, np.zeros(len(corpus.labels)), np.zeros(len(corpus.labels))
    for first, last in chunks(corpus):
        part = corpus.part(first, last)
        raters = part.raters()
        values += float((raters * part.lengths)[raters > 1].sum())
        sections, kinds = sweep(part, join_overlaps(part))
        m = raters[sections.document]
        length = np.where(m > 1, sections.length, 0).astype(np.float64)
        weight = length / np.maximum(m - 1, 1)
        for label, is_in in enumerate(kinds.T.astype(np.int8)):
            counts = _counts([is_in[numbers] for numbers in sections.sets], len(length))
            marked[label] += counts @ length
            both[label] += (counts * (counts - 1)) @ weight
    totals = np.stack((values - marked, marked), axis=-1)
    return nominal_alpha(totals, totals - (marked - both)[:, None])


def _counts(marked: list[NDArray[np.int8]], size: int) -> Floats:
    """Return how many annotators marked each section."""
    found = np.zeros(size)
    for own in marked:
        found += own
    return found
