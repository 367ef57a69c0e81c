"""Agreement between annotators, computed on the boundaries of spans."""

from annotator.domain.agreement.data import (
    REASONS,
    Agreement,
    AgreementReport,
    DocumentSpans,
    Figures,
    PairReport,
    Reason,
)
from annotator.domain.agreement.report import agreement_report

__all__ = [
    "REASONS",
    "Agreement",
    "AgreementReport",
    "DocumentSpans",
    "Figures",
    "PairReport",
    "Reason",
    "agreement_report",
]
