"""Linking spans: typed, directed, within one person's layer, and as repeatable as the spans."""

from __future__ import annotations

import pytest

from annotator.models import Event, Relation, RelationEnds
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast, body_of, client_of

SPANS = "2-6 actor | 7-12 threat_claim | 20-24 actor"


class Links(Desk):
    """Ana, with two actors and a threat claim marked."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.actor, self.threat, self.other = self.marked(SPANS)

    def makes(self, name: str, **more: object) -> object:
        return self.relate(name, "makes", self.actor, self.threat, **more)


@pytest.fixture
def links(cast: Cast) -> Links:
    return Links(cast)


def test_it_links_two_spans(links: Links) -> None:
    name = new_id()
    made = links.relate(name, "makes", links.actor, links.threat, note="So it says.")
    assert made.status_code == 201
    assert made.json() == {
        "id": name,
        "type": "makes",
        "source": links.actor,
        "target": links.threat,
        "note": "So it says.",
        "is_unsure": False,
        "rev": 1,
        "guideline_version": 1,
    }
    assert links.shown()["relations"] == [made.json()]


def test_it_answers_a_repeated_link_with_what_it_stored(links: Links) -> None:
    name = new_id()
    first, again = (links.relate(name, "makes", links.actor, links.threat) for _ in range(2))
    assert (again.status_code, again.content) == (200, first.content)
    assert Event.objects.filter(verb="relation.create").count() == 1


def test_it_changes_a_link_and_counts_the_revision(links: Links) -> None:
    name = new_id()
    links.relate(name, "makes", links.actor, links.threat)
    changed = links.relate(
        name, "targets", links.threat, links.other, base_rev=1, is_unsure=True
    ).json()
    assert (changed["rev"], changed["type"], changed["is_unsure"]) == (2, "targets", True)
    stale = links.relate(name, "makes", links.other, links.threat, base_rev=1)
    assert (said(stale), stale.json()["current"]) == ((409, "stale"), changed)


def test_it_links_only_labels_that_the_type_allows(links: Links) -> None:
    refused = links.relate(new_id(), "makes", links.threat, links.actor)
    assert said(refused) == (409, "relation_ends")
    assert "actor to threat_claim" in refused.json()["message"]
    assert not Relation.objects.exists()


def test_it_refuses_the_same_link_twice(links: Links) -> None:
    links.relate(new_id(), "makes", links.actor, links.threat)
    twice = links.relate(new_id(), "makes", links.actor, links.threat)
    assert said(twice) == (409, "duplicate_relation")
    assert Relation.objects.count() == 1


@pytest.mark.parametrize("end", ["source", "target"])
def test_it_links_no_span_of_another_annotator(end: str, links: Links) -> None:
    (foreign,) = Desk(links.cast, "ben").marked("2-6 actor")
    told = []
    for unknown in (foreign, new_id()):
        body = links.link("makes", links.actor, links.threat) | {end: unknown}
        refused = links.send("PUT", f"relations/{new_id()}/", body)
        assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), [end])
        told.append(refused.json()["message"].replace(unknown, "<id>"))
    assert told[0] == told[1]


def test_it_names_the_types_where_one_is_unknown(links: Links) -> None:
    refused = links.relate(new_id(), "loves", links.actor, links.threat)
    assert said(refused) == (400, "invalid_fields")
    assert "supports, attacks, makes, targets" in refused.json()["fields"]["type"][0]


def test_it_links_no_span_to_itself(links: Links) -> None:
    refused = links.relate(new_id(), "makes", links.actor, links.actor)
    assert list(refused.json()["fields"]) == ["target"]


def test_it_deletes_a_link_once(links: Links) -> None:
    name = new_id()
    links.relate(name, "makes", links.actor, links.threat)
    assert said(links.send("DELETE", f"relations/{name}/?base_rev=2")) == (409, "stale")
    assert links.send("DELETE", f"relations/{name}/?base_rev=1").status_code == 204
    assert links.send("DELETE", f"relations/{name}/?base_rev=1").status_code == 404
    assert links.shown()["relations"] == []


def test_it_drops_the_links_of_a_span_that_goes_and_keeps_them_in_the_log(links: Links) -> None:
    for link in (("makes", links.actor, links.threat), ("targets", links.threat, links.other)):
        links.relate(new_id(), *link)
    assert links.send("DELETE", f"annotations/{links.threat}/?base_rev=1").status_code == 204
    assert links.shown()["relations"] == []
    dropped = Event.objects.filter(verb="relation.delete")
    assert {(event.before or {})["type"] for event in dropped} == {"makes", "targets"}


def test_it_keeps_a_label_that_links_rest_on(links: Links) -> None:
    name = new_id()
    links.relate(name, "makes", links.actor, links.threat)
    refused = links.put(links.actor, "2-6 evidence", base_rev=1)
    assert (said(refused), refused.json()["relations"]) == ((409, "relation_ends"), [name])
    assert "actor [2, 6) makes threat_claim [7, 12)" in refused.json()["message"]
    assert links.put(links.actor, "2-12 actor", base_rev=1).status_code == 200


def test_it_relabels_a_span_whose_links_stay_allowed(links: Links) -> None:
    links.relate(new_id(), "makes", links.actor, links.threat)
    assert links.put(links.other, "20-24 evidence", base_rev=1).status_code == 200
    kind = Relation.objects.get().type
    labels = {label.name: label for label in links.cast.project.labels.all()}
    RelationEnds.objects.create(type=kind, source=labels["argument"], target=labels["threat_claim"])
    assert links.put(links.actor, "2-6 argument", base_rev=1).status_code == 200


def test_it_lets_a_note_be_changed_on_a_link_that_is_not_allowed_any_more(links: Links) -> None:
    name = new_id()
    links.relate(name, "makes", links.actor, links.threat)
    RelationEnds.objects.all().delete()
    changed = links.relate(name, "makes", links.actor, links.threat, base_rev=1, note="Old.")
    assert (changed.status_code, changed.json()["note"]) == (200, "Old.")


def test_it_closes_links_with_the_submission(links: Links) -> None:
    name = new_id()
    links.relate(name, "makes", links.actor, links.threat)
    links.send("POST", "submit/", {})
    assert said(links.relate(name, "makes", links.other, links.threat, base_rev=1))[1] == "closed"
    assert said(links.send("DELETE", f"relations/{name}/?base_rev=1"))[1] == "closed"


def test_it_lets_two_annotators_use_the_same_id_for_links(links: Links) -> None:
    name, ben = new_id(), Desk(links.cast, "ben")
    actor, threat, _ = ben.marked(SPANS)
    links.relate(name, "makes", links.actor, links.threat)
    assert ben.relate(name, "makes", actor, threat).status_code == 201


def test_it_takes_the_links_back_with_a_retracted_decision(links: Links) -> None:
    suggestion = links.cast.document.suggestions.create(
        label=links.cast.project.labels.get(name="actor"),
        start=25,
        end=30,
        score=0.5,
        reason="x",
        pipeline="",
    )
    span = body_of(links.cast.document, "25-30 actor", id=(name := new_id()))
    decision = f"suggestions/{suggestion.id}/decision/"
    links.send("PUT", decision, {"verdict": "accepted", "annotation": span})
    links.relate(new_id(), "makes", name, links.threat)
    assert links.send("DELETE", decision).status_code == 204
    assert links.shown()["relations"] == []


def test_it_shows_links_to_nobody_else_before_they_may(links: Links) -> None:
    links.relate(new_id(), "makes", links.actor, links.threat)
    ben = client_of(links.cast.ben).get(f"assignments/{links.cast.layer(links.cast.ben).id}/")
    assert ben.json()["relations"] == []
