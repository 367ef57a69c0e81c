"""Who is in a test: people with fixed roles, a project with one text, and how they act."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from rest_framework.test import APIClient

from annotator.domain.formats import Draft, Metadata
from annotator.domain.spans import Span
from annotator.models import Annotation, Assignment, Document, Membership, Project, User
from annotator.services.annotations import SpanDraft, put_annotation
from annotator.services.assignments import submit_assignment
from annotator.services.documents import import_documents
from annotator.services.projects import add_member, assign_annotators, create_project

Role = Membership.Role
API = "/api/v1/"
# Emoji of several code points, a combining mark, CJK, scripts from the right, a flag.
TEXT = (
    "  NATO warns \U0001f469\U0001f3fd‍\U0001f680 of war.\r\n"
    "Cafe\u0301 prices rose 9%; 北京说不。\n"
    "שלום עולם, مرحبا \U0001f1fa\U0001f1e6!\n"
    "Moscow must act. "
)


@dataclass(frozen=True)
class Cast:
    """A manager, three annotators, an adjudicator; and an outsider with a project of her own."""

    mara: User
    ana: User
    ben: User
    chloe: User
    ada: User
    olga: User
    project: Project
    document: Document
    elsewhere: Project
    foreign: Document

    def layer(self, user: User, document: Document | None = None) -> Assignment:
        """Return the user's assignment on a document, the cast's own by default."""
        return Assignment.objects.get(document=document or self.document, annotator=user)

    def submit(self, user: User, marks: str = "", document: Document | None = None) -> None:
        """Let an annotator mark spans and hand the document in."""
        layer = self.layer(user, document)
        mark(layer, marks)
        submit_assignment(by=user, assignment=layer)


def gather_cast() -> Cast:
    """Create everybody, the project, its text, and assignments for the three annotators."""
    names = ("mara", "ana", "ben", "chloe", "ada", "olga")
    people = {name: person(name) for name in names}
    project = create_project(by=people["mara"], name="Talk of war", guideline="Mark *actors*.")
    for name in ("ana", "ben", "chloe"):
        add_member(by=people["mara"], project=project, user=people[name], role=Role.ANNOTATOR)
    add_member(by=people["mara"], project=project, user=people["ada"], role=Role.ADJUDICATOR)
    document = add_document(people["mara"], project, TEXT, title="A warning")
    assign(people["mara"], project, [people["ana"], people["ben"], people["chloe"]])
    elsewhere = create_project(by=people["olga"], name="Olga's own")
    foreign = add_document(people["olga"], elsewhere, "Nobody else may read this.")
    return Cast(**people, project=project, document=document, elsewhere=elsewhere, foreign=foreign)


def person(username: str) -> User:
    """Create somebody who signs in only through `client_of`: without a password."""
    return User.objects.create_user(username, first_name=username.title())


def add_document(by: User, project: Project, text: str, **metadata: Any) -> Document:
    """Import one English text."""
    draft = Draft("", text, Metadata(**{"language": "en", **metadata}))
    (document,), _ = import_documents(by=by, project=project, drafts=[draft])
    return document


def assign(
    by: User, project: Project, people: Iterable[User], documents: list[Document] | None = None
) -> None:
    """Assign people to documents, by default to all of the project."""
    assign_annotators(by=by, project=project, annotators=list(people), documents=documents)


def spans(written: str) -> list[Span]:
    """Read the mini-language of the tests: "0-5 actor | 3-8 threat_claim"."""
    parts = re.findall(r"(\d+)-(\d+) (\w+)", written)
    return [Span(int(start), int(end), label) for start, end, label in parts]


def mark(layer: Assignment, written: str) -> list[Annotation]:
    """Store spans in a layer, as its annotator."""
    return [
        put_annotation(by=layer.annotator, assignment=layer, draft=draft(layer, span), base_rev=0)[
            0
        ]
        for span in spans(written)
    ]


def draft(layer: Assignment, span: Span) -> SpanDraft:
    quote = layer.document.text[span.start : span.end]
    return SpanDraft(uuid.uuid4(), span.label, span.start, span.end, quote)


def body_of(document: Document, written: str, **more: Any) -> dict[str, Any]:
    """Return the body of a request about one span, with the quote it is made on."""
    (span,) = spans(written)
    quote = document.text[span.start : span.end]
    return {"label": span.label, "start": span.start, "end": span.end, "quote": quote, **more}


class Client(APIClient):
    """A client of the API whose paths begin behind /api/v1/ and whose bodies are JSON."""

    def generic(self, method: str, path: Any, *args: Any, **kwargs: Any) -> Any:
        path = path if path.startswith("/") else API + path
        return super().generic(method, path, *args, **kwargs)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a JSON body, or none."""
        return getattr(self, method.lower())(
            path, body, format="json" if body is not None else None
        )


def client_of(user: User | None, **options: Any) -> Client:
    """Return a client signed in as the user by session, nobody where None."""
    client = Client(**options)
    if user is not None:
        client.force_login(user)
    return client


def lines_of(response: Any) -> list[dict[str, Any]]:
    """Return the records of a streamed response in JSON Lines."""
    return [json.loads(line) for line in b"".join(response).splitlines()]


def client_with(token: str) -> Client:
    """Return a client that sends a token."""
    client = Client()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stored(*left_out: str) -> str:
    """Return a digest of every row of every table of ours, but of the named tables.

    When somebody last signed in is left out: clients of the tests do.
    """
    digest = hashlib.sha256()
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_app_config("annotator").get_models():
            if model.__name__ in left_out:
                continue
            columns = [str(f.column) for f in model._meta.concrete_fields if f.name != "last_login"]
            table = quoted(model._meta.db_table)
            cursor.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {table}")  # noqa: S608
            digest.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return digest.hexdigest()
