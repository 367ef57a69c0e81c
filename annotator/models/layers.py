"""What every write to a layer reads of the database first, as SQL written by hand.

A page writes at every stroke. Building these few queries from objects took half of the time that
a write took; as text they are ready. They run on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import json
import uuid as uuids
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

from annotator.domain.attributes import Question

from .annotations import Annotation
from .documents import Assignment, Document
from .labels import Label
from .projects import Project

_LAYER = """
SELECT a.document_id, a.annotator_id, a.state, d.project_id, d.length, p.guideline_version, m.role
FROM annotator_assignment a
JOIN annotator_document d ON d.id = a.document_id
JOIN annotator_project p ON p.id = d.project_id
LEFT JOIN annotator_membership m ON m.project_id = p.id AND m.user_id = %s
WHERE a.id = %s
"""
_LABEL = """
SELECT l.id, l.is_archived, SUBSTR(d.text, %s, %s), q.name, q.kind, q.options
FROM annotator_document d
JOIN annotator_label l ON l.project_id = d.project_id
LEFT JOIN annotator_attribute q ON q.label_id = l.id
WHERE d.id = %s AND l.name = %s
ORDER BY q.position
"""
_ANNOTATIONS = """
SELECT a.id, a.uuid, a.label_id, l.name, a."start", a."end", a.attributes, a.note, a.is_unsure,
       a.rev, a.guideline_version, a.suggestion_id
FROM annotator_annotation a JOIN annotator_label l ON l.id = a.label_id
WHERE a.assignment_id = %s
  AND (a.uuid = %s OR (a.label_id = %s AND a."start" = %s AND a."end" = %s))
"""
_UUID: models.UUIDField[Any, Any] = models.UUIDField()


def find_layer(
    assignment_id: uuids.UUID, user_id: uuids.UUID
) -> tuple[Assignment | None, frozenset[str]]:
    """Return an assignment and the roles that a person has in its project.

    It has what a write needs of its document and project; the rest is fetched where asked for.
    """
    rows = _fetch(_LAYER, [_sent(user_id), _sent(assignment_id)])  # one for each role, or one
    if not rows:
        return None, frozenset()
    document_id, annotator_id, state, project_id, length, version, _ = rows[0]
    project = _partial(Project, id=_uuid(project_id), guideline_version=version)
    document = _partial(Document, id=_uuid(document_id), project_id=project.id, length=length)
    document.project = project
    assignment = _partial(
        Assignment,
        id=assignment_id,
        document_id=document.id,
        annotator_id=_uuid(annotator_id),
        state=state,
    )
    assignment.document = document
    return assignment, frozenset(role for *_, role in rows if role is not None)


@dataclass(frozen=True)
class Place:
    """What must be known of a label and a stretch of text to mark the one with the other."""

    label: Label
    stretch: str
    questions: list[Question]


def find_place(document: Document, name: str, start: int, end: int) -> Place | None:
    """Return the stretch of a text and the label of that name; None where there is no such label.

    Only the stretch is fetched: SUBSTR counts code points in both databases.
    """
    values = [start + 1, end - start, _sent(document.id), name]
    rows = _fetch(_LABEL, values)  # one for each question, or one
    if not rows:
        return None
    label_id, is_archived, stretch, *_ = rows[0]
    label = _partial(
        Label,
        id=_uuid(label_id),
        project_id=document.project_id,
        name=name,
        is_archived=bool(is_archived),
    )
    questions = [
        Question(asked, kind, tuple(each["name"] for each in json.loads(options)))
        for *_, asked, kind, options in rows
        if asked is not None
    ]
    return Place(label, stretch, questions)


def find_annotations(
    assignment: Assignment,
    *,
    uuid: uuids.UUID,
    label: Label | None = None,
    start: int | None = None,
    end: int | None = None,
) -> list[Annotation]:
    """Return the annotations of a layer with this uuid, or with this label and offsets."""
    values = [_sent(assignment.id), _sent(uuid), _sent(label.id) if label else None, start, end]
    return [_annotation(assignment, label, *row) for row in _fetch(_ANNOTATIONS, values)]


def _annotation(assignment: Assignment, label: Label | None, *row: Any) -> Annotation:
    """Return an annotation of a row; its label is the given one where it has that."""
    pk, uuid, label_id, name, start, end, attributes, note, is_unsure, rev, version, origin = row
    found: Annotation = _partial(
        Annotation,
        id=pk,
        assignment_id=assignment.id,
        uuid=_uuid(uuid),
        label_id=_uuid(label_id),
        start=start,
        end=end,
        attributes=json.loads(attributes),
        note=note,
        is_unsure=bool(is_unsure),
        rev=rev,
        guideline_version=version,
        suggestion_id=None if origin is None else _uuid(origin),
    )
    if label is not None and found.label_id == label.id:
        found.label = label
    else:
        found.label = _partial(Label, id=found.label_id, name=name)
    found.assignment = assignment
    return found


def _fetch(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _partial(model: type[Any], **known: object) -> Any:
    """Return a row of which only some columns are known, in the order of the model's fields.

    The others are fetched where asked for.
    """
    return model.from_db(DEFAULT_DB_ALIAS, list(known), list(known.values()))


def _sent(value: uuids.UUID) -> Any:
    return _UUID.get_db_prep_value(value, connection)


def _uuid(stored: object) -> uuids.UUID:
    """Return a UUID as a database tells it: PostgreSQL as such, SQLite as its digits."""
    return uuids.UUID(str(stored))
