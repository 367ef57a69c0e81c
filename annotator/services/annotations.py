"""An annotator's spans: every write is checked against the text and can be repeated."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from annotator.domain.attributes import Answers, Question, check_answers, is_same_answer
from annotator.domain.spans import check_bounds, check_reading
from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import (
    Annotation,
    Assignment,
    Document,
    Event,
    Label,
    Suggestion,
    SuggestionDecision,
    User,
)
from annotator.models.layers import find_annotations, find_place
from annotator.models.rows import insert_row

from .assignments import lock_open
from .events import prepare, record
from .relations import drop_relations, forbidding_relations, wrong_ends
from .revisions import StaleRevision, is_repeated, require_revision

CHANGED = (
    "label",
    "start",
    "end",
    "attributes",
    "note",
    "is_unsure",
    "rev",
    "guideline_version",
    "updated_at",
)


@dataclass(frozen=True)
class SpanDraft:
    """A span as a client sends it; `quote` is the text it was made on."""

    uuid: uuids.UUID
    label: str
    start: int
    end: int
    quote: str
    attributes: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    is_unsure: bool = False


@dataclass(frozen=True)
class CheckedDraft:
    """A draft that fits its text and its label, and what its layer has of it already.

    `current` is the annotation with its uuid, `equal` the one with its label and offsets; they
    may be one.
    """

    draft: SpanDraft
    label: Label
    attributes: Answers
    current: Annotation | None = None
    equal: Annotation | None = None


@transaction.atomic
def put_annotation(
    *,
    by: User,
    assignment: Assignment,
    draft: SpanDraft,
    base_rev: int,
    suggestion: uuids.UUID | None = None,
) -> tuple[Annotation, bool]:
    """Create (`base_rev` 0) or change an annotation; return it and whether it is new.

    `suggestion` is what a new one goes back to, so that one that was deleted can be made again
    as it was; a change leaves that alone.
    Repeating a write that was stored returns what it stored. Raises StaleRevision, Conflict
    (`closed`, `duplicate_span`), WrongEnds, OffsetMismatch, FieldErrors (also
    `invalid_span`).
    """
    lock_open(assignment)
    checked = check_draft(assignment.document, draft, layer=assignment)
    current = checked.current
    if current is not None and _says(current, checked) and is_repeated(current, base_rev):
        return current, False
    require_revision(current, base_rev)
    if checked.equal is not None and checked.equal is not current:
        raise Conflict(
            f"You have marked [{draft.start}, {draft.end}) as {draft.label} already.",
            code="duplicate_span",
        )
    if current is None:
        origin = _origin(assignment, suggestion) if suggestion else None
        made = create_annotation(by=by, assignment=assignment, checked=checked, suggestion=origin)
        return made, True
    return _change(by, assignment, current, checked), False


def _origin(assignment: Assignment, suggestion: uuids.UUID) -> Suggestion:
    """Return a suggestion of which this assignment's annotator has made a span."""
    made = assignment.suggestion_decisions.exclude(verdict=SuggestionDecision.Verdict.DISMISSED)
    decision = made.filter(suggestion=suggestion).select_related("suggestion").first()
    if decision is None:
        raise FieldErrors(
            {"suggestion": [f"Expected one that you accepted or edited; seen {suggestion}."]}
        )
    return decision.suggestion


def create_annotation(
    *,
    by: User,
    assignment: Assignment,
    checked: CheckedDraft,
    suggestion: Suggestion | None = None,
) -> Annotation:
    """Store a checked span of a layer this transaction has locked."""
    draft = checked.draft
    annotation = Annotation(assignment=assignment, uuid=draft.uuid, suggestion=suggestion, rev=0)
    _fill(annotation, assignment, checked)
    insert_row(annotation)
    _record(by, "annotation.create", assignment, annotation, after=_state(annotation))
    return annotation


def _change(
    by: User, assignment: Assignment, annotation: Annotation, checked: CheckedDraft
) -> Annotation:
    before, rows = _state(annotation), Annotation.objects.filter(id=annotation.id)
    if annotation.label_id != checked.label.id:
        rows = rows.filter(~Exists(forbidding_relations(annotation, checked.label)))
    _fill(annotation, assignment, checked)
    if not rows.update(**{name: getattr(annotation, name) for name in CHANGED}):
        raise wrong_ends(annotation, checked.label)
    after = _state(annotation)
    _record(by, "annotation.change", assignment, annotation, before=before, after=after)
    return annotation


def _fill(annotation: Annotation, assignment: Assignment, checked: CheckedDraft) -> None:
    draft = checked.draft
    annotation.label, annotation.attributes = checked.label, checked.attributes
    annotation.start, annotation.end = draft.start, draft.end
    annotation.note, annotation.is_unsure = draft.note, draft.is_unsure
    annotation.guideline_version = assignment.document.project.guideline_version
    annotation.rev, annotation.updated_at = annotation.rev + 1, timezone.now()


@transaction.atomic
def delete_annotation(*, by: User, assignment: Assignment, uuid: uuids.UUID, base_rev: int) -> None:
    """Delete an annotation, and the relations that end in it.

    Raises NotFound for a repeated delete, and StaleRevision.
    """
    lock_open(assignment)
    found = find_annotations(assignment, uuid=uuid)
    if not found:
        raise NotFound
    (annotation,) = found
    if annotation.rev != base_rev:
        raise StaleRevision(annotation, base_rev)
    drop_annotation(by=by, assignment=assignment, annotation=annotation)


def drop_annotation(*, by: User, assignment: Assignment, annotation: Annotation) -> None:
    """Delete a span of a layer this transaction has locked, and keep its last state in the log."""
    events = drop_relations(by=by, assignment=assignment, annotation=annotation)
    before, document = _state(annotation), assignment.document
    deleted = prepare("annotation.delete", annotation.uuid, by=by, document=document, before=before)
    Event.objects.bulk_create([*events, deleted])
    # Nothing refers to it any more, so the deletion need not look for that.
    rows = Annotation.objects.filter(id=annotation.id)
    rows._raw_delete(rows.db)


# --- Checks -------------------------------------------------------------------------------


def check_draft(
    document: Document,
    draft: SpanDraft,
    *,
    layer: Assignment | None = None,
    current: Annotation | None = None,
) -> CheckedDraft:
    """Return the draft with its label and attributes, once all of it fits.

    The offsets lie in the text and its quote reads the same; the label is the project's; the
    attributes are that label's. What `current`, or else the `layer`, says already may stay: an
    archived label, and answers to what is not asked any more.
    """
    check_bounds(document.length, draft.start, draft.end)
    place = find_place(document, draft.label, draft.start, draft.end)
    if place is None:
        raise _unknown_label(document, draft)
    label = place.label
    current, equal = _find(layer, draft, label) if layer else (current, None)
    said = current or equal
    kept = said if said is not None and said.label_id == label.id else None
    if label.is_archived and kept is None:  # told as if it were not there, whatever the quote
        raise _unknown_label(document, draft)
    check_reading(place.stretch, draft.start, draft.end, draft.quote)
    attributes = _checked_attributes(place.questions, draft, kept)
    return CheckedDraft(draft, label, attributes, current, equal)


def _unknown_label(document: Document, draft: SpanDraft) -> FieldErrors:
    labels = Label.objects.filter(project_id=document.project_id, is_archived=False)
    known = ", ".join(labels.values_list("name", flat=True))
    return FieldErrors({"label": [f"Expected one of {known}; seen {draft.label!r}."]})


def _checked_attributes(
    questions: list[Question], draft: SpanDraft, kept: Annotation | None
) -> Answers:
    stored: Answers = kept.attributes if kept is not None else {}
    sent = draft.attributes
    same = {
        name: stored[name]
        for name in sent
        if name in stored and is_same_answer(stored[name], sent[name])
    }
    new = {name: answer for name, answer in sent.items() if name not in same}
    return same | check_answers(questions, new)


def _says(annotation: Annotation, checked: CheckedDraft) -> bool:
    draft = checked.draft
    span = (annotation.label_id, annotation.start, annotation.end)
    noted = (annotation.note, annotation.is_unsure)
    return (
        span == (checked.label.id, draft.start, draft.end)
        and noted == (draft.note, draft.is_unsure)
        and is_same_answer(annotation.attributes, checked.attributes)
    )


def _find(
    layer: Assignment, draft: SpanDraft, label: Label
) -> tuple[Annotation | None, Annotation | None]:
    """Return the layer's annotation with the draft's uuid, and the one with its label and offsets.

    The two may be one.
    """
    place = (label.id, draft.start, draft.end)
    found = find_annotations(layer, uuid=draft.uuid, label=label, start=draft.start, end=draft.end)
    by_uuid = {each.uuid: each for each in found}
    by_place = {(each.label_id, each.start, each.end): each for each in found}
    return by_uuid.get(draft.uuid), by_place.get(place)


# --- The log ------------------------------------------------------------------------------


def _state(annotation: Annotation) -> dict[str, Any]:
    return {
        "label": annotation.label.name,
        "start": annotation.start,
        "end": annotation.end,
        "attributes": annotation.attributes,
        "note": annotation.note,
        "is_unsure": annotation.is_unsure,
        "rev": annotation.rev,
    }


def _record(
    by: User, verb: str, assignment: Assignment, annotation: Annotation, **states: Any
) -> None:
    record(verb, annotation.uuid, by=by, document=assignment.document, **states)
