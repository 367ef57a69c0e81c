"""What a label set may hold: every fault is told at its field, and nothing of it is stored."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.api.label_desk import COLOURS, Change, Desk, without
from tests.cast import Cast, stored


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def many(n: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"name": f"n{k}", "title": "N", **copy.deepcopy(fields)} for k in range(n)]


NEW_LABEL = {**COLOURS, "definition": "x"}
ATTRIBUTE = {"name": "a", "title": "A", "kind": "choice"}
WRONG: list[tuple[Change, str]] = [
    (lambda b: b.update(labels=many(64, **NEW_LABEL), relation_types=[]), "labels"),
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
    (lambda b: b["labels"][1].update(title="\u200b\u3000"), "labels.1.title"),
    (lambda b: b["labels"][1].update(definition="\u200b"), "labels.1.definition"),
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


def paired(n: int) -> list[dict[str, str]]:
    return [{"source": f"n{k // 20}", "target": f"n{k % 20}"} for k in range(n)]


def asking(n_labels: int, *attributes: int, options: int) -> Change:
    """Return the change to labels that all ask as many questions with as many options."""
    asked = many(*attributes, kind="choice", options=many(options))
    return lambda body: body.update(labels=many(n_labels, **NEW_LABEL, attributes=asked))


TOO_MUCH: list[tuple[Change, str, str]] = [
    (
        lambda b: b.update(labels=many(64, **NEW_LABEL)),
        "labels",
        "63 labels, archived ones included; seen 64",
    ),
    (asking(51, 10, options=1), "labels", "500 attributes in all; seen 510"),
    (asking(41, 1, options=49), "labels", "2000 options in all; seen 2009"),
    (
        lambda b: b.update(relation_types=many(6, ends=paired(400))),
        "relation_types",
        "2000 pairs in all; seen 2400",
    ),
    (lambda b: b["relation_types"][0].update(ends=paired(401)), "relation_types.0.ends", "401"),
]


@pytest.mark.parametrize(("change", "field", "says"), TOO_MUCH, ids=[says for *_, says in TOO_MUCH])
def test_it_counts_before_it_looks(change: Change, field: str, says: str, desk: Desk) -> None:
    def and_nonsense(body: dict[str, Any]) -> None:
        change(body)
        body["relation_types"].append({"never": "looked at"})

    refused = desk.change(change if field.endswith("ends") else and_nonsense)
    assert refused.status_code == 400
    assert says in refused.json()["fields"][field][0]


def test_it_tells_of_twenty_faults_and_counts_the_others(desk: Desk) -> None:
    refused = desk.change(lambda b: b.update(labels=many(60, definition="x")))
    assert len(refused.json()["fields"]) == 20
    assert refused.json()["message"].endswith("and 100 more fields are wrong.")


def test_it_names_a_few_of_many_unknown_labels(desk: Desk) -> None:
    refused = desk.change(lambda b: b["relation_types"][0].update(ends=paired(400)))
    (told,) = refused.json()["fields"]["relation_types.0.ends"]
    assert told.endswith("'n12' and 15 more.")


def test_it_says_which_kinds_there_are(desk: Desk) -> None:
    sent = "x" * 5_000
    refused = desk.change(lambda b: b["labels"][2]["attributes"][0].update(kind=sent))
    (told,) = refused.json()["fields"]["labels.2.attributes.0.kind"]
    assert told.startswith("Expected one of choice, choices, text, number, boolean; seen 'xxx")
    assert len(refused.content) < 500


def test_it_archives_no_more_than_could_be_sent_again(desk: Desk) -> None:
    body = desk.see()
    archived = [one | {"is_archived": True} for one in many(59, **NEW_LABEL)]
    body["labels"] = [*body["labels"], *archived]
    assert desk.put(body).status_code == 200
    desk.answer()
    body = desk.see() | {"labels": [*desk.see()["labels"], {"name": "one_more", **NEW_LABEL}]}
    body["labels"][-1]["title"] = "N"
    said = "63 labels, archived ones included; seen 64"
    assert said in desk.put(body).json()["fields"]["labels"][0]
    without("threat_claim")(body)  # which is used, so it would be archived
    assert said in desk.put(body).json()["fields"]["labels"][0]


def test_it_takes_as_much_as_its_limits_say(desk: Desk) -> None:
    asked = many(10, kind="choice", options=many(4))
    labels = [
        {**one, **NEW_LABEL, "attributes": asked if n < 50 else [], "is_archived": n >= 55}
        for n, one in enumerate(many(63))
    ]
    keys = [{**one, "key": str(n + 1) if n < 9 else ""} for n, one in enumerate(labels)]
    types = many(50, ends=paired(40))
    made = desk.change(lambda old: old.update(labels=keys, relation_types=types)).json()
    assert (len(made["labels"]), len(made["relation_types"])) == (63, 50)
    again = desk.put(made | {"labels": made["labels"][::-1]})
    assert again.json()["labels"][0]["name"] == "n62"
