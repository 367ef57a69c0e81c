"""Ruling on disagreements, and the gold that comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import Decision, Document, Event, GoldAnnotation, User
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.projects import add_member, remove_member
from tests.cast import Cast, Role, add_document, assign, body_of, client_of, mark, person

# All agree on 2-6, two of three on 7-12, and nobody with anybody else on 20-32.
LAYERS = {
    "ana": "2-6 actor | 7-12 threat_claim | 20-32 evidence",
    "ben": "2-6 actor | 7-12 threat_claim | 21-30 evidence",
    "chloe": "2-6 actor",
}


class Bench:
    """Ada, before a text that three annotators have handed in."""

    def __init__(self, cast: Cast, user: User | None = None) -> None:
        self.cast, self.client = cast, client_of(user or cast.ada)
        self.path = f"documents/{cast.document.id}/"

    def review(self) -> Any:
        return self.client.get(f"{self.path}disagreements/")

    def clusters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.review().json()["clusters"]
        return found

    def open_keys(self) -> list[str]:
        return [c["key"] for c in self.clusters() if not c["is_agreed"] and not c["decision"]]

    def decide(self, key: str, *written: str, note: str = "") -> Any:
        sent = {"spans": [body_of(self.cast.document, each) for each in written], "note": note}
        return self.client.send("PUT", f"{self.path}decisions/{key}/", sent)

    def post(self, verb: str) -> Any:
        return self.client.send("POST", f"{self.path}{verb}/", {})

    def gold(self) -> list[tuple[int, int, str]]:
        rows = self.client.get(f"{self.path}gold/").json()
        return [(row["start"], row["end"], row["origin"]) for row in rows]

    def finish_all(self) -> None:
        for key in self.open_keys():
            self.decide(key)
        assert self.post("adjudication/finish").status_code == 200


@pytest.fixture
def bench(cast: Cast) -> Bench:
    for name, written in LAYERS.items():
        cast.submit(getattr(cast, name), written)
    return Bench(cast)


def test_it_shows_every_cluster_with_who_marked_it(bench: Bench) -> None:
    shown = bench.review().json()
    cast = bench.cast
    assert [(c["kind"], c["is_agreed"], c["start"], c["end"]) for c in shown["clusters"]] == [
        ("agreed", True, 2, 6),
        ("missing", False, 7, 12),
        ("boundary", False, 20, 32),
    ]
    assert shown["clusters"][1]["missing"] == [str(cast.chloe.id)]
    members = [(m["annotator"], m["start"], m["end"]) for m in shown["clusters"][2]["members"]]
    assert sorted(members) == sorted([(str(cast.ana.id), 20, 32), (str(cast.ben.id), 21, 30)])
    assert (shown["n_disagreements"], shown["n_decided"]) == (2, 0)
    assert [a["username"] for a in shown["annotators"]] == ["ana", "ben", "chloe"]


def test_it_writes_down_who_looked(bench: Bench) -> None:
    bench.review()
    assert Event.objects.get(verb="review.open").actor == bench.cast.ada


def test_it_decides_for_one_of_the_spans(bench: Bench) -> None:
    key = bench.open_keys()[0]
    response = bench.decide(key, "7-12 threat_claim", note="Two of three, and they are right.")
    assert response.status_code == 200
    (ruled,) = response.json()["spans"]
    assert ruled == {"label": "threat_claim", "start": 7, "end": 12, "attributes": {}}
    assert response.json()["decided_by"]["username"] == "ada"
    assert bench.clusters()[1]["decision"] == response.json()
    assert bench.review().json()["n_decided"] == 1


@pytest.mark.parametrize("written", [[], ["20-31 evidence"], ["20-24 actor", "24-31 evidence"]])
def test_it_decides_for_spans_that_nobody_marked(written: list[str], bench: Bench) -> None:
    first, second = bench.open_keys()
    bench.decide(first)
    assert bench.decide(second, *written).status_code == 200
    bench.post("adjudication/finish")
    assert len(bench.gold()) == 1 + len(written)


def test_it_replaces_a_decision_by_the_next(bench: Bench) -> None:
    key = bench.open_keys()[0]
    bench.decide(key, "7-12 threat_claim")
    bench.decide(key)
    assert Decision.objects.get().spans.count() == 0
    changed = Event.objects.filter(verb="decision.put").last()
    assert changed is not None
    spans = {"spans": [[7, 12, "threat_claim"]], "attributes": [{}]}
    assert changed.before == {**spans, "note": "", "rule": ""}


def test_it_refuses_a_decision_with_a_wrong_quote(bench: Bench) -> None:
    key = bench.open_keys()[0]
    span = body_of(bench.cast.document, "7-12 actor") | {"quote": "Warns"}
    refused = bench.client.send("PUT", f"{bench.path}decisions/{key}/", {"spans": [span]})
    assert (refused.status_code, refused.json()["code"]) == (409, "offset_mismatch")
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("written", "code"),
    [(["7-12 actor", "7-12 actor"], "duplicate_span"), (["7-12 nothing"], "invalid_fields")],
)
def test_it_refuses_a_decision_that_cannot_be_gold(
    written: list[str], code: str, bench: Bench
) -> None:
    refused = bench.decide(bench.open_keys()[0], *written)
    assert (refused.status_code, refused.json()["code"]) == (400, code)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("second", "code", "field"),
    [
        ({"attributes": {"zz": 1}}, "invalid_fields", "spans.1.attributes.zz"),
        ({"label": "nothing"}, "invalid_fields", "spans.1.label"),
        ({"start": 12, "end": 12}, "invalid_span", "spans.1.end"),
        ({"start": -1}, "invalid_span", "spans.1.start"),
        ({"label": "actor"}, "duplicate_span", "spans.1"),
    ],
)
def test_it_says_which_span_of_a_decision_is_wrong(
    second: dict[str, Any], code: str, field: str, bench: Bench
) -> None:
    first = body_of(bench.cast.document, "7-12 actor")
    sent = {"spans": [first, body_of(bench.cast.document, "7-12 evidence") | second]}
    key = bench.open_keys()[0]
    refused = bench.client.send("PUT", f"{bench.path}decisions/{key}/", sent)
    assert (refused.status_code, refused.json()["code"]) == (400, code)
    assert list(refused.json()["fields"]) == [field]
    assert not Decision.objects.exists()


def test_it_knows_only_disagreements_there_are(bench: Bench) -> None:
    agreed = bench.clusters()[0]["key"]
    for key in (agreed, "0" * 16, "x" * 300):
        assert bench.decide(key).status_code == 404
        assert bench.client.delete(f"{bench.path}decisions/{key}/").status_code == 404
    assert bench.review().json()["adjudication"] is None


def test_it_takes_a_decision_back(bench: Bench) -> None:
    key = bench.open_keys()[0]
    bench.decide(key, "7-12 threat_claim")
    path = f"{bench.path}decisions/{key}/"
    assert bench.client.delete(path).status_code == 204
    assert bench.client.delete(path).status_code == 404
    assert key in bench.open_keys()


def test_it_decides_by_majority_and_keeps_what_is_decided(bench: Bench) -> None:
    first, second = bench.open_keys()
    bench.decide(first)
    assert bench.post("majority").json() == {"decided": 0}
    bench.client.delete(f"{bench.path}decisions/{first}/")
    assert bench.post("majority").json() == {"decided": 1}
    assert bench.clusters()[1]["decision"]["rule"] == "majority"
    assert bench.open_keys() == [second]


def test_it_finishes_only_what_is_decided(bench: Bench) -> None:
    bench.post("majority")
    refused = bench.post("adjudication/finish")
    assert (refused.status_code, refused.json()["code"]) == (409, "undecided")
    assert not GoldAnnotation.objects.exists()


def test_it_knows_where_each_gold_span_comes_from(bench: Bench) -> None:
    bench.post("majority")
    bench.decide(bench.open_keys()[0], "20-32 evidence")
    finished = bench.post("adjudication/finish").json()
    assert (finished["state"], finished["adjudicator"]["username"]) == ("finished", "ada")
    assert bench.gold() == [
        (2, 6, "unanimous"),
        (7, 12, "auto_merged"),
        (20, 32, "adjudicated"),
    ]


def test_it_makes_one_gold_span_of_equal_rulings(bench: Bench) -> None:
    for key in bench.open_keys():
        bench.decide(key, "7-32 actor")
    assert bench.post("adjudication/finish").status_code == 200
    assert [(start, end) for start, end, _ in bench.gold()] == [(2, 6), (7, 32)]


def test_it_refuses_a_ruling_on_other_text(bench: Bench) -> None:
    response = bench.decide(bench.open_keys()[0], "2-6 actor")
    assert (response.status_code, response.json()["code"]) == (400, "outside_disagreement")
    assert not Decision.objects.exists()


def test_it_lets_another_adjudicator_take_over_what_holds_no_ruling(bench: Bench) -> None:
    key, other = bench.open_keys()[0], person("other")
    bench.decide(key)
    bench.client.delete(f"{bench.path}decisions/{key}/")
    add_member(by=bench.cast.mara, project=bench.cast.project, user=other, role=Role.ADJUDICATOR)
    assert Bench(bench.cast, other).decide(key).status_code == 200
    assert bench.decide(key).json()["code"] == "held"


def test_it_changes_nothing_once_finished(bench: Bench) -> None:
    key = bench.open_keys()[0]
    bench.finish_all()
    for response in (
        bench.decide(key, "7-12 actor"),
        bench.post("majority"),
        bench.post("adjudication/finish"),
        bench.client.delete(f"{bench.path}decisions/{key}/"),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "finished")


def test_it_reopens_with_its_rulings_and_without_gold(bench: Bench) -> None:
    bench.finish_all()
    assert bench.post("adjudication/reopen").json()["state"] == "open"
    assert bench.gold() == []
    assert bench.review().json()["n_decided"] == 2
    assert bench.post("adjudication/reopen").status_code == 409
    assert bench.post("adjudication/finish").status_code == 200


def test_it_has_one_holder(bench: Bench) -> None:
    bench.decide(bench.open_keys()[0])
    other = Bench(bench.cast, second_adjudicator(bench.cast))
    refused = other.decide(other.open_keys()[0])
    assert (refused.status_code, refused.json()["code"]) == (409, "held")
    assert "Ada" in refused.json()["message"]


def second_adjudicator(cast: Cast) -> User:
    user = person("aron")
    add_member(by=cast.mara, project=cast.project, user=user, role=Role.ADJUDICATOR)
    return user


def test_it_passes_to_another_when_the_holder_has_left(bench: Bench) -> None:
    bench.decide(bench.open_keys()[0])
    other = Bench(bench.cast, second_adjudicator(bench.cast))
    remove_member(by=bench.cast.mara, membership=bench.cast.ada.memberships.get())
    assert other.decide(other.open_keys()[0]).status_code == 200
    assert other.review().json()["adjudication"]["adjudicator"]["username"] == "aron"
    assert Event.objects.filter(verb="adjudication.take_over").count() == 1


@pytest.mark.parametrize("name", ["ada", "mara"])
def test_it_gives_no_layer_back_after_the_end(name: str, bench: Bench) -> None:
    bench.finish_all()
    path = f"assignments/{bench.cast.layer(bench.cast.ana).id}/reopen/"
    refused = client_of(getattr(bench.cast, name)).send("POST", path, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "adjudicated")
    assert bench.cast.layer(bench.cast.ana).state == "submitted"


def test_it_lets_a_ruling_lapse_only_where_a_span_has_changed(bench: Bench) -> None:
    for key in bench.open_keys():
        bench.decide(key)
    layer = bench.cast.layer(bench.cast.chloe)
    reopen_assignment(by=bench.cast.ada, assignment=layer)
    mark(layer, "20-32 evidence")
    submit_assignment(by=bench.cast.chloe, assignment=layer)
    decided = {(c["start"], c["end"]): bool(c["decision"]) for c in bench.clusters()[1:]}
    assert decided == {(7, 12): True, (20, 32): False}


def test_it_waits_until_every_copy_is_in(cast: Cast) -> None:
    bench = Bench(cast)
    for name in ("ana", "ben"):
        cast.submit(getattr(cast, name), LAYERS[name])
        for response in (bench.review(), bench.post("majority"), bench.post("adjudication/finish")):
            assert (response.status_code, response.json()["code"]) == (403, "not_ready")
    cast.submit(cast.chloe)
    assert bench.review().status_code == 200


def test_it_lets_a_managing_adjudicator_rule_no_earlier(cast: Cast) -> None:
    add_member(by=cast.mara, project=cast.project, user=cast.mara, role=Role.ADJUDICATOR)
    cast.submit(cast.ana, LAYERS["ana"])
    bench = Bench(cast, cast.mara)
    assert bench.review().status_code == 200
    for response in (bench.decide(bench.open_keys()[0]), bench.post("adjudication/finish")):
        assert (response.status_code, response.json()["code"]) == (403, "not_ready")


def test_it_lets_nobody_rule_on_their_own_annotations(bench: Bench) -> None:
    cast = bench.cast
    for role in (Role.ADJUDICATOR, Role.MANAGER):
        add_member(by=cast.mara, project=cast.project, user=cast.ben, role=role)
        refused = Bench(cast, cast.ben).post("majority")
        assert (refused.status_code, refused.json()["code"]) == (403, "blind")


def test_it_makes_gold_of_nothing_where_nobody_marked_anything(cast: Cast) -> None:
    document: Document = add_document(cast.mara, cast.project, "Nothing to see.")
    people = [cast.ana, cast.ben, cast.chloe]
    assign(cast.mara, cast.project, people, [document])
    for user in people:
        cast.submit(user, "", document)
    path = f"documents/{document.id}/"
    client = client_of(cast.ada)
    assert client.send("POST", f"{path}adjudication/finish/", {}).status_code == 200
    assert client.get(f"{path}gold/").json() == []
