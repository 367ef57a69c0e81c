"""What comes out: agreement with its reasons, exports, numbered releases."""

from __future__ import annotations

from annotator.domain.formats import Draft, Metadata
from annotator.services.documents import import_documents
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
