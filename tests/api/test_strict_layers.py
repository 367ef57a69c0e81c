"""Bad input to the writes of a layer: a clear refusal, and nothing stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from annotator.models import Assignment
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast, stored

NOTED = {"note": "x", "is_unsure": False}
NULL = '"a\\u0000b"'
SURROGATE = json.dumps("\ud83d")
Write = tuple[str, str, dict[str, Any]]


class Bench(Desk):
    """Ana, with a relation, and a good body for every write there is."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        source, target = self.marked("2-6 actor | 7-12 threat_claim")
        link = self.link("makes", source, target)
        mark = self.body("20-24 evidence", attributes={}, **NOTED)
        change = {"kind": "put_annotation", "id": new_id(), **mark}
        self.writes: dict[str, Write] = {
            "annotation": ("PUT", f"annotations/{new_id()}/", mark),
            "relation": ("PUT", f"relations/{new_id()}/", link | NOTED),
            "about": ("PUT", "about/", {**NOTED, "base_rev": 0}),
            "sitting": ("PUT", f"sittings/{new_id()}/", {"seconds": 1}),
            "changes": ("POST", "changes/", {"changes": [change]}),
            "skip": ("POST", "skip/", {"reason": "x"}),
            "reopening": ("POST", "reopening-request/", {"reason": "x"}),
        }

    def raw(self, kind: str, body: str) -> Any:
        method, address, _ = self.writes[kind]
        send = getattr(self.client, method.lower())
        return send(f"/api/v1/{self.path}{address}", body, content_type="application/json")


KINDS = ("annotation", "relation", "about", "sitting", "changes", "skip", "reopening")
each_write = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def bench(cast: Cast) -> Iterator[Bench]:
    """Hold every test of this file to it that nothing is stored."""
    bench = Bench(cast)
    before = stored()
    yield bench
    assert stored() == before


@each_write
def test_it_refuses_fields_that_are_not_asked_for(kind: str, bench: Bench) -> None:
    method, address, body = bench.writes[kind]
    for field in ("rev", "assignment", "guideline_version", "created_at"):
        refused = bench.send(method, address, body | {field: 1})
        assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), [field])


@pytest.mark.parametrize("kind", ["relation", "about", "sitting", "changes", "skip", "reopening"])
def test_it_names_every_field_that_is_missing(kind: str, bench: Bench) -> None:
    method, address, body = bench.writes[kind]
    optional = set(NOTED) if kind == "relation" else set()
    refused = bench.send(method, address, {})
    assert set(refused.json()["fields"]) == set(body) - optional


@each_write
@pytest.mark.parametrize("value", [NULL, SURROGATE, '{"__proto__": 1}', "1e999"])
def test_it_refuses_what_it_could_not_keep(kind: str, value: str, bench: Bench) -> None:
    _, _, body = bench.writes[kind]
    for field in body:
        good = json.dumps({name: body[name] for name in body if name != field})
        refused = bench.raw(kind, f'{good[:-1]}{", " if len(body) > 1 else ""}"{field}": {value}}}')
        assert said(refused) == (400, "invalid_json")


@pytest.mark.parametrize("field", ["source", "target"])
@pytest.mark.parametrize("value", [5, None, "x", "", [], True, "4ed8ea27"])
def test_it_takes_only_ids_as_ends(field: str, value: Any, bench: Bench) -> None:
    method, address, body = bench.writes["relation"]
    refused = bench.send(method, address, body | {field: value})
    assert (said(refused), list(refused.json()["fields"])) == ((400, "invalid_fields"), [field])


@pytest.mark.parametrize("kind", ["relation", "about"])
@pytest.mark.parametrize("value", [1.0, "0", True, None, -1])
def test_it_takes_only_whole_revisions(kind: str, value: Any, bench: Bench) -> None:
    method, address, body = bench.writes[kind]
    refused = bench.send(method, address, body | {"base_rev": value})
    assert list(refused.json()["fields"]) == ["base_rev"]


@pytest.mark.parametrize("value", ["", "abc", "-1", "1.0", "9" * 30, "%00"])
def test_it_deletes_no_relation_without_a_revision(value: str, bench: Bench) -> None:
    refused = bench.send("DELETE", f"relations/{new_id()}/?base_rev={value}")
    assert said(refused) == (400, "invalid_fields")


def test_it_keeps_a_note_of_many_scripts_as_it_is(cast: Cast) -> None:
    desk, note = Desk(cast), " \U0001f469\U0001f3fd‍\U0001f680\r\nCafe\u0301 שלום \t" + "a" * 9900
    body = {"note": note, "is_unsure": False, "base_rev": 0}
    assert desk.send("PUT", "about/", body).json()["note"] == note
    assert Assignment.objects.get(id=desk.layer.id).note == note
