"""What comes out: agreement with its reasons, exports, numbered releases."""

from __future__ import annotations

import uuid

import pytest

from annotator.domain.formats import Draft, Metadata
from annotator.models import Assignment
from annotator.services.assignments import submit_assignment
from annotator.services.documents import import_documents
from annotator.services.relations import RelationDraft, put_relation
from tests.cast import Cast, client_of, lines_of, mark

FIGURES = ("alpha", "f1_exact", "f1_iou50")


def test_it_numbers_releases(cast: Cast) -> None:
    client, path = client_of(cast.mara), f"projects/{cast.project.id}/releases/"
    assert [client.send("POST", path, {}).json()["number"] for _ in range(3)] == [1, 2, 3]
    assert [r["number"] for r in client.get(path).json()["results"]] == [1, 2, 3]


def test_it_gives_a_reason_for_every_figure_it_lacks(cast: Cast) -> None:
    cast.submit(cast.ana, "2-6 actor")
    seen = client_of(cast.mara).get(f"projects/{cast.project.id}/agreement/").json()
    figures = [seen["overall"], *seen["labels"].values()]
    for figure in (group[name] for group in figures for name in FIGURES):
        assert (figure["value"] is None) == bool(figure["reason"]) == bool(figure["message"])
    assert seen["overall"]["alpha"]["value"] is None


def test_it_exports_to_an_adjudicator_what_is_adjudicated(cast: Cast) -> None:
    path, ada = f"projects/{cast.project.id}/exports/", client_of(cast.ada)
    for user in (cast.ana, cast.ben, cast.chloe):
        cast.submit(user, "2-6 actor")
    assert lines_of(ada.get(path)) == []
    ada.send("POST", f"documents/{cast.document.id}/adjudication/finish/", {})
    (record,) = lines_of(ada.get(path))
    (gold,) = record["gold"]
    assert (gold["text"], gold["origin"], gold["decided_by"]) == ("NATO", "unanimous", None)


def test_it_measures_only_what_is_submitted(cast: Cast) -> None:
    cast.submit(cast.ana, "2-6 actor")
    cast.submit(cast.ben, "2-6 actor")
    mark(cast.layer(cast.chloe), "7-12 evidence")
    seen = client_of(cast.mara).get(f"projects/{cast.project.id}/agreement/").json()
    assert seen["overall"]["f1_exact"]["value"] == 1
    assert [pair["annotators"] for pair in seen["pairs"]] == [["ana", "ben"]]


def test_it_answers_in_its_own_kind_whatever_is_accepted(cast: Cast) -> None:
    response = client_of(cast.mara).get(
        f"projects/{cast.project.id}/", HTTP_ACCEPT="application/x-ndjson"
    )
    assert response["Content-Type"] == "application/json"


def test_it_exports_documents_in_the_order_of_their_import(cast: Cast) -> None:
    names = ["c.txt", "a.txt", "b.txt"]
    drafts = [Draft(name, f"A text called {name}.", Metadata(language="en")) for name in names]
    import_documents(by=cast.mara, project=cast.project, drafts=drafts)
    response = client_of(cast.mara).get(f"projects/{cast.project.id}/exports/")
    assert [record["file_name"] for record in lines_of(response)] == ["", *names]


# --- Relations and attributes ---


def layer_that_links(layer: Assignment, kind: str, hedging: str) -> None:
    """Mark who says what, link the two, say how hedged it is, and hand it in."""
    actor, threat = mark(layer, "2-6 actor | 7-12 threat_claim")
    layer.annotations.filter(id=threat.id).update(attributes={"hedging": hedging})
    ends = (actor, threat) if kind == "makes" else (threat, actor)
    made = RelationDraft(uuid.uuid4(), kind, ends[0].uuid, ends[1].uuid)
    put_relation(by=layer.annotator, assignment=layer, draft=made, base_rev=0)
    submit_assignment(by=layer.annotator, assignment=layer)


@pytest.fixture
def linked(cast: Cast) -> Cast:
    for user, kind in ((cast.ana, "makes"), (cast.ben, "makes"), (cast.chloe, "targets")):
        layer_that_links(cast.layer(user), kind, "none" if user == cast.ben else "hedged")
    return cast


def test_it_measures_agreement_on_relations(linked: Cast) -> None:
    seen = client_of(linked.mara).get(f"projects/{linked.project.id}/agreement/").json()
    overall, types = seen["relations"]["overall"], seen["relations"]["types"]
    assert overall["value"] == pytest.approx(2 * 1 / 6)
    assert (overall["n_relations"], overall["n_pairs"], overall["n_documents"]) == (3, 3, 1)
    assert types["makes"]["value"] == pytest.approx(2 * 1 / 4)
    assert types["targets"]["value"] == 0
    assert types["supports"]["reason"] == "no_relations"
    assert types["supports"]["message"].endswith(".")


def test_it_measures_agreement_on_attributes(linked: Cast) -> None:
    seen = client_of(linked.mara).get(f"projects/{linked.project.id}/agreement/").json()
    found = {(row["label"], row["attribute"]): row["alpha"] for row in seen["attributes"]}
    hedging = found["threat_claim", "hedging"]
    # One unit of three values: n = 3, o = 2 * 2 / 2, n_c = 2 and 1.
    assert hedging["value"] == pytest.approx(1 - 2 * 2 / 4)
    assert (hedging["n_units"], hedging["n_annotators"], hedging["n_documents"]) == (1, 3, 1)
    assert found["threat_claim", "harm"]["reason"] == "no_matched_spans"


def test_a_release_holds_the_agreement_on_relations_and_attributes(linked: Cast) -> None:
    client, path = client_of(linked.mara), f"projects/{linked.project.id}/"
    manifest = client.send("POST", f"{path}releases/", {}).json()["manifest"]
    shown = client.get(f"{path}agreement/").json()
    assert manifest["agreement"]["relations"] == shown["relations"]
    assert manifest["agreement"]["attributes"] == shown["attributes"]


def test_a_skipped_copy_is_no_completed_one(cast: Cast) -> None:
    cast.submit(cast.ana, "2-6 actor")
    cast.submit(cast.ben, "2-6 actor")
    mark(cast.layer(cast.chloe), "7-12 evidence")
    cast.document.assignments.filter(annotator=cast.chloe).update(
        state=Assignment.State.SKIPPED, skip_reason="Not my field."
    )
    seen = client_of(cast.mara).get(f"projects/{cast.project.id}/agreement/").json()
    assert seen["overall"]["f1_exact"]["value"] == 1
    assert seen["overall"]["f1_exact"]["n_annotators"] == 2
