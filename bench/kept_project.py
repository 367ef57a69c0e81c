"""The project that `bench.kept` asks about. Needs Django to be set up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from annotator.domain.formats import Draft, Metadata
from annotator.models import Annotation, Assignment, Document, Project, User
from annotator.services.agreement_blocks import read_blocks, store_rows
from annotator.services.agreement_rows import count_documents, layout_of
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.projects import add_member, create_project

BATCH = 500
MARKED = 40  # documents with spans of their own


def make_project(n_documents: int, text: str, names: Sequence[str], n_spans: int) -> Project:
    """Return a project whose first documents have spans, and whose others have rows like theirs."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        return _filled(n_documents, text, names, n_spans)


def _filled(n_documents: int, text: str, names: Sequence[str], n_spans: int) -> Project:
    manager = User.objects.create_user("mara")
    people = [User.objects.create_user(name) for name in names]
    project = create_project(by=manager, name="Many documents")
    for user in people:
        add_member(by=manager, project=project, user=user, role="annotator")
    documents = [_document(project, manager, f"{n} {text}") for n in range(n_documents)]
    Document.objects.bulk_create(documents, batch_size=BATCH)
    now = timezone.now()
    layers = [
        Assignment(document=one, annotator=user, state="submitted", submitted_at=now)
        for one in documents
        for user in people
    ]
    Assignment.objects.bulk_create(layers, batch_size=BATCH)
    for layer in layers[: MARKED * len(people)]:
        _mark(project, layer, n_spans)
    _copy_rows(project, manager, documents)
    return project


def _document(project: Project, by: User, text: str) -> Document:
    draft = Draft("", text, Metadata(title=text[:20], language="en"))
    return Document(
        project=project,
        text=text,
        sha256=draft.sha256,
        length=len(text),
        created_by=by,
        title=draft.metadata.title,
        language="en",
        moves=1,
    )


def _mark(project: Project, layer: Assignment, n_spans: int) -> None:
    chosen = random.Random(f"{layer.annotator.username} {layer.document.title}")
    labels = list(project.labels.all())
    starts = chosen.sample(range(0, layer.document.length - 60), n_spans)
    Annotation.objects.bulk_create(
        Annotation(
            assignment=layer,
            uuid=uuid4(),
            label=chosen.choice(labels),
            start=start,
            end=start + chosen.randrange(5, 60),
            guideline_version=1,
        )
        for start in starts
    )


def _copy_rows(project: Project, by: User, documents: Sequence[Document]) -> None:
    """Let the rows of the first documents stand for all the others as well."""
    marked = Document.objects.filter(id__in=[document.id for document in documents[:MARKED]])
    counted = count_documents(by=by, project=project, documents=marked)
    layout = layout_of(project, "character")
    blocks = read_blocks(project, layout, counted.documents).values()
    rows = [row for block in blocks for row in block.split().values()]
    copies = {document.id.hex: row for document, row in zip(documents[MARKED:], cycle(rows))}
    store_rows(copies, project, layout)


def move(project: Project, number: int, query: str, *, changes: bool) -> Callable[[], Any]:
    """Change one document, if asked to, and return what asks for the agreement then."""
    if changes:
        layer = Assignment.objects.filter(document__project=project).earliest("created_at", "id")
        reopen_assignment(by=project.created_by, assignment=layer)
        Annotation.objects.filter(assignment=layer).earliest("id").delete()
        submit_assignment(by=layer.annotator, assignment=layer)
    client = APIClient()
    client.force_login(project.created_by)

    def ask() -> Any:
        answer = client.get(
            f"/api/v1/projects/{project.id}/agreement/{query}", headers={"host": "127.0.0.1"}
        )
        if answer.status_code != 200:
            raise RuntimeError(answer.content)
        return answer

    return ask
