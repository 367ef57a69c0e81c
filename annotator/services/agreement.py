"""A project's agreement: from its submitted layers to figures that can be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from annotator.domain.agreement import (
    REASONS,
    Agreement,
    AgreementReport,
    AskedAttribute,
    AttributeAgreement,
    DocumentSpans,
    Figures,
    RelationAgreement,
    agreement_report,
)
from annotator.domain.links import Relation
from annotator.models import Assignment, Attribute, Document, Project
from annotator.models.documents import DocumentQuerySet

from .corpora import iterate_documents


def measure_agreement(*, project: Project, documents: DocumentQuerySet) -> AgreementReport:
    """Return the agreement of those who completed the given documents of a project."""
    pages = iterate_documents(documents.defer("text", "metadata"))
    return report_on(project, [completed_layers(document) for document in pages])


def completed_layers(document: Document) -> DocumentSpans:
    """Return what everyone who submitted the document marked, linked and said, by username.

    The document comes from `iterate_documents`, with all of that.
    """
    layers = {
        layer.annotator.username: layer
        for layer in document.assignments.all()
        if layer.state == Assignment.State.SUBMITTED
    }
    return DocumentSpans(
        length=document.length,
        spans={
            name: [row.span for row in layer.annotations.all()] for name, layer in layers.items()
        },
        relations={
            name: [
                Relation(row.type.name, row.source.span, row.target.span)
                for row in layer.relations.all()
            ]
            for name, layer in layers.items()
        },
        attributes={
            name: {row.span: row.attributes for row in layer.annotations.all() if row.attributes}
            for name, layer in layers.items()
        },
    )


def report_on(project: Project, layers: Sequence[DocumentSpans]) -> AgreementReport:
    """Return the agreement of a project's layers on its labels, relations and attributes."""
    asked = Attribute.objects.filter(label__project=project)
    asked = asked.order_by("label__position", "position")
    return agreement_report(
        layers,
        list(project.labels.values_list("name", flat=True)),
        list(project.relation_types.values_list("name", flat=True)),
        [AskedAttribute(*row) for row in asked.values_list("label__name", "name", "kind")],
    )


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
        "relations": {
            "overall": _agreement(report.relations.overall),
            "types": {name: _agreement(f1) for name, f1 in report.relations.types.items()},
        },
        "attributes": [
            {"label": label, "attribute": name, "alpha": _agreement(alpha)}
            for (label, name), alpha in report.attributes.items()
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


def _agreement(agreement: Agreement | RelationAgreement | AttributeAgreement) -> dict[str, Any]:
    message = REASONS[agreement.reason] if agreement.reason else None
    return {**asdict(agreement), "message": message}
