"""Reading the labelled corpus: for export, agreement and releases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from annotator.domain.agreement import DocumentSpans
from annotator.models import Annotation, Assignment, Document, GoldAnnotation, Project, User
from annotator.models.documents import DocumentQuerySet

from .events import record

PAGE = 100


def iterate_documents(documents: DocumentQuerySet) -> Iterator[Document]:
    """Yield documents with their layers and gold, in key order, a page in memory at a time."""
    ordered = documents.order_by("created_at", "id").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("annotator")),
        Prefetch("assignments__annotations", Annotation.objects.select_related("label")),
        Prefetch("gold", GoldAnnotation.objects.select_related("label", "decision__decided_by")),
    )
    last: Document | None = None
    while True:
        page = list((ordered.filter(_after(last)) if last else ordered)[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


def _after(last: Document) -> Q:
    return Q(created_at__gt=last.created_at) | Q(created_at=last.created_at, id__gt=last.id)


def export_corpus(
    *, by: User, project: Project, documents: DocumentQuerySet
) -> Iterator[dict[str, Any]]:
    """Return the corpus document by document; the log keeps who took it, and how much."""
    after = {"documents": documents.count()}
    record("corpus.export", project.id, by=by, project=project, after=after)
    return map(corpus_record, iterate_documents(documents))


def corpus_record(document: Document) -> dict[str, Any]:
    """Return what the corpus says of one document: text, metadata, every layer, and gold."""
    text = document.text
    layers = sorted(document.assignments.all(), key=lambda layer: layer.annotator.username)
    return {
        "id": str(document.id),
        "file_name": document.file_name,
        "sha256": document.sha256,
        "title": document.title,
        "source": document.source,
        "author": document.author,
        "published": document.published.isoformat() if document.published else None,
        "category": document.category,
        "language": document.language,
        "url": document.url,
        "metadata": document.metadata,
        "text": text,
        "annotators": [
            {
                "annotator": layer.annotator.username,
                "state": layer.state,
                "spans": [_span(text, annotation) for annotation in layer.annotations.all()],
            }
            for layer in layers
        ],
        "gold": [_span(text, gold) | _origin(gold) for gold in document.gold.all()],
    }


def _span(text: str, row: Annotation | GoldAnnotation) -> dict[str, Any]:
    return {
        "label": row.label.name,
        "start": row.start,
        "end": row.end,
        "text": text[row.start : row.end],
    }


def _origin(gold: GoldAnnotation) -> dict[str, Any]:
    decision = gold.decision
    return {
        "origin": gold.origin,
        "decided_by": decision.decided_by.username if decision else None,
        "rule": decision.rule or None if decision else None,
        "note": decision.note if decision else "",
    }


def completed_spans(document: Document) -> DocumentSpans:
    """Return the spans of everyone who completed the document, keyed by username."""
    return DocumentSpans(
        length=document.length,
        spans={
            layer.annotator.username: [annotation.span for annotation in layer.annotations.all()]
            for layer in document.assignments.all()
            if not layer.is_open
        },
    )
