"""Several writes in one request: each for itself, in order, up to the first that is refused."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import Annotation, Event
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast


class Batch(Desk):
    def change(self, *changes: dict[str, Any]) -> list[tuple[int, Any]]:
        """Send changes; return what each was answered."""
        response = self.send("POST", "changes/", {"changes": list(changes)})
        assert response.status_code == 200, response.content
        return [(told["status"], told["body"]) for told in response.json()["results"]]

    def span(self, name: str, written: str, **more: Any) -> dict[str, Any]:
        return {"kind": "put_annotation", "id": name, **self.body(written, **more)}


@pytest.fixture
def batch(cast: Cast) -> Batch:
    return Batch(cast)


def test_it_does_every_kind_of_write(batch: Batch) -> None:
    actor, threat, link = new_id(), new_id(), new_id()
    told = batch.change(
        batch.span(actor, "2-6 actor"),
        batch.span(threat, "7-12 threat_claim", note="Which?"),
        {"kind": "put_relation", "id": link, **batch.link("makes", actor, threat)},
        {"kind": "put_about", "note": "Irony.", "is_unsure": True, "base_rev": 0},
        {"kind": "put_sitting", "id": new_id(), "seconds": 0},
        {"kind": "delete_relation", "id": link, "base_rev": 1},
        {"kind": "delete_annotation", "id": threat, "base_rev": 1},
    )
    assert [status for status, _ in told] == [201, 201, 201, 200, 200, 204, 204]
    assert told[0][1] == batch.shown()["annotations"][0]
    assert (told[3][1], told[4][1], told[5][1]) == (batch.shown()["about"], {"seconds": 0}, None)


def test_it_decides_on_suggestions_and_takes_that_back(batch: Batch) -> None:
    suggestion = batch.cast.document.suggestions.create(
        label=batch.cast.project.labels.get(name="actor"),
        start=2,
        end=6,
        score=0.5,
        reason="x",
        pipeline="",
    )
    span = batch.body("2-6 actor", id=new_id(), note="Yes.", base_rev=0)
    del span["base_rev"]
    accepted = {"kind": "decide_suggestion", "verdict": "accepted", "annotation": span}
    name = {"id": str(suggestion.id)}
    made, *_, again, gone = batch.change(
        accepted | name,
        {"kind": "delete_annotation", "id": span["id"], "base_rev": 1},
        batch.span(span["id"], "2-6 actor", note="Yes.", suggestion=name["id"]),
        {"kind": "retract_decision"} | name,
    )
    assert again == (201, made[1]["annotation"])
    assert (made[0], made[1]["annotation"]["note"]) == (200, "Yes.")
    assert made[1]["suggestion"]["verdict"] == "accepted"
    assert (gone, batch.shown()["annotations"]) == ((204, None), [])


def test_it_stops_after_the_first_refusal_and_keeps_what_came_before(batch: Batch) -> None:
    name = new_id()
    told = batch.change(
        batch.span(name, "2-6 actor"),
        batch.span(name, "2-8 actor", base_rev=0),
        batch.span(new_id(), "7-12 actor"),
    )
    assert [status for status, _ in told] == [201, 409]
    assert (told[1][1]["code"], told[1][1]["current"]) == ("stale", told[0][1])
    assert Annotation.objects.count() == 1


def test_it_tells_a_refused_change_as_the_single_write_does(batch: Batch) -> None:
    for bad in (
        {"start": 1.0},
        {"quote": "OTAN"},
        {"label": "nobody"},
        {"colour": "red"},
        {"attributes": {"x": 1}},
    ):
        single = batch.send("PUT", f"annotations/{new_id()}/", batch.body("2-6 actor") | bad)
        (told,) = batch.change(batch.span(new_id(), "2-6 actor") | bad)
        assert told == (single.status_code, single.json())


def test_it_answers_a_repeated_batch_like_the_first(batch: Batch) -> None:
    actor, threat, link = new_id(), new_id(), new_id()
    changes = [
        batch.span(actor, "2-6 actor"),
        batch.span(threat, "7-12 threat_claim"),
        {"kind": "put_relation", "id": link, **batch.link("makes", actor, threat)},
        {"kind": "put_about", "note": "x", "is_unsure": False, "base_rev": 0},
    ]
    first, again = batch.change(*changes), batch.change(*changes)
    assert [body for _, body in first] == [body for _, body in again]
    assert [status for status, _ in again] == [200] * 4
    assert Event.objects.filter(verb__startswith="annotation.").count() == 2


def test_it_changes_nothing_once_the_document_is_submitted(batch: Batch) -> None:
    batch.send("POST", "submit/", {})
    ((status, body),) = batch.change(
        batch.span(new_id(), "2-6 actor"), batch.span(new_id(), "7-12 actor")
    )
    assert (status, body["code"]) == (409, "closed")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        None,
        {},
        "x",
        [None],
        [{}],
        [{"kind": "submit"}],
        [{"kind": ["put_about"]}],
        [{"kind": "put_annotation"}],
        [{"kind": "put_annotation", "id": "x"}],
        [{"kind": "put_annotation", "id": 5}],
        [{"kind": "put_about", "note": "", "is_unsure": False, "base_rev": 0}] * 51,
    ],
    ids=lambda changes: repr(changes)[:40],
)
def test_it_refuses_a_batch_that_it_cannot_read(changes: Any, batch: Batch) -> None:
    refused = batch.send("POST", "changes/", {"changes": changes})
    assert said(refused) == (400, "invalid_fields")
    assert batch.shown()["state"] == "assigned"


@pytest.mark.parametrize("base_rev", [0, -1, "1", None])
def test_it_deletes_only_a_revision(base_rev: Any, batch: Batch) -> None:
    (name,) = batch.marked("2-6 actor")
    change = {"kind": "delete_annotation", "id": name, "base_rev": base_rev}
    ((status, body),) = batch.change(change)
    assert (status, list(body["fields"])) == (400, ["base_rev"])


def test_it_takes_a_repeated_deletion_as_the_single_one_does(batch: Batch) -> None:
    (name,) = batch.marked("2-6 actor")
    change = {"kind": "delete_annotation", "id": name, "base_rev": 1}
    assert [status for status, _ in batch.change(change, change)] == [204, 404]


def test_it_takes_fifty_changes(batch: Batch) -> None:
    spans = [batch.span(new_id(), f"2-{end} actor") for end in range(3, 53)]
    assert [status for status, _ in batch.change(*spans)] == [201] * 50
