"""Reading the labelled corpus: for export, agreement and releases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from annotator.domain.agreement import DocumentSpans
from annotator.domain.links import Relation as LinkedSpans
from annotator.models import (
    Annotation,
    Assignment,
    Document,
    GoldAnnotation,
    GoldRelation,
    Project,
    Relation,
    User,
    with_ends,
)
from annotator.models.documents import DocumentQuerySet

from .events import record

PAGE = 100


def iterate_documents(documents: DocumentQuerySet) -> Iterator[Document]:
    """Yield documents with their layers and gold, in key order, a page in memory at a time."""
    ordered = documents.order_by("created_at", "id").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("annotator")),
        Prefetch("assignments__annotations", Annotation.objects.select_related("label")),
        Prefetch("assignments__relations", Relation.objects.select_related("type").order_by("id")),
        Prefetch("gold", GoldAnnotation.objects.select_related("label", "decision__decided_by")),
        Prefetch(
            "gold_relations", GoldRelation.objects.select_related("type", "decision__decided_by")
        ),
    )
    last: Document | None = None
    while True:
        page = list((ordered.filter(_after(last)) if last else ordered)[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


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
                LinkedSpans(row.type.name, row.source.span, row.target.span)
                for row in with_ends(layer.relations.all(), layer.annotations.all())
            ]
            for name, layer in layers.items()
        },
        attributes={
            name: {row.span: row.attributes for row in layer.annotations.all() if row.attributes}
            for name, layer in layers.items()
        },
    )


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
        "annotators": [_layer(text, layer) for layer in layers],
        "gold": [
            {"id": str(gold.id), **_span(text, gold), **_origin(gold)}
            for gold in document.gold.all()
        ],
        "gold_relations": [_gold_relation(gold) for gold in document.gold_relations.all()],
    }


def _layer(text: str, layer: Assignment) -> dict[str, Any]:
    return {
        "annotator": layer.annotator.username,
        "state": layer.state,
        "note": layer.note,
        "is_unsure": layer.is_unsure,
        "spans": [
            {"id": str(row.uuid), **_span(text, row), **_remarks(row)}
            for row in layer.annotations.all()
        ],
        "relations": [
            _relation(row) for row in with_ends(layer.relations.all(), layer.annotations.all())
        ],
    }


def _relation(row: Relation) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "type": row.type.name,
        "source": str(row.source.uuid),
        "target": str(row.target.uuid),
        **_remarks(row),
    }


def _remarks(row: Annotation | Relation) -> dict[str, Any]:
    return {
        "note": row.note,
        "is_unsure": row.is_unsure,
        "guideline_version": row.guideline_version,
    }


def _gold_relation(gold: GoldRelation) -> dict[str, Any]:
    decision = gold.decision
    return {
        "id": str(gold.id),
        "type": gold.type.name,
        "source": str(gold.source_id),
        "target": str(gold.target_id),
        "origin": gold.origin,
        "decided_by": decision.decided_by.username if decision else None,
        "note": decision.note if decision else "",
    }


def _span(text: str, row: Annotation | GoldAnnotation) -> dict[str, Any]:
    return {
        "label": row.label.name,
        "start": row.start,
        "end": row.end,
        "text": text[row.start : row.end],
        "attributes": row.attributes,
    }


def _origin(gold: GoldAnnotation) -> dict[str, Any]:
    decision = gold.decision
    return {
        "origin": gold.origin,
        "decided_by": decision.decided_by.username if decision else None,
        "rule": decision.rule or None if decision else None,
        "note": decision.note if decision else "",
    }
