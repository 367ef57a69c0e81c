"""Links in review: what is shown, ruled on, and becomes gold."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import Event, RelationDecision
from annotator.services.assignments import reopen_assignment
from annotator.services.projects import add_member
from annotator.services.relations import delete_relation
from tests.api.review_bench import Bench
from tests.cast import Cast, Role, client_of, person

# NATO, "warns" and "of war".
NATO, WARNS, WAR = "2-6 actor", "7-12 threat_claim", "18-24 threat_claim"


@pytest.fixture
def bench(cast: Cast) -> Bench:
    return Bench(cast)


@pytest.fixture
def linked(bench: Bench) -> Bench:
    """All mark three spans and link the first to the second; some link the third as well."""
    cast = bench.cast
    for user in (cast.ana, cast.ben, cast.chloe):
        nato, warns, war = (bench.mark(user, written) for written in (NATO, WARNS, WAR))
        bench.link(nato, "makes", warns)
        if user != cast.chloe:
            bench.link(nato, "makes", war)
        if user == cast.ana:
            bench.link(warns, "leads_to", war, note="The same threat?", is_unsure=True)
    bench.submit(cast.ana, cast.ben, cast.chloe)
    return bench


def test_it_shows_who_drew_which_link(linked: Bench) -> None:
    shown = linked.review()
    keys = [cluster["key"] for cluster in shown["clusters"]]
    cast = linked.cast
    everyone = [str(user.id) for user in (cast.ana, cast.ben, cast.chloe)]
    assert [
        (x["type"], keys.index(x["source"]), keys.index(x["target"]), x["standing"], x["voters"])
        for x in shown["links"]
    ] == [
        ("makes", 0, 1, "unanimous", everyone),
        ("makes", 0, 2, "majority", everyone[:2]),
        ("leads_to", 1, 2, "disputed", everyone[:1]),
    ]
    (drawn,) = shown["links"][2]["drawn"]
    assert (drawn["note"], drawn["is_unsure"]) == ("The same threat?", True)
    assert drawn["target"] == {"label": "threat_claim", "start": 18, "end": 24}
    assert (shown["n_disagreements"], shown["n_decided"]) == (1, 0)
    assert "makes" in [kind["name"] for kind in shown["relation_types"]]


def test_it_must_decide_disputed_links_before_the_end(linked: Bench) -> None:
    refused = linked.post("adjudication/finish")
    assert (refused.status_code, refused.json()["code"]) == (409, "undecided")
    assert refused.json()["message"] == "1 of 1 disagreements are undecided."
    ruled = linked.rule(linked.links()[2], is_gold=True, note="Yes.")
    assert (ruled.json()["is_gold"], ruled.json()["note"]) == (True, "Yes.")
    assert linked.links()[2]["decision"] == ruled.json()
    assert linked.review()["n_decided"] == 1
    assert linked.post("adjudication/finish").status_code == 200
    assert linked.gold_links() == [
        ("makes", 2, 7, "unanimous"),
        ("makes", 2, 18, "auto_merged"),
        ("leads_to", 7, 18, "adjudicated"),
    ]


def test_it_makes_no_gold_of_a_link_that_is_ruled_out(linked: Bench) -> None:
    for link in linked.links()[1:]:
        linked.rule(link, is_gold=False)
    linked.post("adjudication/finish")
    assert linked.gold_links() == [("makes", 2, 7, "unanimous")]


def test_it_calls_a_majority_that_was_confirmed_adjudicated(linked: Bench) -> None:
    linked.rule(linked.links()[1], is_gold=True)
    linked.rule(linked.links()[2], is_gold=False)
    linked.post("adjudication/finish")
    assert linked.gold_links()[1] == ("makes", 2, 18, "adjudicated")


def test_it_rules_out_by_majority_what_most_did_not_link(linked: Bench) -> None:
    assert linked.post("majority").json() == {"decided": 1}
    assert [bool(link["decision"]) for link in linked.links()] == [False, False, True]
    assert linked.links()[2]["decision"]["is_gold"] is False
    told = Event.objects.get(verb="link_decision.put").after
    assert told is not None
    assert told["rule"] == "majority"
    assert linked.post("majority").json() == {"decided": 0}


def test_it_takes_the_ruling_on_a_link_back(linked: Bench) -> None:
    link = linked.links()[2]
    linked.rule(link, is_gold=True)
    linked.rule(link, is_gold=False)
    assert RelationDecision.objects.get().is_gold is False
    assert linked.client.delete(linked.path_of(link)).status_code == 204
    assert linked.client.delete(linked.path_of(link)).status_code == 404
    assert linked.review()["n_decided"] == 0
    verbs = Event.objects.filter(verb__startswith="link_decision").values_list("verb", flat=True)
    assert sorted(verbs) == ["link_decision.delete", "link_decision.put", "link_decision.put"]


def test_it_knows_only_links_that_somebody_drew_and_not_everybody(linked: Bench) -> None:
    unanimous, _, disputed = linked.links()
    turned = disputed | {"source": disputed["target"], "target": disputed["source"]}
    for link in (unanimous, turned, disputed | {"type": "makes"}, disputed | {"type": "none"}):
        assert linked.rule(link, is_gold=True).status_code == 404
        assert linked.client.delete(linked.path_of(link)).status_code == 404
    assert not RelationDecision.objects.exists()


@pytest.mark.parametrize("body", [{}, {"is_gold": 1}, {"is_gold": None}, {"is_gold": True, "x": 1}])
def test_it_refuses_a_ruling_that_says_nothing(body: dict[str, Any], linked: Bench) -> None:
    refused = linked.client.send("PUT", linked.path_of(linked.links()[2]), body)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_fields")


def test_a_ruling_on_a_link_holds_the_review(linked: Bench) -> None:
    link = linked.links()[2]
    linked.rule(link, is_gold=True)
    other = person("other")
    add_member(by=linked.cast.mara, project=linked.cast.project, user=other, role=Role.ADJUDICATOR)
    refused = client_of(other).send("PUT", linked.path_of(link), {"is_gold": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "held")


def test_a_link_ruling_stands_until_an_end_changes(linked: Bench) -> None:
    linked.rule(linked.links()[2], is_gold=True)
    ana, layer = linked.cast.ana, linked.cast.layer(linked.cast.ana)
    reopen_assignment(by=linked.cast.ada, assignment=layer)
    drawn = layer.relations.get(source__start=2, target__start=7)
    delete_relation(by=ana, assignment=layer, uuid=drawn.uuid, base_rev=drawn.rev)
    linked.submit(ana)
    assert [link["standing"] for link in linked.links()] == ["majority", "majority", "disputed"]
    assert linked.links()[2]["decision"]["is_gold"] is True
    linked.cast.layer(linked.cast.chloe).annotations.filter(start=18).update(end=23)
    assert linked.links()[2]["decision"] is None


# --- Ends that did not become gold ---


@pytest.fixture
def shaky(bench: Bench) -> Bench:
    """Ana and ben link 2-6 to what chloe did not mark at all."""
    for user in (bench.cast.ana, bench.cast.ben):
        bench.link(bench.mark(user, NATO), "makes", bench.mark(user, WARNS))
    bench.mark(bench.cast.chloe, NATO)
    bench.submit(bench.cast.ana, bench.cast.ben, bench.cast.chloe)
    return bench


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["7-12 threat_claim"], [("makes", 2, 7, "auto_merged")]),
        (["8-12 threat_claim"], [("makes", 2, 8, "auto_merged")]),
        ([], []),
        (["7-12 actor"], []),
    ],
)
def test_a_link_is_gold_only_between_gold_spans_it_may_link(
    written: list[str], expected: list[Any], shaky: Bench
) -> None:
    shaky.decide(*written)
    assert shaky.post("adjudication/finish").status_code == 200
    assert shaky.gold_links() == expected


def test_reopening_takes_the_gold_links_away_too(shaky: Bench) -> None:
    shaky.decide("7-12 threat_claim")
    shaky.post("adjudication/finish")
    shaky.post("adjudication/reopen")
    assert shaky.gold() == []
