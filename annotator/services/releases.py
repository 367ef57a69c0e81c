"""Freezing a project: numbered, checksummed, never changed."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from annotator.domain.agreement import DocumentSpans
from annotator.domain.formats import write_line
from annotator.models import Project, Release, ReleaseLine, User
from annotator.models.documents import DocumentQuerySet

from .agreement import report_as_json, report_on
from .corpora import completed_layers, corpus_record, iterate_documents
from .events import record
from .labels import portable_label_set
from .projects import lock_project

BATCH = 100


def create_release(
    *, by: User, project: Project, documents: DocumentQuerySet, notes: str = ""
) -> Release:
    """Store the corpus line by line, its checksum, and how far its annotators agree.

    The corpus is read and measured first, into a file, and stored in one transaction at the
    end, so that nobody's work waits for the reading. The agreement is computed from the very
    spans that the lines hold.
    """
    layers: list[DocumentSpans] = []
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as corpus:
        for document in iterate_documents(documents):
            line = write_line(corpus_record(document)).encode()
            digest.update(line)
            corpus.write(line)
            layers.append(completed_layers(document))
        corpus.seek(0)
        return _store(
            by,
            Release(
                project=project,
                notes=notes,
                manifest=_manifest(project, layers),
                sha256=digest.hexdigest(),
                n_documents=len(layers),
                created_by=by,
            ),
            corpus,
        )


@transaction.atomic
def _store(by: User, release: Release, corpus: Iterable[bytes]) -> Release:
    lock_project(release.project)  # one number at a time
    last = release.project.releases.aggregate(last=Max("number"))["last"] or 0
    release.number = last + 1
    release.save(force_insert=True)
    rows = (
        ReleaseLine(release=release, position=position, line=line.decode())
        for position, line in enumerate(corpus)
    )
    while batch := list(islice(rows, BATCH)):
        ReleaseLine.objects.bulk_create(batch)
    after = {"number": release.number, "sha256": release.sha256}
    record("release.create", release.id, by=by, project=release.project, after=after)
    return release


def _manifest(project: Project, layers: list[DocumentSpans]) -> dict[str, Any]:
    return {
        "project": project.name,
        "guideline_version": project.guideline_version,
        "guideline": project.guideline,
        "redundancy": project.redundancy,
        **portable_label_set(project),
        "agreement": report_as_json(report_on(project, layers)),
    }
