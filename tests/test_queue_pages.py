"""The pages of one's queue: one's own work only, and for managers what they may see of others'."""

from __future__ import annotations

import pytest
from django.test import Client as PageClient

from annotator.models import Annotation, Membership, User
from annotator.services.assignments import put_about, request_reopening, skip_assignment
from annotator.services.projects import add_member, change_project
from tests.cast import Cast, add_document, assign, mark

pytestmark = pytest.mark.django_db


def page(user: User, path: str) -> str:
    """Return a page as its reader gets it."""
    client = PageClient()
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def ask_back(cast: Cast, user: User) -> None:
    cast.submit(user, "2-6 actor")
    request_reopening(by=user, assignment=cast.layer(user), reason="I misread the second line.")


def test_it_counts_ones_own_work_only(cast: Cast) -> None:
    cast.submit(cast.ben, "2-6 actor | 2-6 evidence")
    mark(cast.layer(cast.ana), "2-6 actor")
    seen = page(cast.ana, "/")
    assert "0 of 1 submitted" in seen
    assert "1 span<" in seen
    assert "1 of 1 submitted" in page(cast.ben, "/")


def test_a_manager_sees_who_wants_a_document_back_and_who_put_one_aside(cast: Cast) -> None:
    ask_back(cast, cast.ben)
    skip_assignment(by=cast.chloe, assignment=cast.layer(cast.chloe), reason="It is a poem.")
    seen = page(cast.mara, f"/projects/{cast.project.id}/")
    assert "I misread the second line." in seen
    assert "It is a poem." in seen


def test_a_manager_sees_at_once_how_many_want_a_document_back(cast: Cast) -> None:
    assert "to have a document back" not in page(cast.mara, "/")
    ask_back(cast, cast.ben)
    assert "1 request to have a document back" in page(cast.mara, "/")
    assert "to have a document back" not in page(cast.ben, "/")


def test_other_annotators_see_nothing_of_it(cast: Cast) -> None:
    ask_back(cast, cast.ben)
    for path in ("/", f"/projects/{cast.project.id}/"):
        assert "I misread" not in page(cast.ana, path)


def test_a_manager_who_annotates_the_document_sees_nothing_of_it_either(cast: Cast) -> None:
    add_member(by=cast.mara, project=cast.project, user=cast.mara, role=Membership.Role.ANNOTATOR)
    assign(cast.mara, cast.project, [cast.mara])
    ask_back(cast, cast.ben)
    assert "I misread" not in page(cast.mara, f"/projects/{cast.project.id}/")
    assert "to have a document back" not in page(cast.mara, "/")


def test_an_adjudicator_sees_it_once_every_copy_is_in(cast: Cast) -> None:
    path = f"/projects/{cast.project.id}/"
    ask_back(cast, cast.ben)
    assert "I misread" not in page(cast.ada, path)
    for user in (cast.ana, cast.chloe):
        cast.submit(user)
    assert "I misread" in page(cast.ada, path)


@pytest.mark.parametrize("query", ["state=lost", "project=1", "order=x&page=no", "q=%00", "page=9"])
def test_it_shows_the_queue_whatever_the_address_says(cast: Cast, query: str) -> None:
    assert "A warning" in page(cast.ana, f"/?{query}")


@pytest.mark.parametrize(("asked", "found"), [("unsure=on", "Zebras"), ("noted=on", "A warning")])
def test_it_finds_what_one_doubted_or_noted_anywhere(cast: Cast, asked: str, found: str) -> None:
    zebras = add_document(cast.mara, cast.project, "Zebras begin.", title="Zebras")
    assign(cast.mara, cast.project, [cast.ana], [zebras])
    layer = cast.layer(cast.ana, zebras)
    put_about(by=cast.ana, assignment=layer, note="", is_unsure=True, base_rev=0)
    (annotation,) = mark(cast.layer(cast.ana), "2-6 actor")
    Annotation.objects.filter(id=annotation.id).update(note="Or the alliance?")
    seen = page(cast.ana, f"/?{asked}")
    assert [title for title in ("A warning", "Zebras") if title in seen] == [found]


def test_the_place_in_the_project_leads_to_the_neighbours(cast: Cast) -> None:
    for title in ("An ending", "Zebras"):
        document = add_document(cast.mara, cast.project, f"{title} begin.", title=title)
        assign(cast.mara, cast.project, [cast.ana], [document])
    seen = page(cast.ana, f"/assignments/{cast.layer(cast.ana).id}/")
    assert "1 of 3" in seen
    assert 'rel="next"' in seen
    assert 'rel="prev"' not in seen


@pytest.mark.parametrize(
    ("since", "told"),
    [("1", "since version 1"), ("3", "since version 2"), ("x", "since version 2")],
)
def test_what_changed_is_told_since_any_earlier_version(cast: Cast, since: str, told: str) -> None:
    for text in ("Mark names.", "Mark all names."):
        change_project(by=cast.mara, project=cast.project, guideline=text)
    path = f"/projects/{cast.project.id}/guideline/versions/3/?since={since}"
    assert told in page(cast.ana, path)
