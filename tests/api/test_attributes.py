"""What is said of a span besides its label: attributes, a note, doubt, the guideline's version."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import Attribute, Event, Label, Project
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast

OPTIONS = [{"name": name, "title": name.title()} for name in ("low", "middle", "high")]
KINDS = ("choice", "choices", "text", "number", "boolean")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Ana, where actors have an attribute of every kind, named after it."""
    label = cast.project.labels.get(name="actor")
    label.attributes.all().delete()
    for position, kind in enumerate(KINDS):
        options = OPTIONS if kind.startswith("choice") else []
        Attribute.objects.create(
            label=label, name=kind, title=kind, kind=kind, options=options, position=position
        )
    return Desk(cast)


def actor(desk: Desk) -> Label:
    return desk.cast.project.labels.get(name="actor")


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("choice", "low", "low"),
        ("choices", ["high", "low"], ["low", "high"]),
        ("choices", [], []),
        ("text", "because\nof «this»", "because\nof «this»"),
        ("text", "a" * 2000, "a" * 2000),
        ("number", 3, 3),
        ("number", 3.0, 3),
        ("number", -0.25, -0.25),
        ("boolean", False, False),
    ],
)
def test_it_keeps_an_answer_that_fits(kind: str, sent: Any, kept: Any, desk: Desk) -> None:
    name = new_id()
    made = desk.put(name, "2-6 actor", attributes={kind: sent})
    assert (made.status_code, made.json()["attributes"]) == (201, {kind: kept})
    again = desk.put(name, "2-6 actor", attributes={kind: sent})
    assert (again.status_code, again.content) == (200, made.content)
    assert repr(desk.stored(name).attributes) == repr({kind: kept})


@pytest.mark.parametrize(
    ("kind", "sent", "expected"),
    [
        ("choice", "none", "one of low, middle, high"),
        ("choice", ["low"], "one of low, middle, high"),
        ("choices", "low", "a list of some of low, middle, high"),
        ("choices", ["low", "low"], "each once"),
        ("choices", ["low", {}], "each once"),
        ("text", 5, "a text of at most 2000 characters"),
        ("text", "a" * 2001, "2001 characters"),
        ("number", "3", "a number"),
        ("number", True, "a number"),
        ("number", 2**53, "a number"),
        ("number", 10**400, "a number"),
        ("boolean", 1, "true or false"),
        ("boolean", None, "true or false"),
        ("unknown", 1, "only: choice, choices, text, number, boolean"),
    ],
)
def test_it_says_what_it_expected_of_an_answer(
    kind: str, sent: Any, expected: str, desk: Desk
) -> None:
    refused = desk.put(new_id(), "2-6 actor", attributes={kind: sent})
    assert said(refused) == (400, "invalid_fields")
    assert expected in refused.json()["fields"][f"attributes.{kind}"][0]
    assert desk.shown()["annotations"] == []


def test_it_takes_attributes_only_of_the_span_s_own_label(desk: Desk) -> None:
    name = new_id()
    desk.put(name, "2-6 actor", attributes={"boolean": True})
    refused = desk.put(name, "2-6 argument", base_rev=1, attributes={"boolean": True})
    assert list(refused.json()["fields"]) == ["attributes.boolean"]
    assert desk.put(name, "2-6 argument", base_rev=1).json()["attributes"] == {}


@pytest.mark.parametrize("value", [None, [], "x", 5, True])
def test_it_takes_only_an_object_as_attributes(value: Any, desk: Desk) -> None:
    refused = desk.put(new_id(), "2-6 actor", attributes=value)
    assert list(refused.json()["fields"]) == ["attributes"]


def test_it_keeps_answers_to_what_is_not_asked_any_more(desk: Desk) -> None:
    name = new_id()
    desk.put(name, "2-6 actor", attributes={"boolean": True, "choice": "low"})
    Attribute.objects.filter(label__name="actor", name="boolean").delete()
    noted = {"note": "Still so.", "attributes": {"boolean": True, "choice": "high"}}
    assert desk.put(name, "2-6 actor", base_rev=1, **noted).json()["attributes"]["choice"] == "high"
    changed = {"attributes": {"boolean": False}}
    assert desk.put(name, "2-6 actor", base_rev=2, **changed).status_code == 400


def test_it_replaces_note_and_doubt_and_tells_them_to_the_log(desk: Desk) -> None:
    name = new_id()
    desk.put(name, "2-6 actor", note="Whose \U0001f469\U0001f3fd?", is_unsure=True)
    changed = desk.put(name, "2-6 actor", base_rev=1).json()
    assert (changed["note"], changed["is_unsure"], changed["rev"]) == ("", False, 2)
    event = Event.objects.get(verb="annotation.change")
    assert (event.before or {})["note"] == "Whose \U0001f469\U0001f3fd?"


@pytest.mark.parametrize(
    ("field", "value"),
    [("note", "a" * 10_001), ("note", None), ("note", 5), ("is_unsure", 1), ("is_unsure", "true")],
)
def test_it_refuses_a_note_or_doubt_of_another_kind(field: str, value: Any, desk: Desk) -> None:
    refused = desk.put(new_id(), "2-6 actor", **{field: value})
    assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), [field])


def test_it_keeps_the_guideline_s_version_of_the_last_change(desk: Desk) -> None:
    name = new_id()
    assert desk.put(name, "2-6 actor").json()["guideline_version"] == 1
    Project.objects.filter(id=desk.cast.project.id).update(guideline_version=4)
    assert desk.put(name, "2-6 actor").json()["guideline_version"] == 1
    assert desk.put(name, "2-8 actor", base_rev=1).json()["guideline_version"] == 4


def test_it_makes_no_span_with_an_archived_label(desk: Desk) -> None:
    kept, other = new_id(), new_id()
    desk.put(kept, "2-6 actor")
    desk.put(other, "7-12 evidence")
    Label.objects.filter(id=actor(desk).id).update(is_archived=True, key="")
    for refused in (
        desk.put(new_id(), "20-24 actor"),
        desk.put(other, "7-12 actor", base_rev=1),
    ):
        assert "argument, threat_claim, evidence;" in refused.json()["fields"]["label"][0]
    assert desk.put(kept, "2-12 actor", base_rev=1, note="x").status_code == 200


def test_it_shows_what_is_asked_of_each_label(desk: Desk) -> None:
    shown = desk.shown()
    (label,) = [label for label in shown["labels"] if label["name"] == "actor"]
    assert [attribute["name"] for attribute in label["attributes"]] == list(KINDS)
    assert label["attributes"][0]["options"] == OPTIONS
    assert {"examples", "is_archived"} <= set(label)
    (makes,) = [kind for kind in shown["relation_types"] if kind["name"] == "makes"]
    assert makes["ends"] == [{"source": "actor", "target": "threat_claim"}]
