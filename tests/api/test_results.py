"""What comes out: agreement with its reasons, exports that fit their texts, releases that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from annotator.models import Assignment, Project, User
from annotator.services.assignments import reopen_assignment
from annotator.services.demo import load_demo
from annotator.services.projects import change_project
from tests.api.routes import content
from tests.api.test_permissions import undone
from tests.cast import Cast, client_of, lines_of, mark
from tests.domain.agreement.twin import Mark, TwinDocument, twin_report

FIGURES = ("alpha", "f1_exact", "f1_iou50")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Project]:
    """The demo with every assignment submitted; passwords are hashed quickly, nobody uses them."""
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), undone():
        patch.setattr(settings, "PASSWORD_HASHERS", fast)
        demo = load_demo(everything=True)
        assert demo is not None
        yield demo.project


@pytest.fixture
def demo(loaded: Project, db: None) -> Project:
    return loaded


def mara() -> Any:
    return client_of(User.objects.get(username="mara"))


def twin_documents(project: Project) -> list[TwinDocument]:
    return [
        {"length": document.length, "spans": {a.annotator.username: marks(a) for a in layers}}
        for document in project.documents.all()
        for layers in [document.assignments.submitted()]
    ]


def marks(layer: Assignment) -> list[Mark]:
    return list(layer.annotations.values_list("start", "end", "label__name"))


def test_it_agrees_with_a_slow_reading_of_the_definitions(demo: Project) -> None:
    seen = mara().get(f"projects/{demo.id}/agreement/").json()
    names = list(demo.labels.values_list("name", flat=True))
    twin = twin_report(twin_documents(demo), names)
    assert values(seen["overall"]) == pytest.approx(twin["overall"], abs=1e-10)
    for name in names:
        assert values(seen["labels"][name]) == pytest.approx(twin["labels"][name], abs=1e-10)
    assert len(seen["pairs"]) == 3
    for pair in seen["pairs"]:
        expected = twin["pairs"][tuple(pair["annotators"])]
        assert values(pair["overall"]) == pytest.approx(expected["overall"], abs=1e-10)
        for name in names:
            figures = expected["labels"][name]
            assert values(pair["labels"][name]) == pytest.approx(figures, abs=1e-10)


def values(figures: dict[str, dict[str, Any]]) -> dict[str, float | None]:
    return {name: figures[name]["value"] for name in FIGURES}


def test_it_exports_every_span_with_the_text_it_stands_on(demo: Project) -> None:
    records = lines_of(mara().get(f"projects/{demo.id}/exports/"))
    spans = [
        (record["text"][span["start"] : span["end"]], span["text"])
        for record in records
        for layer in record["annotators"]
        for span in layer["spans"]
    ]
    assert len(records) == 3
    assert len(spans) > 100
    assert all(stretch == told for stretch, told in spans)
    assert all(hashlib.sha256(r["text"].encode()).hexdigest() == r["sha256"] for r in records)


def test_it_streams_the_export(demo: Project) -> None:
    response = mara().get(f"projects/{demo.id}/exports/", {"format": "jsonl"})
    assert response.streaming
    assert len(list(response)) == 3
    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{demo.id}.jsonl"'


def test_it_freezes_a_release(demo: Project) -> None:
    client, path = mara(), f"projects/{demo.id}/releases/"
    made = client.send("POST", path, {"notes": "For the paper."}).json()
    corpus = content(client.get(f"releases/{made['id']}/corpus/"))
    demo_manager = User.objects.get(username="mara")
    layer = Assignment.objects.filter(document__project=demo).first()
    assert layer is not None
    reopen_assignment(by=demo_manager, assignment=layer)
    layer.annotations.all().delete()
    mark(layer, "0-4 actor")
    change_project(by=demo_manager, project=demo, guideline="Another.", name="Another")
    assert content(client.get(f"releases/{made['id']}/corpus/")) == corpus
    assert client.get(f"releases/{made['id']}/").json() == made
    assert hashlib.sha256(corpus).hexdigest() == made["sha256"]


def test_it_writes_into_a_release_how_it_came_about(demo: Project) -> None:
    client = mara()
    made = client.send("POST", f"projects/{demo.id}/releases/", {}).json()
    manifest = made["manifest"]
    assert (made["number"], made["n_documents"]) == (1, 3)
    assert manifest["guideline"] == demo.guideline
    assert manifest["guideline_version"] == 1
    assert [label["name"] for label in manifest["labels"]] == list(
        demo.labels.values_list("name", flat=True)
    )
    now = client.get(f"projects/{demo.id}/agreement/").json()
    assert {"n_left_out": 0, **manifest["agreement"]} == now


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
