"""Bringing texts into a project."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.domain.formats import Draft
from annotator.errors import Conflict
from annotator.models import Document, Job, Project, User

from .events import record
from .preannotation import enqueue_preannotation

NAMES_SHOWN = 5


def duplicate_drafts(*, project: Project, drafts: Sequence[Draft]) -> set[str]:
    """Return the sha256 of every draft whose text is in the project or twice among the drafts."""
    counts = Counter(draft.sha256 for draft in drafts)
    twice = {sha256 for sha256, count in counts.items() if count > 1}
    asked = list(counts)
    for begin in range(0, len(asked), 500):  # SQLite may take no more than 32,766 parameters
        known = project.documents.filter(sha256__in=asked[begin : begin + 500])
        twice |= set(known.values_list("sha256", flat=True))
    return twice


def import_documents(
    *, by: User, project: Project, drafts: Sequence[Draft]
) -> tuple[list[Document], Job]:
    """Store all drafts or none, and queue their pre-annotation.

    Raises Conflict (`duplicate_text`) naming the drafts whose text the project has already.
    """
    if twice := duplicate_drafts(project=project, drafts=drafts):
        raise _duplicate([draft for draft in drafts if draft.sha256 in twice])
    try:
        return _store(by, project, drafts)
    except IntegrityError as error:  # the same import, running at the same time, was first
        raise _duplicate(drafts) from error


def _duplicate(drafts: Sequence[Draft]) -> Conflict:
    names = ", ".join(draft.file_name or draft.metadata.title for draft in drafts[:NAMES_SHOWN])
    more = f" and {len(drafts) - NAMES_SHOWN} more" if len(drafts) > NAMES_SHOWN else ""
    return Conflict(
        f"These texts are in the project already, or twice in this import: {names}{more}. "
        "Nothing was stored.",
        code="duplicate_text",
    )


@transaction.atomic
def _store(by: User, project: Project, drafts: Sequence[Draft]) -> tuple[list[Document], Job]:
    now = timezone.now()  # a microsecond apart: lists and exports keep the order of the import
    documents = [
        _document(by, project, draft, now + datetime.timedelta(microseconds=place))
        for place, draft in enumerate(drafts)
    ]
    Document.objects.bulk_create(documents, batch_size=500)
    job = enqueue_preannotation(by=by, project=project)
    after = {"documents": len(documents), "job": str(job.id)}
    record("documents.import", project.id, by=by, project=project, after=after)
    return documents, job


def _document(by: User, project: Project, draft: Draft, created_at: datetime.datetime) -> Document:
    metadata = draft.metadata
    return Document(
        project=project,
        text=draft.text,
        sha256=draft.sha256,
        length=draft.length,
        file_name=draft.file_name,
        title=metadata.title,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        category=metadata.category,
        language=metadata.language,
        url=metadata.url,
        metadata=dict(metadata.extra),
        created_by=by,
        created_at=created_at,
    )
