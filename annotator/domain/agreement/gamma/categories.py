"""How far aligned units differ in their labels: the disorders of gamma_cat and gamma_k."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.gamma.alignment import pairs_of
from annotator.domain.agreement.gamma.candidates import NOBODY
from annotator.domain.agreement.gamma.dissimilarity import Dissimilarity
from annotator.domain.agreement.gamma.units import Units


@dataclass(frozen=True, slots=True, eq=False)
class LabelDisorders:
    """The sums of w and of w d_cat over aligned pairs: of all, then of those that touch each
    label. (1 + labels,) each.
    """

    weight: Floats
    weighted: Floats


def label_disorders(
    units: Units, rows: Ints, measure: Dissimilarity, n_labels: int
) -> LabelDisorders:
    r"""Return the weighted label disorders of an alignment, `rows` of units or NOBODY, (R, n).

    A pair of units weighs, in a tuple of k of them,

        w = max(0, 1 - alpha d_pos) / (k - 1)

    so that pairs that hardly lie on one another say little of their labels, and each unit of a
    tuple counts alike. Units that are aligned with nobody do not enter (pygamma-agreement adds
    a term for them that it calls experimental).

    Reference: Y. Mathet (2017), "The Agreement Measure gamma-cat: a Complement to gamma Focused
    on Categorization of a Continuum", Computational Linguistics 43(3), 661-681.
    """
    pairs = pairs_of(rows)
    size = (rows != NOBODY).sum(axis=1)
    row = np.nonzero(pairs.both)[0]
    left, right = pairs.left[pairs.both], pairs.right[pairs.both]
    near = np.maximum(0, 1 - measure.alpha * measure.positional(units, left, right))
    weight = near / (size[row] - 1)
    weighted = weight * measure.categorical(units, left, right)
    one, other = units.label[left], units.label[right]
    return LabelDisorders(
        _sums(one, other, weight, n_labels), _sums(one, other, weighted, n_labels)
    )


def _sums(one: Ints, other: Ints, values: Floats, n_labels: int) -> Floats:
    """Return the sum of all values, and of those whose pair touches each label, once each."""
    second = np.where(one == other, 0, values)
    touching = np.bincount(one, values, n_labels) + np.bincount(other, second, n_labels)
    return np.concatenate([[values.sum()], touching])
