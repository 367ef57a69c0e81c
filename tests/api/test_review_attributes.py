"""Attributes, notes and doubts in review: what is shown, chosen, and becomes gold."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.services.assignments import reopen_assignment
from tests.api.review_bench import Bench
from tests.cast import Cast

WARNS, WAR = "7-12 threat_claim", "18-24 threat_claim"
HEDGED, FLAT = {"hedging": "hedged"}, {"hedging": "none"}


@pytest.fixture
def bench(cast: Cast) -> Bench:
    return Bench(cast)


@pytest.fixture
def hedged(bench: Bench) -> Bench:
    """All mark 7-12, two of three as hedged; ana and ben mark 18-24 and say different things."""
    cast = bench.cast
    for user, said in ((cast.ana, HEDGED), (cast.ben, HEDGED), (cast.chloe, FLAT)):
        bench.mark(user, WARNS, attributes=said)
    bench.mark(cast.ana, WAR, attributes=HEDGED | {"conditional": True}, note="Or not?")
    bench.mark(cast.ben, WAR, attributes=FLAT | {"conditional": True}, is_unsure=True)
    bench.submit(cast.ana, cast.ben, cast.chloe)
    return bench


def test_it_shows_what_each_said_of_a_span_and_what_most_did(hedged: Bench) -> None:
    agreed, missing = hedged.review()["clusters"]
    assert [reading["attributes"] for reading in agreed["readings"]] == [HEDGED]
    assert [reading["attributes"] for reading in missing["readings"]] == [{"conditional": True}]
    said = {
        m["annotator"]: (m["attributes"], m["note"], m["is_unsure"]) for m in missing["members"]
    }
    cast = hedged.cast
    assert said == {
        str(cast.ana.id): (HEDGED | {"conditional": True}, "Or not?", False),
        str(cast.ben.id): (FLAT | {"conditional": True}, "", True),
    }


@pytest.mark.parametrize(
    ("written", "chosen", "expected"),
    [
        (WAR, None, {"conditional": True}),
        (WAR, {}, {}),
        (WAR, HEDGED, HEDGED),
        ("18-20 threat_claim", None, {}),
        ("18-20 threat_claim", HEDGED, HEDGED),
    ],
)
def test_a_ruled_span_has_the_attributes_chosen_for_it_else_those_most_gave(
    written: str, chosen: Any, expected: dict[str, Any], hedged: Bench
) -> None:
    (ruled,) = hedged.decide(written, attributes=chosen).json()["spans"]
    assert ruled["attributes"] == expected
    hedged.post("adjudication/finish")
    assert [row["attributes"] for row in hedged.gold()] == [HEDGED, expected]


@pytest.mark.parametrize(
    "chosen", [{"hedging": "perhaps"}, {"tone": "calm"}, {"conditional": 1}, []]
)
def test_it_refuses_attributes_that_do_not_fit(chosen: Any, hedged: Bench) -> None:
    refused = hedged.decide(WAR, attributes=chosen)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_fields")
    assert hedged.review()["n_decided"] == 0


def test_a_majority_ruling_has_the_attributes_that_most_gave(hedged: Bench) -> None:
    hedged.post("majority")
    (ruled,) = hedged.review()["clusters"][1]["decision"]["spans"]
    assert ruled["attributes"] == {"conditional": True}


def test_a_ruling_stands_when_only_attributes_notes_and_doubts_change(hedged: Bench) -> None:
    hedged.decide(WAR)
    before = hedged.review()["clusters"]
    layer = hedged.cast.layer(hedged.cast.ben)
    reopen_assignment(by=hedged.cast.ada, assignment=layer)
    layer.annotations.filter(start=18).update(attributes={}, note="Hm.", is_unsure=False)
    hedged.submit(hedged.cast.ben)
    after = hedged.review()["clusters"]
    assert [c["key"] for c in after] == [c["key"] for c in before]
    assert after[1]["decision"] == before[1]["decision"]
    assert after[1]["readings"][0]["attributes"] == {}


# --- Notes and doubts ---


def test_it_shows_what_annotators_say_of_the_whole_document(bench: Bench) -> None:
    cast = bench.cast
    cast.document.assignments.filter(annotator=cast.ben).update(note="Half of it", is_unsure=True)
    bench.submit(cast.ana, cast.ben, cast.chloe)
    shown = [(a["username"], a["note"], a["is_unsure"]) for a in bench.review()["annotators"]]
    assert shown == [("ana", "", False), ("ben", "Half of it", True), ("chloe", "", False)]


def test_an_archived_label_may_still_be_ruled_for_where_somebody_used_it(hedged: Bench) -> None:
    hedged.cast.project.labels.filter(name__in=["actor", "threat_claim"]).update(is_archived=True)
    assert hedged.decide("18-20 actor").status_code == 400
    assert hedged.decide("18-20 threat_claim").status_code == 200


def test_it_names_every_label_of_the_spans_there_are(hedged: Bench) -> None:
    hedged.cast.project.labels.filter(name="threat_claim").update(is_archived=True)
    shown = {label["name"]: label for label in hedged.review()["labels"]}
    assert shown["threat_claim"]["is_archived"] is True
    assert "hedging" in [attribute["name"] for attribute in shown["threat_claim"]["attributes"]]
