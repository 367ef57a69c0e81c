"""Which documents figures are about: the same on every database, and what is offered matches."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from annotator.models import Document
from annotator.services.assignments import reopen_assignment
from api.views import agreement
from tests.cast import Cast, add_document, assign, client_of

FIRST = {
    "2024": "a year",
    "-1": "below",
    "0": "none",
    "٣": "three",
    "99999999999999999999999": "long",
    'q"uote': 'd"q',
    "dot.ted": "d",
    "back\\slash": "b\\s",
    "[0]": "$.a",
    "tab\tbed": "a\tb",
    "k%s": "100%",
    "desk": "East",
    "share": 0.1 + 0.2,
    "big": 1e20,
    "huge": 2**63,
    "tiny": 1e-7,
    "whole": 1.0,
    "zero": -0.0,
    "is_read": True,
    "nothing": None,
    "word": "null",
    "": "no key",
    "list": ["East"],
    "object": {"z": 1},
}
SECOND = {"2024": "another", "share": 0.3, "huge": 2**63 + 1, "is_read": False, "desk": "West"}
OFFERED = {
    **{key: [value] for key, value in FIRST.items() if key and isinstance(value, str)},
    "2024": ["a year", "another"],
    "desk": ["East", "West"],
    "share": ["0.30000000000000004", "0.3"],
    "big": ["100000000000000000000"],
    "huge": ["9223372036854775808", "9223372036854775809"],
    "tiny": ["0.0000001"],
    "whole": ["1"],
    "zero": ["0"],
    "is_read": ["true", "false"],
}


@pytest.fixture
def two(cast: Cast) -> list[Document]:
    """Two documents with odd metadata, submitted by everybody; the cast's own is begun by none."""
    people = [cast.ana, cast.ben, cast.chloe]
    made = [
        add_document(
            cast.mara,
            cast.project,
            f"Text {place} of war.",
            source=f"Source {place}",
            published=day,
            extra=extra,
        )
        for place, (extra, day) in enumerate(
            [(FIRST, datetime.date(999, 1, 2)), (SECOND, datetime.date(2024, 1, 2))]
        )
    ]
    assign(cast.mara, cast.project, people, made)
    for user in people:
        for document in made:
            cast.submit(user, "0-4 actor" if user == cast.ana else "0-6 actor", document)
    return made


def ask(cast: Cast, path: str = "", **query: Any) -> Any:
    return client_of(cast.mara).get(f"projects/{cast.project.id}/agreement/{path}", query)


def test_it_offers_what_metadata_hold(cast: Cast, two: list[Document]) -> None:
    told = ask(cast, "filters/").json()["metadata"]
    assert {key: sorted(values) for key, values in told.items()} == {
        key: sorted(values) for key, values in OFFERED.items()
    }


@pytest.mark.parametrize("key", OFFERED)
def test_what_it_offers_matches_when_sent_back(cast: Cast, two: list[Document], key: str) -> None:
    for value in OFFERED[key]:
        told = ask(cast, intervals="no", **{f"metadata.{key}": value})
        assert told.json()["n_documents"] == 1
    grouped = ask(cast, "groups/", by=f"metadata.{key}").json()
    assert [group["value"] for group in grouped["groups"]] == sorted(OFFERED[key])
    assert grouped["n_without"] == 3 - len(OFFERED[key])


@pytest.mark.parametrize("key", ["nothing", "list", "object", "absent", "dot", "tab"])
def test_what_is_no_value_is_in_no_group(cast: Cast, two: list[Document], key: str) -> None:
    told = ask(cast, "groups/", by=f"metadata.{key}").json()
    assert (told["groups"], told["n_without"]) == ([], 3)
    for value in ("null", "None", "East", '["East"]', ""):
        found = ask(cast, intervals="no", **{f"metadata.{key}": value}).json()
        assert found["n_documents"] == 0


def test_many_keys_are_one_question(cast: Cast, two: list[Document]) -> None:
    words: dict[str, Any] = {f"metadata.{key}": OFFERED[key] for key in FIRST if key in OFFERED}
    assert len(words) == 20
    assert ask(cast, intervals="no", **words).json()["n_documents"] == 1
    refused = ask(cast, **words, **{"metadata.k": "v"})
    assert refused.status_code == 400
    (told,) = refused.json()["fields"]["metadata.KEY"]
    assert told == "Expected at most 20 different keys of metadata; seen 21."


def test_an_adjudicator_asks_about_metadata_too(cast: Cast, two: list[Document]) -> None:
    client = client_of(cast.ada)
    path = f"projects/{cast.project.id}/agreement/"
    told = client.get(path, {"metadata.desk": "West", "metadata.2024": "another"}).json()
    assert told["n_documents"] == 1


@pytest.mark.parametrize("name", ["source", "language", "category", "author", "metadata.k"])
def test_it_refuses_a_value_that_no_document_can_have(cast: Cast, name: str) -> None:
    for path in ("", "groups/", "documents/"):
        refused = ask(cast, path, **{name: ["fine", "\x00"]})
        assert refused.status_code == 400
        assert list(refused.json()["fields"]) == [name]


@pytest.mark.parametrize("key", ["a\x00b", "k" * 201])
def test_it_names_a_key_that_no_question_can_have(cast: Cast, key: str) -> None:
    refused = ask(cast, **{f"metadata.{key}": "x"})
    assert refused.status_code == 400
    assert list(refused.json()["fields"]) == [f"metadata.{key}"]
    grouped = ask(cast, "groups/", by=f"metadata.{key}")
    assert (grouped.status_code, list(grouped.json()["fields"])) == (400, ["by"])


@pytest.mark.parametrize(
    ("by", "values"), [("month", ["0999-01", "2024-01"]), ("year", ["0999", "2024"])]
)
def test_groups_come_in_the_order_of_time(
    cast: Cast, two: list[Document], by: str, values: list[str]
) -> None:
    told = ask(cast, "groups/", by=by).json()
    assert [group["value"] for group in told["groups"]] == values


@pytest.mark.parametrize("day", ["20240531", "2024-W22-5", "٢٠٢٤-٠٥-٣١", "2024-05-32", ""])
def test_a_date_is_written_in_one_way(cast: Cast, day: str) -> None:
    refused = ask(cast, published_from=day)
    assert refused.status_code == 400
    assert list(refused.json()["fields"]) == ["published_from"]


def reopening_after(
    monkeypatch: pytest.MonkeyPatch, step: str, cast: Cast, document: Document
) -> None:
    """Let a copy be reopened right after a step of the view, as somebody else might."""
    taken = getattr(agreement, step)

    def then_reopen(*args: Any, **options: Any) -> Any:
        found = taken(*args, **options)
        reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ana, document))
        return found

    monkeypatch.setattr(agreement, step, then_reopen)


def test_a_document_that_is_reopened_meanwhile_is_left_out(
    cast: Cast, two: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    reopening_after(monkeypatch, "measure_documents", cast, two[0])
    answer = client_of(cast.ada).get(f"projects/{cast.project.id}/agreement/documents/")
    assert answer.status_code == 200
    assert [row["id"] for row in answer.json()["results"]] == [str(two[1].id)]


def test_what_has_no_group_is_counted_with_the_groups(
    cast: Cast, two: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    reopening_after(monkeypatch, "groups_of", cast, two[0])
    path = f"projects/{cast.project.id}/agreement/groups/"
    told = client_of(cast.ada).get(path, {"by": "source"}).json()
    assert told["n_without"] == 0
