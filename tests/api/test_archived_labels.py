"""A label that is left out but was used stays for its users; to others it is simply gone."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.models import User
from annotator.services.projects import add_member
from tests.api.desk import Desk as Writer
from tests.api.desk import new_id, said
from tests.api.label_desk import Desk, without
from tests.api.test_suggestions import suggest
from tests.cast import Cast, Role, assign, client_of, mark


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def seen_by(cast: Cast, name: str) -> dict[str, str]:
    """Return, by its path, all that shows an annotator labels."""
    user: User = getattr(cast, name)
    layer, project = f"assignments/{cast.layer(user).id}/", f"projects/{cast.project.id}/"
    paths = (f"{project}label-set/", project, f"/{project}labels.css", layer, f"/{layer}")
    return {path: client_of(user).get(path).content.decode() for path in paths}


def shows(label: str, seen: dict[str, str]) -> list[bool]:
    """Return whether each address shows a label, in the order of `seen_by`."""
    marks = (f'"name":"{label}"', f".label-{label} ", f"{label}-", f'label-{label}"')
    return [any(mark in text for mark in marks) for text in seen.values()]


def test_it_shows_archived_labels_to_nobody_who_has_not_used_them(desk: Desk) -> None:
    mark(desk.cast.layer(desk.cast.ana), "2-6 actor")
    assert shows("actor", seen_by(desk.cast, "ben")) == [True] * 5
    desk.change(without("actor"))
    assert shows("actor", seen_by(desk.cast, "ben")) == [False] * 5


def test_it_shows_an_archived_label_to_who_marked_with_it(desk: Desk) -> None:
    mark(desk.cast.layer(desk.cast.ana), "2-6 actor")
    desk.change(without("actor"))
    assert shows("actor", seen_by(desk.cast, "ana")) == [False, False, True, True, True]


def test_it_shows_an_archived_label_to_who_decided_on_a_suggestion_of_it(desk: Desk) -> None:
    suggestion = suggest(desk.cast, 2, 6)
    ana, decision = Writer(desk.cast), f"suggestions/{suggestion.id}/decision/"
    assert ana.send("PUT", decision, {"verdict": "dismissed"}).status_code == 200
    desk.change(without("actor"))
    assert shows("actor", seen_by(desk.cast, "ana"))[3:] == [True, True]
    assert shows("actor", seen_by(desk.cast, "ben"))[3:] == [False, False]


def test_it_tells_nobody_that_an_archived_label_is_not_simply_gone(desk: Desk) -> None:
    mark(desk.cast.layer(desk.cast.ana), "2-6 actor")
    desk.change(without("actor"))
    ben = Writer(desk.cast, "ben")
    told = [
        ben.put(new_id(), f"2-6 {name}", quote="wrong").json() for name in ("actor", "no_label")
    ]
    assert [error["code"] for error in told] == ["invalid_fields"] * 2
    assert told[0]["message"].replace("actor", "no_label") == told[1]["message"]


def test_it_links_spans_of_an_archived_label_no_more(desk: Desk) -> None:
    """Else whoever has such spans could tell whether somebody else linked theirs."""
    desk.link()
    ben = Writer(desk.cast, "ben")
    source, target = ben.marked("2-6 evidence | 7-12 argument")
    desk.change(without("evidence"))
    assert ben.shown()["relation_types"][0]["ends"] == []
    refused = ben.relate(new_id(), "supports", source, target)
    assert said(refused) == (409, "relation_ends")
    assert "expected nothing" in refused.json()["message"]


# --- Who manages and annotates ------------------------------------------------------------


def refusals(desk: Desk) -> list[str]:
    """Return what mara is told when she takes away what others' work rests on."""

    def take(body: dict[str, Any]) -> None:
        del body["relation_types"][0]
        body["labels"][2]["attributes"][0]["name"] = "certainty"
        del body["labels"][2]["attributes"][1]

    fields = desk.change(take).json()["fields"]
    return [sentence for told in fields.values() for sentence in told]


def test_it_counts_others_work_to_no_manager_who_annotates(desk: Desk) -> None:
    desk.link()
    desk.answer(hedging="none", conditional=True)
    assert how_many(refusals(desk)) == ["1 span.", "1 span.", "1 relation."]
    mara, project = desk.cast.mara, desk.cast.project
    add_member(by=mara, project=project, user=mara, role=Role.ANNOTATOR)
    assign(mara, project, [mara])
    told = refusals(desk)
    Writer(desk.cast, "ben").put(new_id(), "7-12 threat_claim", attributes={"hedging": "none"})
    assert refusals(desk) == told
    assert how_many(told) == ["spans.", "spans.", "relations."]
    desk.cast.submit(mara)
    assert how_many(refusals(desk)) == ["2 spans.", "1 span.", "1 relation."]


def how_many(told: list[str]) -> list[str]:
    return [sentence.split(" by ")[1] for sentence in told]
