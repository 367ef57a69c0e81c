"""The demo project's annotations fit their articles, their labels and each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from annotator.domain.attributes import Question, check_answers
from annotator.domain.default_labels import DEFAULT_LABELS, DEFAULT_RELATION_TYPES
from annotator.services.demo import place

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
DOCUMENTS = (
    "us-ukraine-defense-framework.txt",
    "inf-treaty-negotiations.txt",
    "china-russia-road-map.txt",
)
ANNOTATORS = {"ana", "ben", "chloe"}


class Row(TypedDict):
    """One span as `annotations.json` stores it; `start` and `end` in code points."""

    label: str
    start: int
    end: int
    quote: str
    attributes: NotRequired[dict[str, object]]
    note: NotRequired[str]
    is_unsure: NotRequired[bool]


class Link(TypedDict):
    """One relation; its ends are named as `place` names a span."""

    type: str
    source: str
    target: str
    note: NotRequired[str]
    is_unsure: NotRequired[bool]


class About(TypedDict):
    """What an annotator says of a whole document."""

    note: str
    is_unsure: bool


class Demo(TypedDict):
    """The whole of `annotations.json`: document name → annotator → what they made."""

    about: str
    documents: dict[str, dict[str, list[Row]]]
    relations: dict[str, dict[str, list[Link]]]
    abouts: dict[str, dict[str, About]]


def reject_repeated_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build a JSON object, failing on a key given twice, which `json` would silently drop."""
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), f"A JSON object repeats a key; seen {keys}."
    return dict(pairs)


def read_demo() -> Demo:
    raw = (FIXTURES / "demo" / "annotations.json").read_text(encoding="utf-8")
    demo: Demo = json.loads(raw, object_pairs_hook=reject_repeated_keys)
    return demo


def read_document(name: str) -> str:
    # Bytes, not text mode: text mode would turn \r\n into \n and shift every offset after it.
    return (FIXTURES / "documents" / name).read_bytes().decode("utf-8")


def layers(name: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield each annotator of a document with the spans they made."""
    yield from read_demo()["documents"][name].items()


def test_it_covers_the_three_articles_and_nothing_else() -> None:
    assert set(read_demo()["documents"]) == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_has_spans_of_every_annotator_on_every_document(name: str) -> None:
    made = dict(layers(name))
    assert set(made) == ANNOTATORS
    assert all(made.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_quotes_exactly_what_stands_at_the_offsets(name: str) -> None:
    text = read_document(name)
    for annotator, rows in layers(name):
        for row in rows:
            assert 0 <= row["start"] < row["end"] <= len(text), (annotator, row)
            assert text[row["start"] : row["end"]] == row["quote"], (annotator, row)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_leaves_no_white_space_at_the_edge_of_a_span(name: str) -> None:
    for annotator, rows in layers(name):
        for row in rows:
            assert row["quote"] == row["quote"].strip(), (annotator, row)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_repeats_no_span_of_an_annotator(name: str) -> None:
    for annotator, rows in layers(name):
        seen = [(row["label"], row["start"], row["end"]) for row in rows]
        assert len(set(seen)) == len(seen), annotator


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_orders_spans_by_start_then_end(name: str) -> None:
    for annotator, rows in layers(name):
        places = [(row["start"], row["end"]) for row in rows]
        assert places == sorted(places), annotator


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_uses_only_labels_of_the_label_set(name: str) -> None:
    known = {label.name for label in DEFAULT_LABELS}
    for _, rows in layers(name):
        assert {row["label"] for row in rows} <= known


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_answers_only_what_is_asked_about_a_label(name: str) -> None:
    asked = {
        label.name: [
            Question(one.name, one.kind, tuple(option.name for option in one.options))
            for one in label.attributes
        ]
        for label in DEFAULT_LABELS
    }
    for _, rows in layers(name):
        for row in rows:
            answers = row.get("attributes", {})
            assert check_answers(asked[row["label"]], answers) == answers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_links_spans_of_one_annotator_as_the_types_allow(name: str) -> None:
    allowed = {
        (kind.name, ends.source, ends.target)
        for kind in DEFAULT_RELATION_TYPES
        for ends in kind.ends
    }
    for annotator, rows in layers(name):
        places = {place(row): row["label"] for row in rows}
        for link in read_demo()["relations"][name][annotator]:
            ends = places[link["source"]], places[link["target"]]
            assert (link["type"], *ends) in allowed, (annotator, link)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_repeats_no_link_of_an_annotator(name: str) -> None:
    for links in read_demo()["relations"][name].values():
        seen = [(link["type"], link["source"], link["target"]) for link in links]
        assert len(set(seen)) == len(seen)


def test_it_shows_disagreement_in_every_layer() -> None:
    def answers(row: Row) -> str:
        return json.dumps(row.get("attributes", {}), sort_keys=True)

    rows = [row for name in DOCUMENTS for _, made in layers(name) for row in made]
    by_place: dict[str, set[str]] = {}
    for row in rows:
        by_place.setdefault(f"{row['quote']} {row['label']}", set()).add(answers(row))
    assert any(len(told) > 1 for told in by_place.values())
    assert any(row.get("is_unsure") for row in rows)
    relations = read_demo()["relations"]
    assert all(relations[name]["ana"] != relations[name]["ben"] for name in DOCUMENTS)
    assert read_demo()["abouts"]


def test_it_starts_with_labels_of_their_own_names_and_keys() -> None:
    assert [label.name for label in DEFAULT_LABELS] == [
        "argument",
        "actor",
        "threat_claim",
        "evidence",
    ]
    assert [label.key for label in DEFAULT_LABELS] == ["1", "2", "3", "4"]


def test_it_explains_every_label_in_the_guideline() -> None:
    guideline = (FIXTURES / "demo" / "guideline.md").read_text(encoding="utf-8")
    headings = {line[3:] for line in guideline.splitlines() if line.startswith("## ")}
    assert {label.name for label in DEFAULT_LABELS} <= headings


def test_it_says_that_the_annotations_are_not_a_research_teams() -> None:
    assert "not the work of a research team" in read_demo()["about"]
