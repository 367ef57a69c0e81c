"""Asking for suggestions. The worker's part, which loads spaCy, is in suggesting.py."""

from __future__ import annotations

from django.db import transaction

from annotator.models import Document, Job, Project, User

from . import jobs


@transaction.atomic
def enqueue_preannotation(*, by: User, project: Project) -> Job:
    """Queue a job that reads every document which the present pipeline has not read.

    One that waits already will read these too, and is returned.
    """
    waiting = project.jobs.filter(kind=Job.Kind.PREANNOTATE, state=Job.State.QUEUED)
    # The update keeps a worker from claiming it before this transaction's documents are there.
    if waiting.update(state=Job.State.QUEUED):
        return waiting.earliest("created_at")
    return jobs.enqueue(by=by, project=project, kind=Job.Kind.PREANNOTATE)


def current_preannotation(document: Document) -> Job | None:
    """Return the job that still has to read a document; None when its suggestions are there."""
    if document.preannotated_with:
        return None
    return last_preannotation(document.project)


def last_preannotation(project: Project) -> Job | None:
    """Return the job that was asked for last."""
    return project.jobs.filter(kind=Job.Kind.PREANNOTATE).order_by("-created_at").first()
