"""What an annotator makes of suggestions: one decision each, repeatable, and it can be undone."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from annotator.models import Document, Event, Suggestion, SuggestionDecision
from tests.cast import Cast, body_of, client_of

PIPELINE = "rules-en 1"


def suggest(cast: Cast, start: int, end: int, label: str = "actor") -> Suggestion:
    Document.objects.filter(id=cast.document.id).update(preannotated_with=PIPELINE)
    return Suggestion.objects.create(
        document=cast.document,
        label=cast.project.labels.get(name=label),
        start=start,
        end=end,
        score=0.75,
        reason="cue 'warns'",
        pipeline=PIPELINE,
    )


class Desk:
    """Ana, and one suggestion about "NATO"."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.ana)
        self.suggestion = suggest(cast, 2, 6)
        self.layer = f"assignments/{cast.layer(cast.ana).id}/"
        self.path = f"{self.layer}suggestions/{self.suggestion.id}/decision/"

    def span(self, written: str, name: uuid.UUID | None = None) -> dict[str, Any]:
        return body_of(self.cast.document, written, id=str(name or uuid.uuid4()))

    def decide(self, verdict: str, annotation: dict[str, Any] | None = None) -> Any:
        return self.client.send("PUT", self.path, {"verdict": verdict, "annotation": annotation})

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(self.layer).json()
        return found


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def test_it_shows_a_suggestion_with_score_and_reason(desk: Desk) -> None:
    assert desk.shown()["suggestions"] == [
        {
            "id": str(desk.suggestion.id),
            "label": "actor",
            "start": 2,
            "end": 6,
            "score": 0.75,
            "reason": "cue 'warns'",
            "verdict": None,
        }
    ]


@pytest.mark.parametrize(
    ("verdict", "written"), [("accepted", "2-6 actor"), ("edited", "2-12 actor")]
)
def test_it_makes_an_annotation_of_a_suggestion(verdict: str, written: str, desk: Desk) -> None:
    response = desk.decide(verdict, desk.span(written))
    made = response.json()["annotation"]
    assert response.status_code == 200
    assert response.json()["suggestion"]["verdict"] == verdict
    assert made["suggestion"] == str(desk.suggestion.id)
    assert desk.shown()["annotations"] == [made]
    assert desk.shown()["suggestions"][0]["verdict"] == verdict


def test_it_dismisses_a_suggestion_for_this_annotator_only(desk: Desk) -> None:
    assert desk.decide("dismissed").json()["annotation"] is None
    ben = client_of(desk.cast.ben).get(f"assignments/{desk.cast.layer(desk.cast.ben).id}/").json()
    assert desk.shown()["suggestions"][0]["verdict"] == "dismissed"
    assert ben["suggestions"][0]["verdict"] is None


@pytest.mark.parametrize(
    ("verdict", "written"), [("accepted", "2-6 actor"), ("edited", "2-12 actor")]
)
def test_it_answers_a_repeated_decision_with_what_it_made(
    verdict: str, written: str, desk: Desk
) -> None:
    span = desk.span(written)
    first, again = desk.decide(verdict, span), desk.decide(verdict, span)
    assert (again.status_code, again.content) == (200, first.content)
    assert Event.objects.filter(verb="suggestion.decide").count() == 1
    assert len(desk.shown()["annotations"]) == 1


def test_it_answers_a_repeated_decision_whose_annotation_has_moved(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.decide("accepted", desk.span("2-6 actor", name))
    moved = body_of(desk.cast.document, "2-8 actor", base_rev=1)
    desk.client.send("PUT", f"{desk.layer}annotations/{name}/", moved)
    again = desk.decide("accepted", desk.span("2-6 actor", name))
    assert (again.status_code, again.json()["annotation"]["end"]) == (200, 8)
    assert len(desk.shown()["annotations"]) == 1


def test_it_returns_the_equal_span_there_is(desk: Desk) -> None:
    name = uuid.uuid4()
    own = body_of(desk.cast.document, "2-6 actor", base_rev=0)
    desk.client.send("PUT", f"{desk.layer}annotations/{name}/", own)
    made = desk.decide("accepted", desk.span("2-6 actor")).json()["annotation"]
    assert (made["id"], made["suggestion"]) == (str(name), None)


def test_it_makes_no_second_span_of_one_suggestion(desk: Desk) -> None:
    desk.decide("edited", desk.span("2-12 actor"))
    other = desk.decide("edited", desk.span("2-8 actor"))
    assert (other.status_code, other.json()["code"]) == (409, "decided")
    assert [a["end"] for a in desk.shown()["annotations"]] == [12]


def test_it_refuses_another_verdict_until_the_first_is_taken_back(desk: Desk) -> None:
    desk.decide("dismissed")
    refused = desk.decide("accepted", desk.span("2-6 actor"))
    assert (refused.status_code, refused.json()["code"]) == (409, "decided")
    assert desk.client.delete(desk.path).status_code == 204
    assert desk.decide("accepted", desk.span("2-6 actor")).status_code == 200


def test_it_refuses_an_id_that_another_span_has(desk: Desk) -> None:
    name = uuid.uuid4()
    own = body_of(desk.cast.document, "7-12 evidence", base_rev=0)
    desk.client.send("PUT", f"{desk.layer}annotations/{name}/", own)
    refused = desk.decide("accepted", desk.span("2-6 actor", name))
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert refused.json()["current"]["label"] == "evidence"
    assert not SuggestionDecision.objects.exists()


def test_it_takes_the_annotation_back_with_the_decision(desk: Desk) -> None:
    desk.decide("accepted", desk.span("2-6 actor"))
    assert desk.client.delete(desk.path).status_code == 204
    assert desk.client.delete(desk.path).status_code == 404
    assert desk.shown()["annotations"] == []
    assert desk.shown()["suggestions"][0]["verdict"] is None


@pytest.mark.parametrize(
    ("verdict", "written"),
    [
        ("accepted", None),
        ("edited", None),
        ("dismissed", "2-6 actor"),
        ("accepted", "2-12 actor"),
        ("accepted", "2-6 evidence"),
        ("edited", "2-6 actor"),
        ("perhaps", None),
    ],
)
def test_it_refuses_a_verdict_that_does_not_fit_its_span(
    verdict: str, written: str | None, desk: Desk
) -> None:
    refused = desk.decide(verdict, desk.span(written) if written else None)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_fields")
    assert not SuggestionDecision.objects.exists()
    assert desk.shown()["state"] == "assigned"


def test_it_checks_the_quote_of_an_accepted_span(desk: Desk) -> None:
    refused = desk.decide("accepted", desk.span("2-6 actor") | {"quote": "OTAN"})
    assert (refused.status_code, refused.json()["code"]) == (409, "offset_mismatch")
    assert not SuggestionDecision.objects.exists()


def test_it_makes_a_deleted_span_again_as_it_was(desk: Desk) -> None:
    name = uuid.uuid4()
    made = desk.decide("accepted", desk.span("2-6 actor", name)).json()["annotation"]
    annotation = f"{desk.layer}annotations/{name}/"
    assert desk.client.delete(f"{annotation}?base_rev=1").status_code == 204
    again = body_of(desk.cast.document, "2-6 actor", base_rev=0, suggestion=made["suggestion"])
    assert [desk.client.send("PUT", annotation, again).json() for _ in range(2)] == [made] * 2
    assert desk.client.delete(desk.path).status_code == 204
    assert desk.shown()["annotations"] == []


def origin(desk: Desk, suggestion: object, base_rev: int = 0, name: Any = None) -> Any:
    """Send a span that is said to go back to a suggestion."""
    body = body_of(desk.cast.document, "2-8 actor", base_rev=base_rev, suggestion=str(suggestion))
    return desk.client.send("PUT", f"{desk.layer}annotations/{name or uuid.uuid4()}/", body)


@pytest.mark.parametrize("verdict", [None, "dismissed"])
def test_it_lets_no_span_go_back_to_what_was_not_accepted(verdict: str | None, desk: Desk) -> None:
    if verdict:
        desk.decide(verdict)
    ben = client_of(desk.cast.ben)
    layer = f"assignments/{desk.cast.layer(desk.cast.ben).id}/"
    accepted = {"verdict": "accepted", "annotation": desk.span("2-6 actor")}
    ben.send("PUT", f"{layer}suggestions/{desk.suggestion.id}/decision/", accepted)
    for suggestion in (desk.suggestion.id, uuid.uuid4()):
        refused = origin(desk, suggestion)
        assert (refused.status_code, [*refused.json()["fields"]]) == (400, ["suggestion"])
    assert desk.shown()["annotations"] == []


def test_it_leaves_where_a_span_came_from_alone_when_it_changes(desk: Desk) -> None:
    name = uuid.uuid4()
    desk.decide("accepted", desk.span("2-6 actor", name))
    changed = origin(desk, uuid.uuid4(), base_rev=1, name=name).json()
    assert (changed["end"], changed["suggestion"]) == (8, str(desk.suggestion.id))


def test_it_decides_nothing_after_the_submission(desk: Desk) -> None:
    desk.decide("accepted", desk.span("2-6 actor"))
    desk.client.send("POST", f"{desk.layer}submit/", {})
    assert desk.decide("accepted", desk.span("2-6 actor")).json()["code"] == "closed"
    assert desk.client.delete(desk.path).json()["code"] == "closed"
    assert len(desk.shown()["annotations"]) == 1


def edited(desk: Desk) -> dict[str, Any]:
    """Accept the suggestion and note something on what came of it; return that."""
    made = desk.decide("accepted", desk.span("2-6 actor")).json()["annotation"]
    body = body_of(desk.cast.document, "2-6 actor", base_rev=1, note="Mine now.")
    changed: dict[str, Any] = desk.client.send(
        "PUT", f"{desk.layer}annotations/{made['id']}/", body
    ).json()
    return changed


def test_it_keeps_what_was_changed_since_it_was_accepted(desk: Desk) -> None:
    changed = edited(desk)
    refused = desk.client.send("DELETE", desk.path)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert refused.json()["current"] == changed
    assert desk.shown()["annotations"] == [changed]
    assert desk.shown()["suggestions"][0]["verdict"] == "accepted"


@pytest.mark.parametrize(("base_rev", "status"), [(2, 204), (1, 409), (3, 409)])
def test_it_goes_with_its_decision_at_the_revision_that_is_named(
    base_rev: int, status: int, desk: Desk
) -> None:
    edited(desk)
    assert desk.client.send("DELETE", f"{desk.path}?base_rev={base_rev}").status_code == status
    assert len(desk.shown()["annotations"]) == (status == 409)


def test_it_takes_decisions_back_in_a_batch_by_the_same_rule(desk: Desk) -> None:
    edited(desk)
    change = {"kind": "retract_decision", "id": str(desk.suggestion.id)}
    for more, status in (({}, 409), ({"base_rev": 2}, 204)):
        sent = {"changes": [change | more]}
        (told,) = desk.client.send("POST", f"{desk.layer}changes/", sent).json()["results"]
        assert told["status"] == status


def test_it_refuses_a_revision_that_is_none(desk: Desk) -> None:
    desk.decide("dismissed")
    refused = desk.client.send("DELETE", f"{desk.path}?base_rev=x")
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["base_rev"])
