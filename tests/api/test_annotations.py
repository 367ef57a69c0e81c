"""Marking spans: every write can be repeated, nothing is lost, nothing is doubled."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from annotator.models import Annotation, Event
from annotator.services.projects import add_member
from tests.cast import TEXT, Cast, Client, Role, body_of, client_of, lines_of, mark


class Desk:
    """Ana at her assignment."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.ana)
        self.path = f"assignments/{cast.layer(cast.ana).id}/"

    def put(self, name: uuid.UUID, written: str, base_rev: int = 0) -> Any:
        body = body_of(self.cast.document, written, base_rev=base_rev)
        return self.client.send("PUT", f"{self.path}annotations/{name}/", body)

    def delete(self, name: uuid.UUID, base_rev: int) -> Any:
        return self.client.delete(f"{self.path}annotations/{name}/?base_rev={base_rev}")

    def post(self, verb: str, client: Client | None = None) -> Any:
        return (client or self.client).send("POST", f"{self.path}{verb}/", {})

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(self.path).json()
        return found


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def test_it_creates_an_annotation(desk: Desk) -> None:
    name = uuid.uuid4()
    response = desk.put(name, "2-6 actor")
    assert response.status_code == 201
    assert response.json() == {
        "id": str(name),
        "label": "actor",
        "start": 2,
        "end": 6,
        "rev": 1,
        "suggestion": None,
        "attributes": {},
        "note": "",
        "is_unsure": False,
        "guideline_version": 1,
    }
    assert desk.shown()["annotations"] == [response.json()]
    assert desk.shown()["state"] == "in_progress"


def test_it_answers_a_repeated_creation_with_what_it_stored(desk: Desk) -> None:
    name = uuid.uuid4()
    first, again = desk.put(name, "2-6 actor"), desk.put(name, "2-6 actor")
    assert (again.status_code, again.content) == (200, first.content)
    assert Annotation.objects.count() == 1
    assert Event.objects.filter(verb="annotation.create").count() == 1


def test_it_changes_an_annotation_and_counts_the_revision(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    changed = desk.put(name, "2-12 threat_claim", base_rev=1)
    again = desk.put(name, "2-12 threat_claim", base_rev=1)
    assert (changed.status_code, changed.json()["rev"]) == (200, 2)
    assert (again.status_code, again.content) == (200, changed.content)


def test_it_refuses_a_change_made_on_an_old_revision(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    newer = desk.put(name, "2-12 actor", base_rev=1).json()
    stale = desk.put(name, "2-8 actor", base_rev=1)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert stale.json()["current"] == newer
    assert desk.shown()["annotations"] == [newer]


@pytest.mark.parametrize("base_rev", [1, 7])
def test_it_refuses_a_change_of_what_is_not_there(base_rev: int, desk: Desk) -> None:
    stale = desk.put(uuid.uuid4(), "2-6 actor", base_rev=base_rev)
    assert (stale.status_code, stale.json()["current"]) == (409, None)


def test_it_refuses_the_same_span_twice(desk: Desk) -> None:
    desk.put(uuid.uuid4(), "2-6 actor")
    twice = desk.put(uuid.uuid4(), "2-6 actor")
    assert (twice.status_code, twice.json()["code"]) == (409, "duplicate_span")
    assert Annotation.objects.count() == 1


def test_it_refuses_to_change_one_span_into_another(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(uuid.uuid4(), "2-6 actor")
    desk.put(name, "2-8 actor")
    assert desk.put(name, "2-6 actor", base_rev=1).json()["code"] == "duplicate_span"
    assert {a["end"] for a in desk.shown()["annotations"]} == {6, 8}


def test_it_lets_spans_overlap_and_nest(desk: Desk) -> None:
    for written in ("2-12 actor", "2-12 evidence", "4-8 actor", "8-20 actor"):
        assert desk.put(uuid.uuid4(), written).status_code == 201


def test_it_deletes_once_and_says_so_when_asked_again(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    assert desk.delete(name, 1).status_code == 204
    assert desk.delete(name, 1).status_code == 404
    deleted = Event.objects.get(verb="annotation.delete")
    said = {"attributes": {}, "note": "", "is_unsure": False}
    assert deleted.before == {"label": "actor", "start": 2, "end": 6, "rev": 1} | said


def test_it_deletes_no_revision_it_was_not_asked_to(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    stale = desk.delete(name, 2)
    assert (stale.status_code, stale.json()["current"]["rev"]) == (409, 1)
    assert len(desk.shown()["annotations"]) == 1


def test_it_begins_no_work_with_a_deletion_of_nothing(desk: Desk) -> None:
    desk.delete(uuid.uuid4(), 1)
    assert desk.shown()["state"] == "assigned"


def test_it_creates_anew_what_was_deleted(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    desk.delete(name, 1)
    assert desk.put(name, "2-6 actor").status_code == 201


def test_it_closes_the_annotations_with_the_submission(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.put(name, "2-6 actor")
    assert desk.post("submit").json()["state"] == "submitted"
    for response in (desk.put(name, "2-8 actor", 1), desk.put(uuid.uuid4(), "3-5 actor")):
        assert (response.status_code, response.json()["code"]) == (409, "closed")
    assert desk.delete(name, 1).json()["code"] == "closed"
    assert [a["end"] for a in desk.shown()["annotations"]] == [6]


def test_it_answers_a_repeated_submission_with_the_first(desk: Desk) -> None:
    first, again = desk.post("submit"), desk.post("submit")
    assert (again.status_code, again.content) == (200, first.content)
    assert Event.objects.filter(verb="assignment.submit").count() == 1


@pytest.mark.parametrize("name", ["ada", "mara"])
def test_it_opens_again_when_a_reviewer_says_so(name: str, desk: Desk) -> None:
    desk.post("submit")
    reopened = desk.post("reopen", client_of(getattr(desk.cast, name)))
    assert reopened.json()["state"] == "reopened"
    assert reopened.json()["submitted_at"] is None
    assert desk.put(uuid.uuid4(), "2-6 actor").status_code == 201
    assert desk.post("submit").status_code == 200


def test_it_gives_nobody_their_own_copy_back(desk: Desk) -> None:
    add_member(by=desk.cast.mara, project=desk.cast.project, user=desk.cast.ana, role=Role.MANAGER)
    desk.post("submit")
    refused = desk.post("reopen")
    assert (refused.status_code, refused.json()["code"]) == (403, "own_copy")
    assert desk.shown()["state"] == "submitted"


def test_it_reopens_only_what_is_submitted(desk: Desk) -> None:
    refused = desk.post("reopen", client_of(desk.cast.mara))
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_it_lets_two_annotators_use_the_same_id(desk: Desk) -> None:
    name, ben = uuid.uuid4(), desk.cast.layer(desk.cast.ben)
    desk.put(name, "2-6 actor")
    body = body_of(desk.cast.document, "2-6 actor", base_rev=0)
    path = f"assignments/{ben.id}/annotations/{name}/"
    assert client_of(desk.cast.ben).send("PUT", path, body).status_code == 201


PLACES = {
    "a family of code points": "👩🏽‍🚀",
    "half of it": "👩🏽",
    "a combining mark": "e\u0301",
    "the mark alone": "\u0301",
    "Chinese": "北京说不",
    "Hebrew": "שלום",
    "both directions": "עולם, مرحبا 🇺🇦",
    "half a flag": "🇦",
    "a line break": "war.\r\nCafe",
    "white space": "  ",
    "the last character": "act. ",
}


@pytest.mark.parametrize("quote", PLACES.values(), ids=PLACES)
def test_it_keeps_offsets_in_code_points(quote: str, desk: Desk) -> None:
    start = TEXT.index(quote)
    written = f"{start}-{start + len(quote)} actor"
    assert desk.put(uuid.uuid4(), written).status_code == 201
    path = f"projects/{desk.cast.project.id}/exports/"
    (record,) = lines_of(client_of(desk.cast.mara).get(path))
    (span,) = record["annotators"][0]["spans"]
    assert record["text"] == TEXT
    assert (span["text"], TEXT[span["start"] : span["end"]]) == (quote, quote)


def test_it_lists_my_assignments_page_by_page(cast: Cast) -> None:
    mark(cast.layer(cast.ana), "2-6 actor")
    client = client_of(cast.ana)
    (mine,) = client.get("assignments/", {"page_size": 1}).json()["results"]
    assert mine["project"]["name"] == "Talk of war"
    assert "text" not in mine["document"]
    assert client.get("assignments/", {"state": "submitted"}).json()["results"] == []
    assert len(client.get("assignments/", {"state": "in_progress"}).json()["results"]) == 1
