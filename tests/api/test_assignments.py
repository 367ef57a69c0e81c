"""One's documents: finding them, putting one aside, asking one back, notes, time on task."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db.models import F

from annotator.models import Adjudication, Assignment, Event, Sitting
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast, add_document, assign, client_of

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def listed(desk: Desk, **asked: str) -> list[str]:
    results = desk.client.get("assignments/", asked).json()["results"]
    return [found["document"]["title"] for found in results]


# --- The queue ----------------------------------------------------------------------------


def test_it_finds_documents_by_title_source_project_and_state(desk: Desk) -> None:
    cast = desk.cast
    other = add_document(cast.mara, cast.project, "Else.", title="100% else", source="Global Times")
    assign(cast.mara, cast.project, [cast.ana], [other])
    assert listed(desk, q="warn") == ["A warning"]
    assert listed(desk, q="TIMES") == listed(desk, q="0%") == ["100% else"]
    assert listed(desk, q="_") == listed(desk, q=".*") == []
    assert listed(desk, project=str(cast.project.id), q="") == ["A warning", "100% else"]
    assert listed(desk, project=str(cast.elsewhere.id)) == listed(desk, project=new_id()) == []
    assert listed(desk, state="assigned", q="else", project=str(cast.project.id)) == ["100% else"]


@pytest.mark.parametrize(
    "asked",
    [{"project": "x"}, {"project": ""}, {"q": "\x00"}, {"q": "a" * 201}, {"state": "open"}],
    ids=repr,
)
def test_it_refuses_a_filter_it_cannot_use(asked: dict[str, str], desk: Desk) -> None:
    refused = desk.client.get("assignments/", asked)
    assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), [*asked])


def test_it_lists_my_own_work_and_nothing_of_others(desk: Desk) -> None:
    ben = Desk(desk.cast, "ben")
    ben.marked("2-6 actor | 7-12 evidence")
    ben.send("PUT", f"sittings/{new_id()}/", {"seconds": 1})
    ben.send("PUT", "about/", {"note": "Ben's.", "is_unsure": True, "base_rev": 0})
    (before,) = desk.client.get("assignments/").json()["results"]
    assert (before["n_annotations"], before["seconds"], before["has_note"]) == (0, 0, False)
    desk.marked("2-6 actor")
    desk.send("PUT", "about/", {"note": "Mine.", "is_unsure": True, "base_rev": 0})
    (after,) = desk.client.get("assignments/").json()["results"]
    assert (after["n_annotations"], after["is_unsure"], after["has_note"]) == (1, True, True)


def test_it_says_in_the_list_where_anything_was_noted(desk: Desk) -> None:
    (name,) = desk.marked("2-6 actor")
    for note in ("", "Or the alliance?"):
        desk.put(name, "2-6 actor", base_rev=1, note=note)
        (listed,) = desk.client.get("assignments/").json()["results"]
        assert listed["has_note"] == bool(note)


# --- Putting aside ------------------------------------------------------------------------


def test_it_puts_a_document_aside_and_takes_it_up_again(desk: Desk) -> None:
    desk.marked("2-6 actor")
    skipped = desk.send("POST", "skip/", {"reason": "Not English."})
    assert (skipped.json()["state"], skipped.json()["skip_reason"]) == ("skipped", "Not English.")
    assert said(desk.put(new_id(), "7-12 actor")) == (409, "closed")
    resumed = desk.send("POST", "resume/", {})
    assert (resumed.json()["state"], resumed.json()["skip_reason"]) == ("in_progress", "")
    assert desk.put(new_id(), "7-12 actor").status_code == 201
    verbs = Event.objects.filter(verb__startswith="assignment.").values_list("verb", flat=True)
    assert list(verbs) == ["assignment.skip", "assignment.resume"]


def test_it_answers_repeated_moves_with_the_first(desk: Desk) -> None:
    for verb, body in (("skip", {"reason": "Broken."}), ("resume", {}), ("submit", {})):
        first, again = (desk.send("POST", f"{verb}/", body) for _ in range(2))
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.content == again.content
        assert Event.objects.filter(verb=f"assignment.{verb}").count() == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [("submit", "skip"), ("submit", "resume"), ("skip", "submit"), ("skip", "reopening-request")],
)
def test_it_allows_no_other_moves(first: str, then: str, desk: Desk) -> None:
    bodies: dict[str, Any] = {"submit": {}, "resume": {}}
    desk.send("POST", f"{first}/", bodies.get(first, {"reason": "x"}))
    refused = desk.send("POST", f"{then}/", bodies.get(then, {"reason": "x"}))
    assert said(refused) == (409, "wrong_state")


def test_it_resumes_nothing_that_was_never_begun(desk: Desk) -> None:
    assert said(desk.send("POST", "resume/", {})) == (409, "wrong_state")
    assert desk.shown()["state"] == "assigned"


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": " \n"}, {"reason": "\u200b"}, {"reason": "a" * 2001}]
)
@pytest.mark.parametrize("verb", ["skip", "reopening-request"])
def test_it_wants_a_reason(verb: str, body: dict[str, str], desk: Desk) -> None:
    refused = desk.send("POST", f"{verb}/", body)
    assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), ["reason"])


def test_it_waits_for_no_copy_that_was_put_aside(desk: Desk) -> None:
    cast = desk.cast
    cast.project.redundancy = 2
    cast.project.save()
    desk.send("POST", "skip/", {"reason": "x"})
    for user in (cast.ben, cast.chloe):
        cast.submit(user, "2-6 actor")
    ada = client_of(cast.ada)
    finished = ada.send("POST", f"documents/{cast.document.id}/adjudication/finish/", {})
    assert finished.status_code == 200
    assert said(desk.send("POST", "resume/", {})) == (409, "adjudicated")
    assert desk.shown()["state"] == "skipped"
    Adjudication.objects.all().delete()
    assert desk.send("POST", "resume/", {}).status_code == 200


# --- Asking for a submitted document ------------------------------------------------------


def test_it_asks_a_submitted_document_back_until_it_is_reopened(desk: Desk) -> None:
    desk.send("POST", "submit/", {})
    asked = desk.send("POST", "reopening-request/", {"reason": "I forgot one."})
    assert (asked.json()["state"], asked.json()["reopening_reason"]) == (
        "submitted",
        "I forgot one.",
    )
    reopened = client_of(desk.cast.mara).send("POST", f"{desk.path}reopen/", {}).json()
    assert (reopened["state"], reopened["reopening_reason"]) == ("reopened", "")


def test_it_keeps_one_request_however_often_it_is_made(desk: Desk) -> None:
    desk.send("POST", "submit/", {})
    for reason in ("One.", "One.", "Another."):
        desk.send("POST", "reopening-request/", {"reason": reason})
    assert desk.shown()["reopening_reason"] == "Another."
    assert Event.objects.filter(verb="reopening_request.put").count() == 2


@pytest.mark.parametrize("name", ["ana", "ada", "mara"])
def test_it_ends_a_request_withdrawn_or_declined(name: str, desk: Desk) -> None:
    desk.send("POST", "submit/", {})
    desk.send("POST", "reopening-request/", {"reason": "I forgot one."})
    client = client_of(getattr(desk.cast, name))
    assert client.delete(f"{desk.path}reopening-request/").status_code == 204
    assert client.delete(f"{desk.path}reopening-request/").status_code == 404
    assert (desk.shown()["state"], desk.shown()["reopening_reason"]) == ("submitted", "")


def test_it_tells_managers_of_a_request(desk: Desk) -> None:
    desk.send("POST", "submit/", {})
    desk.send("POST", "reopening-request/", {"reason": "I forgot one."})
    path = f"projects/{desk.cast.project.id}/events/"
    log = client_of(desk.cast.mara).get(path, {"page_size": 200}).json()["results"]
    (told,) = [event for event in log if event["verb"] == "reopening_request.put"]
    assert told["after"] == {"reason": "I forgot one."}


# --- The document as a whole --------------------------------------------------------------


def test_it_keeps_what_is_said_of_the_whole_document(desk: Desk) -> None:
    body = {"note": "Irony throughout.", "is_unsure": True, "base_rev": 0}
    first, again = (desk.send("PUT", "about/", body) for _ in range(2))
    assert first.json() == {"note": "Irony throughout.", "is_unsure": True, "rev": 1}
    assert (again.status_code, again.content) == (200, first.content)
    assert (desk.shown()["about"], desk.shown()["state"]) == (first.json(), "in_progress")
    stale = desk.send("PUT", "about/", body | {"note": "Other."})
    assert (said(stale), stale.json()["current"]) == ((409, "stale"), first.json())


def test_it_says_nothing_of_a_document_that_is_submitted(desk: Desk) -> None:
    desk.send("POST", "submit/", {})
    refused = desk.send("PUT", "about/", {"note": "x", "is_unsure": False, "base_rev": 0})
    assert said(refused) == (409, "closed")


# --- Time on task -------------------------------------------------------------------------


@pytest.fixture
def old(desk: Desk) -> Desk:
    """Ana, whose assignment is an hour old."""
    layer = desk.layer
    Assignment.objects.filter(id=layer.id).update(created_at=layer.created_at - HOUR)
    return desk


def test_it_adds_sittings_that_only_grow(old: Desk) -> None:
    morning, evening = new_id(), new_id()
    told = [(morning, 60), (morning, 90), (morning, 30), (evening, 10), (evening, 10)]
    totals = [
        old.send("PUT", f"sittings/{name}/", {"seconds": seconds}).json()["seconds"]
        for name, seconds in told
    ]
    assert totals == [60, 90, 90, 100, 100]
    assert old.shown()["seconds"] == 100
    assert old.client.get("assignments/").json()["results"][0]["seconds"] == 100


def tell(desk: Desk, seconds: int, name: str | None = None, layer: Assignment | None = None) -> int:
    """Tell the time of a sitting, by default of a new one; return the status of the answer."""
    path = f"assignments/{(layer or desk.layer).id}/sittings/{name or new_id()}/"
    status: int = desk.client.send("PUT", path, {"seconds": seconds}).status_code
    return status


def earlier(rows: Any, *fields: str, by: datetime.timedelta) -> None:
    """Put times of rows back, as if that had passed since."""
    rows.update(**{field: F(field) - by for field in fields})


def test_it_believes_no_more_time_than_has_passed(old: Desk) -> None:
    assert old.send("PUT", f"sittings/{new_id()}/", {"seconds": 3000}).status_code == 200
    refused = old.send("PUT", f"sittings/{new_id()}/", {"seconds": 700})
    assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), ["seconds"])
    assert old.shown()["seconds"] == 3000


def test_it_lets_a_sitting_grow_with_the_clock(old: Desk) -> None:
    name = new_id()
    assert tell(old, 30, name) == 200
    assert tell(old, 30 + 180, name) == 400
    earlier(Sitting.objects, "created_at", "updated_at", by=datetime.timedelta(seconds=100))
    assert [tell(old, 30 + 180, name), tell(old, 30 + 260, name)] == [200, 400]


def test_it_believes_an_hour_without_a_line(old: Desk) -> None:
    name = new_id()
    assert tell(old, 30, name) == 200
    earlier(Sitting.objects, "created_at", "updated_at", by=HOUR - MINUTE)
    assert tell(old, 3500, name) == 200


def test_it_adds_the_time_of_all_documents_up_to_what_has_passed(old: Desk) -> None:
    cast = old.cast
    other = add_document(cast.mara, cast.project, "Another text.")
    assign(cast.mara, cast.project, [cast.ana], [other])
    second = cast.layer(cast.ana, other)
    Assignment.objects.update(created_at=old.layer.created_at)
    assert [tell(old, 1800), tell(old, 1700, layer=second)] == [200, 200]
    assert [tell(old, 200, layer=second), tell(old, 200)] == [400, 400]
    assert tell(Desk(cast, "ben"), 3000) == 200


def test_it_believes_a_day_at_once_or_as_long_as_nothing_was_told(old: Desk) -> None:
    earlier(Assignment.objects, "created_at", by=30 * DAY)
    assert [tell(old, 25 * 3600), tell(old, 10 * 3600), tell(old, 15 * 3600)] == [400, 200, 400]
    assert tell(old, 13 * 3600) == 200
    earlier(Sitting.objects, "created_at", "updated_at", by=3 * DAY)
    assert [tell(old, 73 * 3600), tell(old, 71 * 3600)] == [400, 200]


def test_it_takes_no_time_after_the_submission(old: Desk) -> None:
    name, day = new_id(), 24 * 3600
    assert tell(old, 600, name) == 200
    old.send("POST", "submit/", {})
    earlier(Assignment.objects, "created_at", "submitted_at", by=DAY)
    earlier(Sitting.objects, "created_at", "updated_at", by=DAY)
    assert [tell(old, 800, name), tell(old, 3300), tell(old, day)] == [400, 400, 400]
    assert [tell(old, 700, name), tell(old, 2800)] == [200, 200]


@pytest.mark.parametrize("seconds", [-1, 1.5, "5", None, True, 2**31])
def test_it_takes_only_whole_seconds(seconds: Any, old: Desk) -> None:
    assert old.send("PUT", f"sittings/{new_id()}/", {"seconds": seconds}).status_code == 400
    assert not Sitting.objects.exists()


def test_it_takes_the_last_seconds_after_the_submission(old: Desk) -> None:
    old.send("POST", "submit/", {})
    assert old.send("PUT", f"sittings/{new_id()}/", {"seconds": 5}).json() == {"seconds": 5}
