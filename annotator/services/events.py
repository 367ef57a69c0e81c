"""The append-only log; written inside the transaction of the change it tells of."""

from __future__ import annotations

from typing import Any

from annotator.models import Document, Event, Project, User
from annotator.models.rows import insert_row


def record(
    verb: str,
    subject: object,
    *,
    by: User,
    project: Project | None = None,
    document: Document | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Store who did what to which, with the state before and after.

    `subject` is the public id of what was changed; a document implies its project.
    """
    event = prepare(
        verb, subject, by=by, project=project, document=document, before=before, after=after
    )
    insert_row(event)
    return event


def prepare(
    verb: str,
    subject: object,
    *,
    by: User,
    project: Project | None = None,
    document: Document | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Return the event that `record` would store, for several to be stored at once."""
    return Event(
        project_id=document.project_id if document else project.id if project else None,
        document_id=document.id if document else None,
        actor_id=by.id,
        verb=verb,
        subject=str(subject),
        before=before,
        after=after,
    )
