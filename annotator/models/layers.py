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
SELECT a.id, a.document_id, a.annotator_id, a.state, a.created_at,
       d.project_id AS project_id, d.length AS length, p.guideline_version AS guideline_version,
       m.role AS role
FROM annotator_assignment a
JOIN annotator_document d ON d.id = a.document_id
JOIN annotator_project p ON p.id = d.project_id
LEFT JOIN annotator_membership m ON m.project_id = p.id AND m.user_id = %s
WHERE a.id = %s
"""
_LABEL = """
SELECT l.id, l.project_id, l.name, l.is_archived, SUBSTR(d.text, %s, %s) AS stretch,
       q.name AS asked, q.kind AS kind, q.options AS options
FROM annotator_document d
JOIN annotator_label l ON l.project_id = d.project_id
LEFT JOIN annotator_attribute q ON q.label_id = l.id
WHERE d.id = %s AND l.name = %s
ORDER BY q.position
"""
_ANNOTATIONS = """
SELECT a.*, l.name AS label_name
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
    rows: list[Any] = list(Assignment.objects.raw(_LAYER, [_sent(user_id), _sent(assignment_id)]))
    if not rows:
        return None, frozenset()
    assignment, project_id = rows[0], uuids.UUID(str(rows[0].project_id))
    document = _partial(
        Document, id=assignment.document_id, project_id=project_id, length=assignment.length
    )
    document.project = _partial(
        Project, id=project_id, guideline_version=assignment.guideline_version
    )
    assignment.document = document
    return assignment, frozenset(row.role for row in rows if row.role is not None)


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
    rows: list[Any] = list(Label.objects.raw(_LABEL, values))  # one for each question, or one
    if not rows:
        return None
    questions = [
        Question(row.asked, row.kind, tuple(each["name"] for each in json.loads(row.options)))
        for row in rows
        if row.asked is not None
    ]
    return Place(rows[0], rows[0].stretch, questions)


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
    found: list[Any] = list(Annotation.objects.raw(_ANNOTATIONS, values))
    for annotation in found:
        annotation.assignment = assignment
        if label is not None and annotation.label_id == label.id:
            annotation.label = label
        else:
            known = {"id": annotation.label_id, "name": annotation.label_name}
            annotation.label = _partial(Label, **known)
    return found


def _partial(model: type[Any], **known: object) -> Any:
    """Return a row of which only some columns are known; the others are fetched where asked for."""
    return model.from_db(DEFAULT_DB_ALIAS, list(known), list(known.values()))


def _sent(value: uuids.UUID) -> Any:
    return _UUID.get_db_prep_value(value, connection)
