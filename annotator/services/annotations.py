"""An annotator's spans: every write is checked against the text and can be repeated."""

from __future__ import annotations

import uuid as uuids
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Substr
from django.utils import timezone

from annotator.domain.spans import check_bounds, check_reading
from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import Annotation, Assignment, Document, Label, Suggestion, User

from .assignments import lock_open
from .events import record


@dataclass(frozen=True)
class SpanDraft:
    """A span as a client sends it; `quote` is the text it was made on."""

    uuid: uuids.UUID
    label: str
    start: int
    end: int
    quote: str


class StaleRevision(Conflict):
    """The annotation has changed since the revision a change was made on."""

    code = "stale"

    def __init__(self, current: Annotation | None, base_rev: int) -> None:
        self.current = current
        now = f"it is at revision {current.rev}" if current else "it is not there"
        super().__init__(f"This change was made on revision {base_rev}, but {now} now.")


@transaction.atomic
def put_annotation(
    *, by: User, assignment: Assignment, draft: SpanDraft, base_rev: int
) -> tuple[Annotation, bool]:
    """Create (`base_rev` 0) or change an annotation; return it and whether it is new.

    Repeating a write that was stored returns what it stored. Raises StaleRevision, Conflict
    (`closed`, `duplicate_span`), InvalidInput (`invalid_span`), OffsetMismatch, FieldErrors.
    """
    lock_open(assignment)
    label = checked_label(assignment.document, draft)
    current = assignment.annotations.select_related("label").filter(uuid=draft.uuid).first()
    if current is not None and _says(current, draft) and base_rev in (current.rev, current.rev - 1):
        return current, False
    if base_rev != (current.rev if current else 0):
        raise StaleRevision(current, base_rev)
    _require_unique(assignment, draft)
    if current is None:
        return create_annotation(by=by, assignment=assignment, draft=draft, label=label), True
    return _change(by, assignment, current, draft, label), False


def create_annotation(
    *,
    by: User,
    assignment: Assignment,
    draft: SpanDraft,
    label: Label,
    suggestion: Suggestion | None = None,
) -> Annotation:
    """Store a checked span of a layer this transaction has locked."""
    annotation = Annotation.objects.create(
        assignment=assignment,
        uuid=draft.uuid,
        label=label,
        start=draft.start,
        end=draft.end,
        suggestion=suggestion,
    )
    _record(by, "annotation.create", assignment, annotation, after=_state(annotation))
    return annotation


def _change(
    by: User, assignment: Assignment, annotation: Annotation, draft: SpanDraft, label: Label
) -> Annotation:
    before = _state(annotation)
    annotation.label, annotation.start, annotation.end = label, draft.start, draft.end
    annotation.rev, annotation.updated_at = annotation.rev + 1, timezone.now()
    annotation.save(update_fields=["label", "start", "end", "rev", "updated_at"])
    after = _state(annotation)
    _record(by, "annotation.change", assignment, annotation, before=before, after=after)
    return annotation


@transaction.atomic
def delete_annotation(*, by: User, assignment: Assignment, uuid: uuids.UUID, base_rev: int) -> None:
    """Delete an annotation. Raises NotFound for a repeated delete, and StaleRevision."""
    lock_open(assignment)
    annotation = assignment.annotations.select_related("label").filter(uuid=uuid).first()
    if annotation is None:
        raise NotFound
    if annotation.rev != base_rev:
        raise StaleRevision(annotation, base_rev)
    drop_annotation(by=by, assignment=assignment, annotation=annotation)


def drop_annotation(*, by: User, assignment: Assignment, annotation: Annotation) -> None:
    """Delete a span of a layer this transaction has locked, and keep its last state in the log."""
    _record(by, "annotation.delete", assignment, annotation, before=_state(annotation))
    annotation.delete()


def checked_label(document: Document, draft: SpanDraft) -> Label:
    """Return the draft's label, once its offsets lie in the text and its quote reads the same.

    Only the quoted stretch is fetched: SUBSTR counts code points on SQLite and PostgreSQL alike.
    """
    check_bounds(document.length, draft.start, draft.end)
    stretch = Document.objects.filter(id=document.id).values_list(
        Substr("text", draft.start + 1, draft.end - draft.start), flat=True
    )
    check_reading(stretch.get(), draft.start, draft.end, draft.quote)
    label = Label.objects.filter(project_id=document.project_id, name=draft.label).first()
    if label is None:
        known = ", ".join(document.project.labels.values_list("name", flat=True))
        raise FieldErrors({"label": [f"Expected one of {known}; seen {draft.label!r}."]})
    return label


def _says(annotation: Annotation, draft: SpanDraft) -> bool:
    return (annotation.label.name, annotation.start, annotation.end) == (
        draft.label,
        draft.start,
        draft.end,
    )


def find_equal(assignment: Assignment, draft: SpanDraft) -> Annotation | None:
    """Return the layer's annotation with the same label and offsets, whatever its uuid."""
    return (
        assignment.annotations.select_related("label")
        .filter(label__name=draft.label, start=draft.start, end=draft.end)
        .first()
    )


def _require_unique(assignment: Assignment, draft: SpanDraft) -> None:
    equal = find_equal(assignment, draft)
    if equal is not None and equal.uuid != draft.uuid:
        raise Conflict(
            f"You have marked [{draft.start}, {draft.end}) as {draft.label} already.",
            code="duplicate_span",
        )


def _state(annotation: Annotation) -> dict[str, Any]:
    return {
        "label": annotation.label.name,
        "start": annotation.start,
        "end": annotation.end,
        "rev": annotation.rev,
    }


def _record(
    by: User, verb: str, assignment: Assignment, annotation: Annotation, **states: Any
) -> None:
    record(verb, annotation.uuid, by=by, document=assignment.document, **states)
