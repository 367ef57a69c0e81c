"""How unlike two units are, in position and in label."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.gamma.units import Units
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    r"""The combined dissimilarity of gamma, with its three weights.

        d_pos(u, v) = ((|s - s'| + |e - e'|) / (len u + len v))^2 * delta_empty
        d_cat(u, v) = delta_empty where the labels differ, else 0
        d(u, v)     = alpha * d_pos + beta * d_cat

    A unit against nobody's, and nobody's against nobody's, is `delta_empty`. d_pos is 0 for
    equal stretches, and `delta_empty` for two that abut and are equally long.
    Raises InvalidInput for a negative alpha or beta, or a delta_empty that is not positive.

    Reference: Y. Mathet, A. Widlöcher and J.-P. Métivier (2015), "The Unified and Holistic
    Method Gamma for Inter-Annotator Agreement Measure and Alignment", Computational
    Linguistics 41(3), 437-479, sec. 4.
    """

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0

    def __post_init__(self) -> None:
        weights = self.alpha, self.beta, self.delta_empty
        if not all(map(math.isfinite, weights)) or min(weights) < 0 or self.delta_empty == 0:
            raise InvalidInput(
                "Gamma needs alpha >= 0, beta >= 0 and delta_empty > 0; "
                f"seen {self.alpha}, {self.beta}, {self.delta_empty}."
            )

    def positional(self, units: Units, left: Ints, right: Ints) -> Floats:
        """Return d_pos of the units at `left` and `right`, arrays that broadcast.

        >>> both = Units(2, np.array([0, 1]), np.array([4.0, 20]), np.array([14.0, 25]), None)
        >>> float(Dissimilarity().positional(both, np.array(0), np.array(1)))
        3.24
        """
        length = units.end - units.start
        apart = np.abs(units.start[left] - units.start[right])
        apart += np.abs(units.end[left] - units.end[right])
        apart /= length[left] + length[right]
        apart *= apart
        apart *= self.delta_empty
        return apart

    def categorical(self, units: Units, left: Ints, right: Ints) -> Floats:
        """Return d_cat of the units at `left` and `right`, arrays that broadcast."""
        return np.where(units.label[left] == units.label[right], 0.0, self.delta_empty)

    def combined(self, units: Units, left: Ints, right: Ints) -> Floats:
        """Return d of the units at `left` and `right`, arrays that broadcast."""
        together = self.alpha * self.positional(units, left, right)
        together += self.beta * self.categorical(units, left, right)
        return together
