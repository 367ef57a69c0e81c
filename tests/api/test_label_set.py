"""The label set: changed as one whole, without taking the ground from under work that is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotator.domain.default_labels import DEFAULT_LABELS
from annotator.models import (
    Annotation,
    Event,
    Label,
    Membership,
    RelationType,
    Suggestion,
)
from annotator.services.adjudication import decide
from annotator.services.review import review_document
from tests.api.label_desk import COLOURS, Change, Desk, label, without
from tests.cast import Cast, draft, mark, spans, stored


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


NEW = {"name": "appeal", "title": "Appeal", "definition": "A call to act.", "key": "5"}


def test_it_starts_with_everything_that_the_default_set_has(desk: Desk) -> None:
    seen = desk.see()
    assert [one["name"] for one in seen["labels"]] == [one.name for one in DEFAULT_LABELS]
    assert [a["name"] for a in label(seen, "threat_claim")["attributes"]] == [
        "hedging",
        "conditional",
        "explicitness",
        "harm",
    ]
    ends = {kind["name"]: kind["ends"] for kind in seen["relation_types"]}
    assert ends["makes"] == [{"source": "actor", "target": "threat_claim"}]
    assert all(one["examples"] for one in seen["labels"])


def test_it_stores_what_was_sent_and_nothing_where_nothing_changed(desk: Desk) -> None:
    before = stored()
    seen = desk.see()
    assert desk.put(seen).json() == seen
    assert stored() == before


def test_it_adds_a_label_with_attributes_and_ends(desk: Desk) -> None:
    asked = {"name": "tone", "title": "Tone", "kind": "choices", "options": [option("calm")]}

    def add(body: dict[str, Any]) -> None:
        body["labels"].insert(0, {**NEW, **COLOURS, "attributes": [asked]})
        body["relation_types"][0]["ends"].append({"source": "appeal", "target": "appeal"})

    made = desk.change(add).json()
    assert made == desk.see()
    assert made["labels"][0]["attributes"][0]["options"] == [option("calm")]
    assert {"source": "appeal", "target": "appeal"} in made["relation_types"][0]["ends"]
    change = Event.objects.get(verb="label_set.put")
    assert (change.before or {})["labels"] == made["labels"][1:]
    assert (change.after or {})["revision"] == made["revision"]


def option(name: str) -> dict[str, str]:
    return {"name": name, "title": name.title()}


def test_it_refuses_a_change_of_an_older_set(desk: Desk) -> None:
    old = desk.see()
    desk.change(lambda body: label(body, "actor").update(title="Player"))
    before = stored()
    refused = desk.put(old)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert refused.json()["current"] == desk.see()
    assert stored() == before


def test_it_exchanges_names_keys_and_places_in_one_go(desk: Desk) -> None:
    def exchange(body: dict[str, Any]) -> None:
        one, other = body["labels"][0], body["labels"][1]
        for field in ("name", "key"):
            one[field], other[field] = other[field], one[field]
        body["labels"].reverse()
        body["relation_types"].reverse()
        for kind in body["relation_types"]:
            kind["ends"] = []

    ids = {one["id"]: one for one in desk.see()["labels"]}
    changed = desk.change(exchange).json()
    assert [one["name"] for one in changed["labels"]] == [
        "evidence",
        "threat_claim",
        "argument",
        "actor",
    ]
    assert ids[changed["labels"][2]["id"]]["name"] == "actor"


def test_it_renames_a_label_by_its_id_and_spans_follow(desk: Desk) -> None:
    (annotation,) = mark(desk.cast.layer(desk.cast.ana), "2-6 actor")

    def rename(body: dict[str, Any]) -> None:
        label(body, "actor")["name"] = "player"
        for kind in body["relation_types"]:
            for end in kind["ends"]:
                end.update({side: "player" for side, name in end.items() if name == "actor"})

    assert desk.change(rename).status_code == 200
    annotation.refresh_from_db()
    assert annotation.label.name == "player"


def test_it_takes_a_name_for_what_has_it_where_no_id_is_sent(desk: Desk) -> None:
    def forget(body: dict[str, Any]) -> None:
        for part in (*body["labels"], *label(body, "threat_claim")["attributes"]):
            del part["id"]

    seen = desk.see()
    assert desk.change(forget).json() == seen


def test_it_deletes_a_label_that_nothing_has(desk: Desk) -> None:
    assert desk.change(without("evidence")).status_code == 200
    assert not Label.objects.filter(project=desk.cast.project, name="evidence").exists()


def use_in_span(desk: Desk) -> None:
    mark(desk.cast.layer(desk.cast.ana), "2-6 actor")


def use_in_suggestion(desk: Desk) -> None:
    Suggestion.objects.create(
        document=desk.cast.document,
        label=Label.objects.get(project=desk.cast.project, name="actor"),
        start=2,
        end=6,
        score=0.5,
        reason="x",
        pipeline="x",
    )


def rule(desk: Desk) -> None:
    cast = desk.cast
    cast.submit(cast.ana, "2-6 evidence")
    cast.submit(cast.ben)
    cast.submit(cast.chloe)
    key = review_document(cast.document).disagreements[0].key
    kept = draft(cast.layer(cast.ana), spans("2-6 actor")[0])
    decide(by=cast.ada, document=cast.document, cluster=key, drafts=[kept])


@pytest.mark.parametrize("use", [use_in_span, use_in_suggestion, rule])
def test_it_archives_a_label_that_has_been_used(use: Callable[[Desk], None], desk: Desk) -> None:
    use(desk)
    left = desk.change(without("actor")).json()["labels"][-1]
    assert (left["name"], left["is_archived"], left["key"]) == ("actor", True, "")
    back = desk.change(lambda body: label(body, "actor").update(is_archived=False, key="2"))
    assert label(back.json(), "actor")["id"] == left["id"]
    assert not label(back.json(), "actor")["is_archived"]


def test_it_keeps_the_name_of_an_archived_label_free(desk: Desk) -> None:
    use_in_span(desk)
    desk.change(without("actor"))

    def take_its_name(body: dict[str, Any]) -> None:
        body["labels"] = [one for one in body["labels"] if not one["is_archived"]]
        body["labels"][0]["name"] = "actor"
        for kind in body["relation_types"]:
            kind["ends"] = []

    assert "labels.0.name" in desk.change(take_its_name).json()["fields"]


def edit_kind(asked: list[dict[str, Any]]) -> None:
    asked[0] |= {"kind": "text", "options": []}


def edit_name(asked: list[dict[str, Any]]) -> None:
    asked[0]["name"] = "certainty"


def edit_option(asked: list[dict[str, Any]]) -> None:
    asked[0]["options"] = asked[0]["options"][1:]


def edit_away(asked: list[dict[str, Any]]) -> None:
    del asked[0]


EDITS = {
    edit_kind: "labels.2.attributes.0.kind",
    edit_name: "labels.2.attributes.0.name",
    edit_option: "labels.2.attributes.0.options",
    edit_away: "labels.2.attributes",
}


@pytest.mark.parametrize(("edit", "field"), EDITS.items(), ids=[e.__name__ for e in EDITS])
def test_it_keeps_attributes_that_are_answered(edit: Any, field: str, desk: Desk) -> None:
    change: Change = lambda body: edit(label(body, "threat_claim")["attributes"])  # noqa: E731
    original = desk.see()
    desk.answer(hedging="none")
    before = stored()
    refused = desk.change(change).json()
    assert (refused["code"], list(refused["fields"])) == ("in_use", [field])
    assert refused["message"].endswith(" by 1 span.")
    assert stored() == before
    Annotation.objects.update(attributes={})
    assert desk.change(change).json()["revision"] != original["revision"]


def test_it_lets_go_of_an_option_that_nobody_chose(desk: Desk) -> None:
    desk.answer(hedging="hedged", harm="human")
    change: Change = lambda body: edit_option(label(body, "threat_claim")["attributes"])  # noqa: E731
    assert desk.change(change).status_code == 200


def test_it_keeps_relation_types_that_have_relations(desk: Desk) -> None:
    relation = desk.link()
    refused = desk.change(lambda body: body["relation_types"].pop(0)).json()
    assert (refused["code"], list(refused["fields"])) == ("in_use", ["relation_types"])
    relation.delete()
    assert len(desk.change(lambda body: body["relation_types"].pop(0)).json()["labels"]) == 4
    assert not RelationType.objects.filter(project=desk.cast.project, name="supports").exists()


def test_it_keeps_ends_that_relations_have(desk: Desk) -> None:
    relation = desk.link()
    change: Change = lambda body: body["relation_types"][0].update(ends=[])  # noqa: E731
    refused = desk.change(change).json()
    assert list(refused["fields"]) == ["relation_types.0.ends"]
    relation.delete()
    assert desk.change(change).json()["relation_types"][0]["ends"] == []


def test_it_keeps_the_ends_of_an_archived_label_for_its_relations(desk: Desk) -> None:
    desk.link()
    kept = desk.change(without("evidence")).json()
    assert kept["relation_types"][0]["ends"] == [{"source": "evidence", "target": "argument"}]
    assert kept["relation_types"][1]["ends"] == []


def test_it_keeps_a_name_that_rulings_are_about(desk: Desk) -> None:
    rule(desk)

    def rename(body: dict[str, Any]) -> None:
        label(body, "argument")["name"] = "claim"
        body["relation_types"] = []

    refused = desk.change(rename).json()
    assert (refused["code"], list(refused["fields"])) == ("in_use", ["labels.0.name"])
    assert desk.change(lambda body: label(body, "argument").update(title="Claim")).json()["labels"]


def test_it_is_kept_from_those_who_only_annotate(desk: Desk) -> None:
    Membership.objects.filter(user=desk.cast.mara).update(role="adjudicator")
    assert desk.put(desk.see()).status_code == 403


def test_it_may_be_sent_again_after_a_lost_answer(desk: Desk) -> None:
    desk.answer()
    body = desk.see()
    without("threat_claim")(body)  # has a span: it is archived
    body["labels"].append(NEW | COLOURS)
    made = desk.put(body).json()
    before = stored()
    again = desk.put(body)
    assert (again.status_code, again.json()) == (200, made)
    assert stored() == before


def test_it_is_stale_where_somebody_changed_it_after_the_lost_answer(desk: Desk) -> None:
    body = desk.see()
    body["labels"].append(NEW | COLOURS)
    desk.put(body)
    desk.change(lambda other: other["labels"][0].update(title="Another"))
    assert desk.put(body).json()["code"] == "stale"


def test_it_is_stale_where_it_names_what_is_gone(desk: Desk) -> None:
    body = desk.see()
    desk.change(without("actor"))
    assert desk.put(body).json()["code"] == "stale"
