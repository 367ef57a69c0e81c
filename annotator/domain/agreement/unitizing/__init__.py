"""Krippendorff's coefficients of unitizing: the u-alpha family of 2016, and alpha-U of 2004."""

from annotator.domain.agreement.unitizing.continua import Figure
from annotator.domain.agreement.unitizing.positions import AlphaU, alpha_u
from annotator.domain.agreement.unitizing.values import UnitizingAgreement, unitizing_agreement

__all__ = [
    "AlphaU",
    "Figure",
    "UnitizingAgreement",
    "alpha_u",
    "unitizing_agreement",
]
