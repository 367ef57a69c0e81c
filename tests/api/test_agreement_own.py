"""An annotator's own agreement: nothing of it tells who the others are, or what they work on."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings

from annotator.domain.labels import MAX_LABELS
from annotator.models import Document, Project
from annotator.services import agreement_rows
from annotator.services.agreement_own import measure_own
from annotator.services.projects import change_project
from tests.cast import Cast, client_of


@pytest.fixture
def shown(cast: Cast) -> Cast:
    """A document that all submitted, in a project that shows annotators their agreement."""
    for user, marks in ((cast.ana, "2-6 actor"), (cast.ben, "2-5 actor"), (cast.chloe, "")):
        cast.submit(user, marks)
    change_project(by=cast.mara, project=cast.project, shows_agreement=True)
    return cast


def ask(cast: Cast, **query: Any) -> Any:
    return client_of(cast.ana).get(f"projects/{cast.project.id}/agreement/own/", query)


def spans_by_letter(cast: Cast) -> list[tuple[str, int]]:
    """Return how many spans ana has with each of the others: two with ben, one with chloe."""
    documents = Document.objects.filter(id=cast.document.id)
    told = measure_own(project=cast.project, documents=documents, user=cast.ana)
    return [(pair["other"], pair["overall"]["alpha"]["n_spans"]) for pair in told["pairs"]]


def test_counting_tells_nothing_of_the_others(shown: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement_rows, "MOST_AT_ONCE", 0)
    answer = ask(shown)
    assert (answer.status_code, answer.json()) == (202, {"is_counting": True})


def test_letters_do_not_follow_names(shown: Cast, settings: LazySettings) -> None:
    seen = set()
    for n in range(25):
        settings.SECRET_KEY = f"Key {n} that is used for nothing else."
        found = spans_by_letter(shown)
        assert [letter for letter, _ in found] == ["A", "B"]
        assert spans_by_letter(shown) == found
        seen.add(tuple(found))
    assert seen == {(("A", 2), ("B", 1)), (("A", 1), ("B", 2))}


def test_a_letter_stays_when_its_annotator_is_renamed(shown: Cast) -> None:
    before = spans_by_letter(shown)
    for name in ("aaa", "zzz"):
        shown.ben.username = name
        shown.ben.save()
        assert spans_by_letter(shown) == before


def test_it_takes_no_filter(shown: Cast) -> None:
    assert ask(shown, **{"metadata.desk": "East"}).status_code == 400


def fill(project: Project, n_labels: int) -> None:
    colours = {"colour": "#123456", "colour_dark": "#fedcba", "definition": "x"}
    for n in range(project.labels.count(), n_labels):
        project.labels.create(name=f"n{n}", title="N", position=n, **colours)


def test_more_labels_than_can_be_counted_begin_no_job(
    shown: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shown.project, MAX_LABELS)
    assert ask(shown).status_code == 200
    monkeypatch.setattr(agreement_rows, "MOST_AT_ONCE", 0)
    fill(shown.project, MAX_LABELS + 1)
    answer = ask(shown)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert not shown.project.jobs.filter(kind="count_characters").exists()
