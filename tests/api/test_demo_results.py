"""What comes out of the demo: figures that fit their definition, spans that fit their texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from annotator.models import Assignment, Document, Project, User
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.demo import load_demo
from annotator.services.projects import add_member, change_project, create_project
from tests.api.figures import close
from tests.api.routes import content
from tests.cast import (
    Role,
    add_document,
    assign,
    client_of,
    lines_of,
    mark,
    undone,
)
from tests.domain.agreement.twin import (
    Mark,
    TwinDocument,
    alpha_of_units,
    jaccard,
    labels_at,
    twin_report,
)

FIGURES = ("alpha", "f1_exact", "f1_iou50")
BEGINNING = 900  # code points


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
    return Project.objects.get(id=loaded.id)


def mara() -> Any:
    return client_of(User.objects.get(username="mara"))


def layers_of(document: Document) -> dict[str, list[Mark]]:
    """Return what each annotator has marked in a document."""
    return {
        layer.annotator.username: list(layer.annotations.values_list("start", "end", "label__name"))
        for layer in document.assignments.submitted()
    }


def beginnings(demo: Project) -> tuple[Project, list[TwinDocument]]:
    """Store the first lines of the demo's texts anew, with the spans inside: the twin is slow."""
    manager = User.objects.get(username="mara")
    project = create_project(by=manager, name="Beginnings")
    annotators = User.objects.filter(memberships__role=Role.ANNOTATOR)
    for user in annotators:
        add_member(by=manager, project=project, user=user, role=Role.ANNOTATOR)
    made: list[TwinDocument] = []
    for article in demo.documents.all():
        document = add_document(manager, project, article.text[:BEGINNING])
        assign(manager, project, annotators, [document])
        layers = layers_of(article)
        inside = {name: [m for m in marks if m[1] <= BEGINNING] for name, marks in layers.items()}
        for layer in document.assignments.all():
            marks = inside[layer.annotator.username]
            mark(layer, " | ".join(f"{start}-{end} {label}" for start, end, label in marks))
            submit_assignment(by=layer.annotator, assignment=layer)
        made.append({"length": BEGINNING, "spans": inside})
    return project, made


def test_it_agrees_with_a_slow_reading_of_the_definitions(demo: Project) -> None:
    project, documents = beginnings(demo)
    seen = mara().get(f"projects/{project.id}/agreement/").json()
    names = list(project.labels.values_list("name", flat=True))
    twin = twin_report(documents, names)
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


def test_it_measures_the_whole_demo_by_the_same_definition(demo: Project) -> None:
    seen = mara().get(f"projects/{demo.id}/agreement/").json()
    units = [
        [labels_at(marks, at) for marks in layers.values()]
        for document in demo.documents.all()
        for layers in [layers_of(document)]
        for at in range(document.length)
    ]
    twin = alpha_of_units(units, jaccard)
    assert seen["overall"]["alpha"]["value"] == pytest.approx(twin, abs=1e-10)


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
    about = {"n_documents": 3, "n_left_out": 0, "threshold": None}
    assert now == close({**about, **manifest["agreement"]})


def test_the_worked_example_of_the_docs_is_what_it_measures(demo: Project) -> None:
    seen = mara().get(f"projects/{demo.id}/agreement/?intervals=no").json()
    page = (settings.BASE_DIR / "docs/agreement.md").read_text()
    for name, figures in {"all labels": seen["overall"], **seen["labels"]}.items():
        told = [figures[key]["value"] for key in ("alpha", "f1_exact", "f1_iou50")]
        cells = [name, *(f"{value:.3f}" for value in told), str(figures["alpha"]["n_spans"])]
        assert f"| {' | '.join(cells)} |" in page
    for pair in seen["pairs"]:
        one, other = (name.title() for name in pair["annotators"])
        assert f"{pair['overall']['alpha']['value']:.3f} between {one} and {other}" in page
    claims = seen["labels"]["threat_claim"]
    assert (
        f"{claims['percent_agreement']['value']:.3f} and AC1 {claims['gwet_ac1']['value']:.3f}"
        in page
    )
    assert seen["confusion"]["matched"][2] == [29, 0, 33, 7]
