"""Krippendorff's coefficients of unitizing: the u-alpha family of 2016, and alpha-U of 2004."""

from annotator.domain.agreement.unitizing.continua import Figure, figure
from annotator.domain.agreement.unitizing.positions import AlphaU, AlphaUSums, alpha_u
from annotator.domain.agreement.unitizing.values import (
    UnitizingAgreement,
    UnitizingSums,
    unitizing_agreement,
)

__all__ = [
    "AlphaU",
    "AlphaUSums",
    "Figure",
    "UnitizingAgreement",
    "UnitizingSums",
    "alpha_u",
    "figure",
    "unitizing_agreement",
]
