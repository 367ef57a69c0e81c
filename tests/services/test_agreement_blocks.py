"""Documents whose rows are stored together: no figure is ever of what was, whoever writes when."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.domain.agreement import agreement_report
from annotator.domain.formats import Draft
from annotator.models import AgreementBlock, Document, User
from annotator.models.documents import DocumentQuerySet
from annotator.services import agreement_rows
from annotator.services.agreement import Asked, Question, measure_agreement, report_as_json
from annotator.services.agreement_rows import layout_of
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.corpora import completed_layers, iterate_documents
from tests.api.figures import close
from tests.cast import Cast, assign, mark
from tests.services.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MARKS = {"ana": "0-9 actor | 12-20 evidence", "ben": "0-9 actor", "chloe": "2-9 actor"}


@pytest.fixture
def together(cast: Cast) -> list[Document]:
    """Three documents of one block, submitted by everybody."""
    made = []
    for place in range(3):
        text = f"Text {place} of war, of threats and of peace."
        told = Draft("", text)
        one = Document(id=uuid.UUID(int=place + 1), project=cast.project, created_by=cast.mara)
        one.text, one.sha256, one.length = text, told.sha256, len(text)
        one.save()
        made.append(one)
    people = [cast.ana, cast.ben, cast.chloe]
    assign(cast.mara, cast.project, people, made)
    for document in made:
        for user in people:
            cast.submit(user, MARKS[user.username], document)
    return made


def ask(cast: Cast, documents: DocumentQuerySet | None = None) -> dict[str, Any]:
    every = Document.objects.filter(project=cast.project)
    chosen = every if documents is None else documents
    return measure_agreement(Asked(cast.mara, cast.project, chosen, Question(with_intervals=False)))


def assert_current(cast: Cast, documents: DocumentQuerySet | None = None) -> None:
    chosen = Document.objects.filter(project=cast.project) if documents is None else documents
    layers = [completed_layers(document) for document in iterate_documents(chosen)]
    layout = layout_of(cast.project, "character")
    report = agreement_report(layers, layout.labels, layout.types, layout.attributes)
    expected, told = report_as_json(report), ask(cast, chosen)
    assert {key: told[key] for key in expected} == close(expected)


def change(cast: Cast, document: Document, user: User, written: str) -> None:
    layer = cast.layer(user, document)
    reopen_assignment(by=cast.mara, assignment=layer)
    mark(layer, written)
    submit_assignment(by=user, assignment=layer)


def rows() -> dict[str, int]:
    """Return which documents have rows, and of which moves these are."""
    blocks = AgreementBlock.objects.values_list("moves", flat=True)
    return {key: moves for block in blocks for key, moves in block.items()}


def test_documents_of_one_first_byte_share_a_block(cast: Cast, together: list[Document]) -> None:
    assert_current(cast)
    assert AgreementBlock.objects.count() == 1
    assert rows() == {document.id.hex: 3 for document in together}


def test_a_change_counts_one_document_and_keeps_the_others(
    cast: Cast, together: list[Document]
) -> None:
    ask(cast)
    change(cast, together[1], cast.ben, "22-29 evidence")
    with CaptureQueriesContext(connection) as seen:
        ask(cast)
    asked = [query["sql"].replace("-", "") for query in seen]
    read = [sql for sql in asked if "annotator_annotation" in sql]
    layers = [cast.layer(cast.ana, document).id.hex for document in together]
    assert {tuple(layer in sql for layer in layers) for sql in read} == {(False, True, False)}
    assert rows() == {together[0].id.hex: 3, together[1].id.hex: 5, together[2].id.hex: 3}
    assert_current(cast)


def test_it_leaves_documents_out_that_share_a_block(cast: Cast, together: list[Document]) -> None:
    ask(cast)
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.chloe, together[0]))
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.chloe, together[1]))
    chosen = Document.objects.filter(id__in=[document.id for document in together[:2]])
    assert_current(cast, chosen)
    assert [pair["annotators"] for pair in ask(cast, chosen)["pairs"]] == [["ana", "ben"]]
    assert rows()[together[2].id.hex] == 3
    assert_current(cast)


def test_a_deleted_document_is_in_no_figure(cast: Cast, together: list[Document]) -> None:
    change(cast, together[2], cast.ben, "30-36 evidence")
    ask(cast)
    Document.objects.filter(id=together[2].id).delete()
    assert_current(cast)
    assert ask(cast)["n_documents"] == 2


def test_another_name_of_an_annotator_is_told_at_once(cast: Cast, together: list[Document]) -> None:
    ask(cast)
    User.objects.filter(id=cast.ana.id).update(username="zoe")
    assert_current(cast)
    assert ["ben", "zoe"] in [pair["annotators"] for pair in ask(cast)["pairs"]]


def test_what_a_later_writer_undoes_is_counted_again(cast: Cast, together: list[Document]) -> None:
    ask(cast)
    older = AgreementBlock.objects.get()
    change(cast, together[0], cast.ana, "22-29 evidence")
    assert_current(cast)
    older.save()
    change(cast, together[1], cast.ben, "0-5 evidence")
    assert_current(cast)
    assert rows()[together[0].id.hex] == 5


def test_what_moves_while_it_is_read_is_counted_again(
    cast: Cast, together: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(documents: DocumentQuerySet) -> Iterator[Document]:
        monkeypatch.undo()
        found = list(iterate_documents(documents))
        change(cast, together[0], cast.ana, "22-29 evidence")
        yield from found

    monkeypatch.setattr(agreement_rows, "iterate_documents", read)
    ask(cast)
    assert rows()[together[0].id.hex] == 3
    assert_current(cast)


def test_two_who_ask_at_once_store_one_block_of_what_is(
    cast: Cast, together: list[Document]
) -> None:
    for document in together:
        change(cast, document, cast.ben, "22-29 evidence")
        first, second = at_once(lambda: ask(cast), lambda: ask(cast))
        assert first == close(second)
        assert_current(cast)
    assert AgreementBlock.objects.count() == 1


def test_who_submits_while_another_asks_is_in_the_next_figures(
    cast: Cast, together: list[Document]
) -> None:
    for written in ("22-29 evidence", "24-30 evidence", "30-36 evidence"):
        at_once(lambda: ask(cast), partial(change, cast, together[0], cast.ben, written))
        assert_current(cast)
