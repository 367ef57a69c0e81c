"""Agreement over the API: always that of the layers as they are, whatever was counted before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.models import AgreementBlock, Document, Job, Label
from annotator.services import agreement_rows
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.projects import change_project
from annotator.tasks import run_job
from tests.api.figures import close
from tests.api.three_documents import ask, figures, measured
from tests.cast import Cast, add_document, assign, client_of, mark


def assert_current(cast: Cast, *documents: Document) -> None:
    told = figures(cast)
    expected = measured(cast.project, *documents)
    assert {key: told[key] for key in expected} == close(expected)


def test_figures_follow_every_submission_and_reopening(cast: Cast, three: list[Document]) -> None:
    assert_current(cast, *three)
    layer = cast.layer(cast.ana, three[2])
    reopen_assignment(by=cast.mara, assignment=layer)
    assert_current(cast, *three)
    mark(layer, "3-9 argument")
    assert_current(cast, *three)
    submit_assignment(by=cast.ana, assignment=layer)
    assert_current(cast, *three)
    assert figures(cast)["labels"]["argument"]["f1_exact"]["value"] == pytest.approx(1 / 3)


def test_nothing_is_counted_twice(cast: Cast, three: list[Document]) -> None:
    figures(cast)
    before = list(AgreementBlock.objects.values_list("number", "moves"))
    assert len(before) == len(three)
    with CaptureQueriesContext(connection) as seen:
        figures(cast)
    asked = " ".join(query["sql"] for query in seen.captured_queries)
    assert "annotator_annotation" not in asked
    assert list(AgreementBlock.objects.values_list("number", "moves")) == before


def test_another_label_set_is_counted_anew(cast: Cast, three: list[Document]) -> None:
    figures(cast)
    Label.objects.filter(project=cast.project, name="actor").update(name="agent")
    assert_current(cast, *three)
    assert "agent" in figures(cast)["labels"]


def test_labels_that_exchange_names_and_places_are_counted_anew(
    cast: Cast, three: list[Document]
) -> None:
    before = figures(cast)["labels"]
    one, other = Label.objects.filter(project=cast.project).order_by("position")[:2]
    name, place = one.name, one.position
    for label, called, position in ((one, "x", 99), (other, name, place)):
        Label.objects.filter(id=label.id).update(name=called, position=position)
    Label.objects.filter(id=one.id).update(name=other.name, position=other.position)
    assert_current(cast, *three)
    after = figures(cast)["labels"]
    assert after[name]["alpha"] == close(before[other.name]["alpha"])
    assert after[name] != before[name]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({"source": "TASS"}, [1, 2]),
        ({"source": ["TASS", "Reuters"], "published_to": "2024-05-30"}, [0, 1]),
        ({"published_from": "2024-05-30", "language": "en"}, [1, 2]),
        ({"metadata.desk": "West"}, [0]),
        ({"author": "Nobody"}, []),
    ],
)
def test_documents_are_chosen_by_what_is_known_of_them(
    cast: Cast, three: list[Document], query: dict[str, Any], places: list[int]
) -> None:
    told = figures(cast, **query)
    expected = measured(cast.project, *(three[place] for place in places))
    assert told["overall"] == close(expected["overall"])
    assert told["n_documents"] == len(places)


def test_annotators_and_labels_can_be_chosen(cast: Cast, three: list[Document]) -> None:
    whole = figures(cast)
    told = figures(cast, annotator=["ana", "ben"], label="actor")
    assert [pair["annotators"] for pair in told["pairs"]] == [["ana", "ben"]]
    assert list(told["labels"]) == ["actor"]
    pair = next(one for one in whole["pairs"] if one["annotators"] == ["ana", "ben"])
    alpha = told["labels"]["actor"]["alpha"]
    assert alpha["value"] == pytest.approx(pair["labels"]["actor"]["alpha"]["value"])
    assert alpha["n_annotators"] == 2


def test_tokens_and_sentences_are_units_too(cast: Cast, three: list[Document]) -> None:
    units = {
        unit: figures(cast, unit=unit)["labels"]["actor"]["alpha"]
        for unit in ("character", "token", "sentence")
    }
    assert {own["unit"] for own in units.values()} == {"character", "token", "sentence"}
    assert len({own["value"] for own in units.values()}) == 3


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("", {"label": "villain"}, "label"),
        ("", {"annotator": "olga"}, "annotator"),
        ("", {"unit": "word"}, "unit"),
        ("", {"published_from": "May"}, "published_from"),
        ("", {"metadata.\x00": "x"}, "metadata.\x00"),
        ("", {"shade": "blue"}, "shade"),
        ("groups/", {"by": "colour"}, "by"),
        ("documents/", {"cursor": "-1"}, "cursor"),
        ("documents/", {"page_size": "0"}, "page_size"),
        ("documents/", {"format": "csv", "page_size": "2"}, "page_size"),
        ("documents/", {"format": "csv", "cursor": "2"}, "cursor"),
    ],
)
def test_a_wrong_question_is_told_where(
    cast: Cast, three: list[Document], path: str, query: dict[str, str], field: str
) -> None:
    answer = ask(cast, path, **query)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


@pytest.mark.parametrize(
    ("by", "values"),
    [
        ("source", ["Reuters", "TASS"]),
        ("month", ["2024-05", "2024-06"]),
        ("year", ["2024"]),
        ("metadata.desk", ["East", "West"]),
    ],
)
def test_groups_of_documents_are_measured_apart(
    cast: Cast, three: list[Document], by: str, values: list[str]
) -> None:
    told = ask(cast, "groups/", by=by).json()
    assert [group["value"] for group in told["groups"]] == values
    assert sum(group["n_documents"] for group in told["groups"]) == 3
    if by == "source":
        alone = figures(cast, source="TASS")["overall"]["alpha"]["value"]
        assert told["groups"][1]["overall"]["alpha"]["value"] == pytest.approx(alone)


def test_documents_come_worst_first(cast: Cast, three: list[Document]) -> None:
    whole = ask(cast, "documents/").json()["results"]
    alphas = [row["alpha"] for row in whole]
    assert alphas == sorted(alphas)
    own = {row["id"]: row["alpha"] for row in whole}
    expected = measured(cast.project, three[1])["overall"]["alpha"]["value"]
    assert own[str(three[1].id)] == pytest.approx(expected)
    first = ask(cast, "documents/", page_size=2).json()
    assert first["next"].endswith("?cursor=2&page_size=2")
    rest = ask(cast, "documents/", page_size=2, cursor=2).json()
    assert first["results"] + rest["results"] == whole
    assert rest["next"] is None
    assert first["count"] == rest["count"] == len(three)


def test_documents_are_ordered_by_the_one_label_that_is_asked_for(
    cast: Cast, three: list[Document]
) -> None:
    def order(**query: Any) -> list[tuple[str, float | None]]:
        rows = ask(cast, "documents/", **query).json()["results"]
        return [(row["id"], row["labels"]["actor"]["alpha"]) for row in rows]

    by_label = order(label="actor")
    known = [alpha for _, alpha in by_label if alpha is not None]
    assert known == sorted(known)
    assert [alpha for _, alpha in by_label[len(known) :]] == [None]  # nobody marked it there
    assert order(label=["actor", "evidence"]) == order()
    assert [key for key, _ in by_label] != [key for key, _ in order()]


def test_an_interval_knows_the_threshold_of_the_project(cast: Cast, three: list[Document]) -> None:
    assert figures(cast)["overall"]["alpha"]["interval_reason"] == "not_asked"
    for place in range(3):
        made = add_document(cast.mara, cast.project, f"Another {place} of war and threats.")
        assign(cast.mara, cast.project, [cast.ana, cast.ben], [made])
        cast.submit(cast.ana, "0-7 actor", made)
        cast.submit(cast.ben, "0-8 actor" if place else "", made)
    change_project(by=cast.mara, project=cast.project, agreement_threshold=0.8)
    told = ask(cast).json()
    interval = told["overall"]["alpha"]["interval"]
    assert (told["threshold"], interval["threshold"]) == (0.8, 0.8)
    assert interval["method"] == "jackknife"
    assert interval["low"] < told["overall"]["alpha"]["value"] < interval["high"]
    assert ask(cast).json() == told


def test_a_threshold_of_minus_nought_is_nought(cast: Cast) -> None:
    path = f"projects/{cast.project.id}/"
    told = client_of(cast.mara).send("PATCH", path, {"agreement_threshold": -0.0}).json()
    assert str(told["agreement_threshold"]) == "0.0"
    cast.project.refresh_from_db()
    assert str(cast.project.agreement_threshold) == "0.0"


def test_an_annotator_sees_own_figures_only_when_shown(cast: Cast, three: list[Document]) -> None:
    path = f"projects/{cast.project.id}/agreement/own/"
    assert client_of(cast.ana).get(path).status_code == 404
    change_project(by=cast.mara, project=cast.project, shows_agreement=True)
    answer = client_of(cast.ana).get(path)
    told = answer.json()
    assert [pair["other"] for pair in told["pairs"]] == ["A", "B"]
    assert b"ben" not in answer.content
    expected = [one["overall"] for one in figures(cast)["pairs"] if "ana" in one["annotators"]]
    alphas = sorted(pair["overall"]["alpha"]["value"] for pair in told["pairs"])
    assert alphas == pytest.approx(sorted(own["alpha"]["value"] for own in expected))
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ben, three[0]))
    assert client_of(cast.ana).get(path).json()["n_documents"] == 2


def test_much_to_count_is_counted_by_a_job(
    cast: Cast, three: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_rows, "MOST_AT_ONCE", 2)
    answer = ask(cast)
    assert answer.status_code == 202
    assert ask(cast).json()["job"]["id"] == answer.json()["job"]["id"]
    run_job(answer.json()["job"]["id"])
    job = Job.objects.get(kind=Job.Kind.COUNT_CHARACTERS)
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert_current(cast, *three)


def test_choices_are_what_documents_have(cast: Cast, three: list[Document]) -> None:
    told = ask(cast, "filters/").json()
    assert told["annotators"] == ["ana", "ben", "chloe"]
    assert (told["source"], told["language"]) == (["TASS", "Reuters"], ["en"])
    assert told["metadata"]["desk"] == ["East", "West"]
    assert (told["first"], told["last"]) == ("2024-05-03", "2024-06-01")
