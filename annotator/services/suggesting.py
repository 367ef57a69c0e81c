"""What the worker does for a pre-annotation job: texts → spaCy → suggestions."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F

from annotator.models import Document, Job, Project, Suggestion
from annotator.nlp.pipeline import Pipeline, SuggestedSpan, load_pipeline

from . import jobs
from .projects import lock_project

logger = logging.getLogger(__name__)

# A chunk is one transaction and one step of the progress bar.
CHUNK_DOCUMENTS = 25
CHUNK_CHARACTERS = 200_000
BATCH = 500


def _waiting(project: Project) -> Iterator[tuple[Document, Pipeline]]:
    """Yield the documents that their language's pipeline has yet to read, without their texts."""
    languages = project.documents.order_by("language").values_list("language", flat=True)
    for language in languages.distinct():
        pipeline = load_pipeline(language)
        unread = project.documents.filter(language=language).exclude(
            preannotated_with=pipeline.version
        )
        for document in unread.defer("text", "metadata").order_by("created_at", "id"):
            yield document, pipeline


def _chunks(
    waiting: Sequence[tuple[Document, Pipeline]],
) -> Iterator[tuple[Pipeline, list[Document]]]:
    """Group neighbours with one pipeline, bounded in number and in characters."""
    chunk: list[Document] = []
    size, current = 0, None
    for document, pipeline in waiting:
        is_full = len(chunk) == CHUNK_DOCUMENTS or size + document.length > CHUNK_CHARACTERS
        if chunk and current and (is_full or pipeline is not current):
            yield current, chunk
            chunk, size = [], 0
        chunk.append(document)
        size, current = size + document.length, pipeline
    if chunk and current:
        yield current, chunk


def run(job: Job) -> str:
    """Work through what waits, chunk by chunk; return what had to be left out.

    Resumable: a document is marked with its pipeline in the transaction that stores its
    suggestions, so a second attempt begins where the first one stopped.
    """
    waiting = list(_waiting(job.project))
    total, failed = job.done + len(waiting), list[str]()
    with transaction.atomic():
        jobs.advance(job, by=0, total=total)
    for pipeline, documents in _chunks(waiting):
        found, problems = _suggest(pipeline, documents)
        failed += problems
        with transaction.atomic():
            jobs.advance(job, by=len(documents), total=total)
            _store(documents, found, _labels(job.project), pipeline)
    return "\n".join(failed)


def _labels(project: Project) -> dict[str, UUID]:
    """Return the ids of the labels by name; none is left out before this transaction ends."""
    lock_project(project)
    return dict(project.labels.filter(is_archived=False).values_list("name", "id"))


def _suggest(
    pipeline: Pipeline, documents: Sequence[Document]
) -> tuple[list[list[SuggestedSpan]], list[str]]:
    """Return each document's suggestions; one that breaks the pipeline is told, not fatal."""
    texts = dict(
        Document.objects.filter(id__in=[d.id for d in documents]).values_list("id", "text")
    )
    try:
        return list(pipeline.suggest(texts[d.id] for d in documents)), []
    except SoftTimeLimitExceeded:  # the worker's limit, no text's fault
        raise
    except Exception:  # some text of the chunk: find out which
        logger.exception("A chunk of %s documents failed; reading them singly.", len(documents))
    found, problems = list[list[SuggestedSpan]](), list[str]()
    for document in documents:
        try:
            found += pipeline.suggest([texts[document.id]])
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # the fault of this one text; the others go on
            found.append([])
            problems.append(f"{document.title or document.id}: {type(error).__name__}: {error}")
    return found, problems


def _store(
    documents: Sequence[Document],
    found: Sequence[Sequence[SuggestedSpan]],
    labels: dict[str, UUID],
    pipeline: Pipeline,
) -> None:
    """Replace the suggestions; decided ones stay, those found again keep their ids.

    So what an annotator sees of them afterwards does not depend on what others decided: see
    `access.visible_suggestions`.
    """
    new = [
        Suggestion(
            document=document,
            label_id=labels[span.label],
            start=span.start,
            end=span.end,
            score=span.score,
            reason=span.reason,
            pipeline=pipeline.version,
        )
        for document, spans in zip(documents, found, strict=True)
        for span in spans
        if span.label in labels
    ]
    ids = [document.id for document in documents]
    _drop_undecided(ids, keep={_place(suggestion) for suggestion in new})
    Suggestion.objects.bulk_create(
        new,
        update_conflicts=True,  # suggestions that the new reading finds again
        unique_fields=["document", "label", "start", "end"],
        update_fields=["score", "reason", "pipeline"],
        batch_size=BATCH,
    )
    Document.objects.filter(id__in=ids).update(preannotated_with=pipeline.version)


Place = tuple[UUID, UUID, int, int]


def _place(suggestion: Suggestion) -> Place:
    return suggestion.document_id, suggestion.label_id, suggestion.start, suggestion.end


def _drop_undecided(documents: Sequence[UUID], *, keep: Collection[Place]) -> None:
    """Delete the documents' suggestions that nobody has decided on, but for those in `keep`."""
    before = Suggestion.objects.filter(document__in=documents)
    before.update(score=F("score"))  # a lock: whoever decides now waits, and finds it or not
    undecided = before.filter(decisions=None).only("id", "document", "label", "start", "end")
    dropped = [suggestion.id for suggestion in undecided if _place(suggestion) not in keep]
    for begin in range(0, len(dropped), BATCH):
        Suggestion.objects.filter(id__in=dropped[begin : begin + BATCH]).delete()
