"""What a label set may hold: every fault is told at its field, and nothing of it is stored."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.api.label_desk import COLOURS, Change, Desk
from tests.cast import Cast, stored


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def many(n: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"name": f"n{k}", "title": "N", **copy.deepcopy(fields)} for k in range(n)]


NEW_LABEL = {**COLOURS, "definition": "x"}
ATTRIBUTE = {"name": "a", "title": "A", "kind": "choice"}
WRONG: list[tuple[Change, str]] = [
    (lambda b: b.update(labels=many(101, **NEW_LABEL), relation_types=[]), "labels"),
    (lambda b: b.update(labels=[], relation_types=[]), "labels"),
    (lambda b: b.update(relation_types=many(51, ends=[])), "relation_types"),
    (lambda b: b["labels"][0].update(attributes=many(21, kind="text")), "labels.0.attributes"),
    (
        lambda b: b["labels"][0].update(attributes=[{**ATTRIBUTE, "options": many(51)}]),
        "labels.0.attributes.0.options",
    ),
    (lambda b: b["labels"][0].update(attributes=[ATTRIBUTE]), "labels.0.attributes.0.options"),
    (
        lambda b: b["labels"][0].update(attributes=[{**ATTRIBUTE, "kind": "number"}] * 2),
        "labels.0.attributes.0.name",
    ),
    (lambda b: b["labels"][1].update(key="1"), "labels.1.key"),
    (lambda b: b["labels"][1].update(key="0"), "labels.1.key"),
    (lambda b: b["labels"][1].update(name="argument"), "labels.1.name"),
    (lambda b: b["labels"][1].update(name="Actor"), "labels.1.name"),
    (lambda b: b["labels"][1].update(name="actor\n"), "labels.1.name"),
    (lambda b: b["labels"][1].update(title=" "), "labels.1.title"),
    (lambda b: b["labels"][1].update(title="a\u202eb"), "labels.1.title"),
    (lambda b: b["labels"][1].update(definition=" "), "labels.1.definition"),
    (lambda b: b["labels"][1].update(examples="x" * 5001), "labels.1.examples"),
    (lambda b: b["labels"][1].update(colour="red"), "labels.1.colour"),
    (lambda b: b["labels"][1].update(colour_dark="#ABCDEF"), "labels.1.colour_dark"),
    (lambda b: b["labels"][1].update(id=b["labels"][0]["id"]), "labels.1.id"),
    (lambda b: b["labels"][1].update(id=b["relation_types"][0]["id"]), "labels.1.id"),
    (lambda b: b["labels"][1].update(is_archived=1), "labels.1.is_archived"),
    (lambda b: b["labels"][1].update(position=1), "labels.1.position"),
    (lambda b: b["labels"][2]["attributes"][0].update(kind="scale"), "labels.2.attributes.0.kind"),
    (
        lambda b: b["relation_types"][0].update(ends=[{"source": "x", "target": "actor"}]),
        "relation_types.0.ends",
    ),
    (
        lambda b: b["relation_types"][0].update(ends=[{"source": "actor", "target": "actor"}] * 2),
        "relation_types.0.ends",
    ),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=[field for _, field in WRONG])
def test_it_says_which_field_is_wrong(change: Change, field: str, desk: Desk) -> None:
    before = stored()
    refused = desk.change(change)
    assert refused.status_code == 400
    assert field in refused.json()["fields"]
    assert stored() == before


def test_it_takes_as_much_as_its_limits_say(desk: Desk) -> None:
    options = many(50)
    asked = many(20, kind="choice", options=options)
    labels = [{**one, "attributes": asked if n == 0 else []} for n, one in enumerate(many(100))]
    keys = [{**one, "key": str(n + 1) if n < 9 else ""} for n, one in enumerate(labels)]
    body = {
        "labels": [{**one, **NEW_LABEL} for one in keys],
        "relation_types": many(50, ends=[{"source": "n0", "target": "n99"}]),
    }
    made = desk.change(lambda old: old.update(body)).json()
    assert (len(made["labels"]), len(made["relation_types"])) == (100, 50)
