"""A project's agreement: from its submitted layers to figures that can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from annotator.domain.agreement import (
    REASONS,
    Agreement,
    AgreementReport,
    Figures,
    agreement_report,
)
from annotator.models import Project
from annotator.models.documents import DocumentQuerySet

from .corpora import completed_spans, iterate_documents


def measure_agreement(*, project: Project, documents: DocumentQuerySet) -> AgreementReport:
    """Return the agreement of those who completed the given documents of a project."""
    pages = iterate_documents(documents.defer("text", "metadata"))
    labels = list(project.labels.values_list("name", flat=True))
    return agreement_report([completed_spans(document) for document in pages], labels)


def report_as_json(report: AgreementReport) -> dict[str, Any]:
    """Return a report as JSON values; an undefined figure has `value` null and says why."""
    return {
        "overall": _figures(report.overall),
        "labels": _labels(report.labels),
        "pairs": [
            {
                "annotators": list(pair),
                "overall": _figures(figures.overall),
                "labels": _labels(figures.labels),
            }
            for pair, figures in sorted(report.pairs.items())
        ],
    }


def _labels(labels: Mapping[str, Figures]) -> dict[str, Any]:
    return {name: _figures(figures) for name, figures in labels.items()}


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "alpha": _agreement(figures.alpha),
        "f1_exact": _agreement(figures.f1_exact),
        "f1_iou50": _agreement(figures.f1_iou50),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    message = REASONS[agreement.reason] if agreement.reason else None
    return {**asdict(agreement), "message": message}
