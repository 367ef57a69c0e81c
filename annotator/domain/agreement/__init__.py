"""Agreement between annotators, computed on the boundaries of spans."""

from annotator.domain.agreement.data import (
    REASONS,
    Agreement,
    AgreementReport,
    AttributeAgreement,
    Confusion,
    DocumentSpans,
    Figures,
    Interval,
    PairReport,
    Reason,
    RelationAgreement,
    RelationReport,
)
from annotator.domain.agreement.intervals import Resampling
from annotator.domain.agreement.report import agreement_report
from annotator.domain.agreement.schema import AskedAttribute

__all__ = [
    "REASONS",
    "Agreement",
    "AgreementReport",
    "AskedAttribute",
    "AttributeAgreement",
    "Confusion",
    "DocumentSpans",
    "Figures",
    "Interval",
    "PairReport",
    "Reason",
    "RelationAgreement",
    "RelationReport",
    "Resampling",
    "agreement_report",
]
