"""The whole of what annotators said comes out: attributes, relations, notes, doubts, versions."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.models import GoldAnnotation, GoldRelation, RelationType
from annotator.services.annotations import SpanDraft, put_annotation
from annotator.services.assignments import put_about, skip_assignment, submit_assignment
from annotator.services.relations import RelationDraft, put_relation
from tests.cast import Cast, client_of, draft, lines_of, spans

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"


@pytest.fixture
def layer(cast: Cast) -> Cast:
    """Ana has marked a threat and its maker, answered what is asked, and said what she thinks."""
    assignment, ids = cast.layer(cast.ana), [uuid.uuid4(), uuid.uuid4()]
    actor, threat = (draft(assignment, span) for span in spans("2-6 actor | 7-12 threat_claim"))
    put(cast, SpanDraft(ids[0], actor.label, actor.start, actor.end, actor.quote))
    answers = {"hedging": "none", "conditional": False}
    put(
        cast,
        SpanDraft(
            ids[1],
            threat.label,
            threat.start,
            threat.end,
            threat.quote,
            attributes=answers,
            note="By whom?",
            is_unsure=True,
        ),
    )
    link = RelationDraft(uuid.uuid4(), "makes", ids[0], ids[1], note="Named.", is_unsure=True)
    put_relation(by=cast.ana, assignment=assignment, draft=link, base_rev=0)
    put_about(by=cast.ana, assignment=assignment, note="Short.", is_unsure=True, base_rev=0)
    submit_assignment(by=cast.ana, assignment=assignment)
    return cast


def put(cast: Cast, span: SpanDraft) -> None:
    put_annotation(by=cast.ana, assignment=cast.layer(cast.ana), draft=span, base_rev=0)


def record_of(cast: Cast) -> dict[str, Any]:
    path = f"projects/{cast.project.id}/exports/"
    return lines_of(client_of(cast.mara).get(path, {"format": "jsonl"}))[0]


def test_it_exports_attributes_notes_and_doubts(layer: Cast) -> None:
    ana = record_of(layer)["annotators"][0]
    threat = ana["spans"][1]
    assert threat["attributes"] == {"hedging": "none", "conditional": False}
    assert (threat["note"], threat["is_unsure"]) == ("By whom?", True)
    assert threat["guideline_version"] == 1
    assert ana["spans"][0]["attributes"] == {}
    assert (ana["note"], ana["is_unsure"]) == ("Short.", True)


def test_it_exports_relations_by_the_ids_of_their_spans(layer: Cast) -> None:
    ana = record_of(layer)["annotators"][0]
    source, target = (span["id"] for span in ana["spans"])
    (relation,) = ana["relations"]
    assert (relation["type"], relation["source"], relation["target"]) == ("makes", source, target)
    assert (relation["note"], relation["is_unsure"]) == ("Named.", True)


def add_gold(cast: Cast) -> list[GoldAnnotation]:
    labels = {label.name: label for label in cast.project.labels.all()}
    made = [
        GoldAnnotation.objects.create(
            document=cast.document,
            label=labels[span.label],
            start=span.start,
            end=span.end,
            attributes={"hedging": "none"} if span.label == "threat_claim" else {},
            origin="unanimous",
        )
        for span in spans("2-6 actor | 7-12 threat_claim")
    ]
    kind = RelationType.objects.get(project=cast.project, name="makes")
    GoldRelation.objects.create(
        document=cast.document, type=kind, source=made[0], target=made[1], origin="auto_merged"
    )
    return made


def test_it_exports_gold_attributes_and_relations(layer: Cast) -> None:
    made = add_gold(layer)
    record = record_of(layer)
    assert [gold["id"] for gold in record["gold"]] == [str(gold.id) for gold in made]
    assert record["gold"][1]["attributes"] == {"hedging": "none"}
    (relation,) = record["gold_relations"]
    assert (relation["source"], relation["target"]) == (str(made[0].id), str(made[1].id))
    assert (relation["type"], relation["origin"]) == ("makes", "auto_merged")


def test_it_counts_no_skipped_copy_as_completed(layer: Cast) -> None:
    skip_assignment(by=layer.ben, assignment=layer.layer(layer.ben), reason="I know the author.")
    seen = client_of(layer.mara).get(f"projects/{layer.project.id}/agreement/").json()
    assert seen["pairs"] == []
    assert [one["state"] for one in record_of(layer)["annotators"]] == [
        "submitted",
        "skipped",
        "assigned",
    ]


def test_it_freezes_the_whole_label_set_in_a_release(layer: Cast) -> None:
    path = f"projects/{layer.project.id}/"
    manifest = client_of(layer.mara).send("POST", path + "releases/", {}).json()["manifest"]
    frozen = {name: manifest[name] for name in ("labels", "relation_types")}
    assert frozen == client_of(layer.mara).get(f"/{path}labels.json").json()
    threat = next(label for label in frozen["labels"] if label["name"] == "threat_claim")
    assert [one["name"] for one in threat["attributes"]][:2] == ["hedging", "conditional"]
    assert frozen["relation_types"][2]["ends"] == [{"source": "actor", "target": "threat_claim"}]


def keys(value: Any) -> Iterator[str]:
    """Yield the names of every field, however deep; those of attributes are the project's."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in {"attributes", "metadata"}:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_it_documents_every_field_of_a_line_and_of_a_label_set(layer: Cast) -> None:
    add_gold(layer)
    label_set = client_of(layer.mara).get(f"/projects/{layer.project.id}/labels.json").json()
    asked = [label.pop("attributes") for label in label_set["labels"]]
    documented = FORMATS.read_text(encoding="utf-8")
    named = {*keys(record_of(layer)), *keys(label_set), *keys(asked)}
    assert len(named) > 30
    assert [name for name in sorted(named) if f"`{name}`" not in documented] == []
