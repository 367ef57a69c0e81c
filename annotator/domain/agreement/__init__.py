"""Agreement between annotators, computed on the boundaries of spans."""

from annotator.domain.agreement.attributes import AskedAttribute
from annotator.domain.agreement.data import (
    REASONS,
    Agreement,
    AgreementReport,
    AttributeAgreement,
    DocumentSpans,
    Figures,
    PairReport,
    Reason,
    RelationAgreement,
    RelationReport,
)
from annotator.domain.agreement.report import agreement_report

__all__ = [
    "REASONS",
    "Agreement",
    "AgreementReport",
    "AskedAttribute",
    "AttributeAgreement",
    "DocumentSpans",
    "Figures",
    "PairReport",
    "Reason",
    "RelationAgreement",
    "RelationReport",
    "agreement_report",
]
