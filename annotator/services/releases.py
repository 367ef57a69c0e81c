"""Freezing a project: numbered, checksummed, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from annotator.domain.agreement import DocumentSpans, agreement_report
from annotator.domain.formats import write_line
from annotator.models import Project, Release, ReleaseLine, User
from annotator.models.documents import DocumentQuerySet

from .agreement import report_as_json
from .corpora import completed_spans, corpus_record, iterate_documents
from .events import record
from .projects import lock_project

BATCH = 100


@transaction.atomic
def create_release(
    *, by: User, project: Project, documents: DocumentQuerySet, notes: str = ""
) -> Release:
    """Store the corpus line by line, its checksum, and how far its annotators agree.

    The agreement is computed from the very spans that the lines hold.
    """
    lock_project(project)  # one release at a time
    last = project.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        project=project,
        number=last + 1,
        notes=notes,
        manifest={},
        sha256="",
        n_documents=0,
        created_by=by,
    )
    digest = hashlib.sha256()
    layers: list[DocumentSpans] = []
    lines = _lines(release, documents, digest, layers)
    while batch := list(islice(lines, BATCH)):
        ReleaseLine.objects.bulk_create(batch)
    release.sha256, release.n_documents = digest.hexdigest(), len(layers)
    release.manifest = _manifest(project, layers)
    release.save(update_fields=["sha256", "n_documents", "manifest"])
    after = {"number": release.number, "sha256": release.sha256}
    record("release.create", release.id, by=by, project=project, after=after)
    return release


def _lines(
    release: Release, documents: DocumentQuerySet, digest: Any, layers: list[DocumentSpans]
) -> Iterator[ReleaseLine]:
    for position, document in enumerate(iterate_documents(documents)):
        line = write_line(corpus_record(document))
        digest.update(line.encode())
        layers.append(completed_spans(document))
        yield ReleaseLine(release=release, position=position, line=line)


def _manifest(project: Project, layers: list[DocumentSpans]) -> dict[str, Any]:
    labels = list(
        project.labels.values("name", "title", "definition", "colour", "colour_dark", "key")
    )
    report = agreement_report(layers, [label["name"] for label in labels])
    return {
        "project": project.name,
        "guideline_version": project.guideline_version,
        "guideline": project.guideline,
        "redundancy": project.redundancy,
        "labels": labels,
        "agreement": report_as_json(report),
    }
