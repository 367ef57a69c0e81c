"""What a person prefers: theirs alone, part by part, and nothing in it that no page asks for."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import User
from annotator.services.preferences import change_preferences
from tests.api.desk import Desk, said
from tests.cast import Cast, Client, client_of

EVERYTHING = {
    "reading": {
        "font": "serif",
        "size": 19.5,
        "measure": 70,
        "leading": 1.75,
        "theme": "sepia",
        "marks": "plain",
    },
    "keys": {"undo": "Ctrl+z", "accept": "a", "next-span": "Space"},
    "language": "de",
}


@pytest.fixture
def ana(cast: Cast) -> Client:
    return client_of(cast.ana)


def change(client: Client, body: Any) -> Any:
    return client.send("PATCH", "me/preferences/", body)


def test_it_keeps_preferences_and_opens_the_workspace_with_them(cast: Cast, ana: Client) -> None:
    assert ana.get("me/preferences/").json() == {}
    assert change(ana, EVERYTHING).json() == EVERYTHING
    assert ana.get("me/preferences/").json() == EVERYTHING
    assert Desk(cast).shown()["preferences"] == EVERYTHING
    assert client_of(cast.ben).get("me/preferences/").json() == {}


@pytest.mark.parametrize(
    "parts", [{}, {"reading": {}}, {"language": ""}, {"keys": {}, "language": "en"}]
)
def test_it_replaces_the_parts_that_are_sent_and_keeps_the_others(
    parts: dict[str, Any], ana: Client
) -> None:
    change(ana, EVERYTHING)
    assert change(ana, parts).json() == EVERYTHING | parts
    assert ana.get("me/preferences/").json() == EVERYTHING | parts


def test_it_keeps_what_changed_since_a_person_was_read(cast: Cast) -> None:
    stale = User.objects.get(id=cast.ana.id)
    change_preferences(by=cast.ana, parts={"language": "de"})
    kept = change_preferences(by=stale, parts={"keys": {"undo": "z"}})
    assert kept == {"language": "de", "keys": {"undo": "z"}}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"language": "fr"}, "language"),
        ({"language": None}, "language"),
        ({"language": ["de"]}, "language"),
        ({"reading": []}, "reading"),
        ({"reading": {"size": "19"}}, "reading.size"),
        ({"reading": {"size": True}}, "reading.size"),
        ({"reading": {"size": 400}}, "reading.size"),
        ({"reading": {"size": 10**400}}, "reading.size"),
        ({"reading": {"theme": "pink"}}, "reading.theme"),
        ({"reading": {"font": {}}}, "reading.font"),
        ({"reading": {"colour": "red"}}, "reading.colour"),
        ({"reading": {f"c{n}": 1 for n in range(7)}}, "reading"),
        ({"keys": ["a"]}, "keys"),
        ({"keys": {"undo": ""}}, "keys.undo"),
        ({"keys": {"undo": "a" * 41}}, "keys.undo"),
        ({"keys": {"undo": "\u202e"}}, "keys.undo"),
        ({"keys": {"un do": "a"}}, "keys.un do"),
        ({"keys": {f"c{n}": "a" for n in range(201)}}, "keys"),
        ([], "non_field_errors"),
        ("x", "non_field_errors"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_it_refuses_what_nobody_asks_for(sent: Any, field: str, ana: Client) -> None:
    refused = change(ana, sent)
    assert said(refused) == (400, "invalid_fields")
    assert list(refused.json()["fields"]) == [field]
    assert ana.get("me/preferences/").json() == {}


@pytest.mark.parametrize("part", [lambda many: many, lambda many: {"keys": dict(many)}])
def test_it_tells_of_the_first_of_many_faults(part: Any, ana: Client) -> None:
    refused = change(ana, part({f"{n} {'x' * 90}": {} for n in range(150)}))
    told = refused.json()
    assert said(refused) == (400, "invalid_fields")
    assert len(told["fields"]) == 20
    assert told["message"].endswith("and 130 more fields are wrong.")
    assert len(refused.content) < 10_000
