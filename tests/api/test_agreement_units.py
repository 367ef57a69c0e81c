"""Figures of units over the API: measured by a job, of the layers as they are, and of no others."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest

from annotator.domain.agreement import DocumentSpans, Resampling
from annotator.domain.agreement.boundaries import boundary_agreement, segmentations_of
from annotator.domain.agreement.gamma import (
    GammaReport,
    document_costs,
    gamma_of_costs,
    samples_needed,
    with_samples,
)
from annotator.domain.agreement.unitizing import alpha_u, unitizing_agreement
from annotator.models import Document, GammaRow, Job, UnitMeasurement
from annotator.services import agreement_units
from annotator.services.agreement_units import settings_of
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.corpora import completed_layers, iterate_documents
from annotator.services.projects import add_member
from annotator.tasks import run_job
from tests.cast import Cast, Role, add_document, assign, client_of, mark

MARKS = {
    "ana": [
        "0-9 actor | 12-20 threat_claim",
        "0-5 actor | 8-12 evidence",
        "",
        "1-4 actor",
        "0-9 actor",
    ],
    "ben": [
        "0-9 actor | 10-20 threat_claim",
        "0-6 actor",
        "3-9 argument",
        "1-5 actor",
        "0-9 actor",
    ],
    "chloe": ["2-9 actor | 12-22 evidence", "1-5 actor", "3-8 argument", "2-4 actor", "1-9 actor"],
}
PAIR = ("ana", "ben")


@pytest.fixture
def five(cast: Cast) -> list[Document]:
    """Five documents of two sources, submitted by everybody."""
    people = [cast.ana, cast.ben, cast.chloe]
    made = []
    for place in range(5):
        text, source = f"Text {place} of war, of threats and of peace.", ("TASS", "BBC")[place % 2]
        made.append(add_document(cast.mara, cast.project, text, source=source))
        assign(cast.mara, cast.project, people, [made[-1]])
        for user in people:
            cast.submit(user, MARKS[user.username][place], made[-1])
    return made


def ask(cast: Cast, verb: str = "get", **query: Any) -> Any:
    path = f"projects/{cast.project.id}/agreement/units/"
    client = client_of(cast.mara)
    asked = "&".join(
        f"{name}={value}" for name, values in query.items() for value in values.split()
    )
    return getattr(client, verb)(f"{path}?{asked}")


def measure(cast: Cast, **query: Any) -> dict[str, Any]:
    """Have figures measured, as a worker does, and return them."""
    answer = ask(cast, "post", **query)
    assert answer.status_code == 202
    run_job(answer.json()["job"]["id"])
    told: dict[str, Any] = ask(cast, **query).json()
    assert told["job"]["state"] == "done"
    found: dict[str, Any] = told["found"]
    return found


def layers_of(documents: Sequence[Document]) -> list[tuple[Document, DocumentSpans]]:
    own = Document.objects.filter(id__in=[document.id for document in documents])
    return [(document, completed_layers(document)) for document in iterate_documents(own)]


def gamma_of(cast: Cast, layers: Sequence[tuple[Document, DocumentSpans]]) -> GammaReport:
    settings = settings_of(cast.project)
    first = max(2, -(-settings.samples // len(layers)))
    costs = [
        document_costs(spans, settings, key=document.id.int, samples=first)
        for document, spans in layers
    ]
    needed = samples_needed(costs, settings)
    costs = [
        with_samples(own, spans, settings, key=document.id.int, samples=needed)
        for own, (document, spans) in zip(costs, layers, strict=True)
    ]
    return gamma_of_costs(costs, settings, Resampling(seed=settings.seed))


def test_nothing_is_measured_before_somebody_asks(cast: Cast, five: list[Document]) -> None:
    assert ask(cast).json() == {"job": None, "found": None}
    assert ask(cast, format="csv").status_code == 409
    assert not Job.objects.filter(kind=Job.Kind.MEASURE_UNITS).exists()


def test_gamma_of_a_corpus_is_that_of_its_documents(cast: Cast, five: list[Document]) -> None:
    found = measure(cast)
    expected = gamma_of(cast, layers_of(five))
    gamma = found["overall"]["gamma"]
    assert (gamma["value"], gamma["n_documents"]) == (pytest.approx(expected.gamma.value), 5)
    assert found["gamma"]["samples"] == expected.samples
    interval = expected.gamma.interval
    assert interval is not None
    assert gamma["interval"]["method"] == "jackknife"
    assert gamma["interval"]["low"] == pytest.approx(interval.low)
    assert found["overall"]["gamma_cat"]["value"] == pytest.approx(expected.gamma_cat.value)
    for name, own in expected.gamma_k.items():
        assert found["labels"][name]["gamma_k"]["value"] == own.value, name


def test_the_other_families_are_those_of_the_same_layers(cast: Cast, five: list[Document]) -> None:
    found = measure(cast)
    layers = [spans for _, spans in layers_of(five)]
    values, positions = unitizing_agreement(layers), alpha_u(layers)
    cuts = boundary_agreement([segmentations_of(each) for each in layers])
    overall = {name: own["value"] for name, own in found["overall"].items()}
    assert overall["u_alpha"] == values.u_alpha.value
    assert overall["bar_u_alpha"] == values.bar_u_alpha.value
    assert overall["cu_alpha"] == values.cu_alpha.value
    assert overall["alpha_u"] == positions.overall.value
    assert overall["boundary_similarity"] == cuts.similarity.value
    assert overall["boundary_pi"] == pytest.approx(cuts.pi.value)
    actor = {name: own["value"] for name, own in found["labels"]["actor"].items()}
    assert actor["k_u_alpha"] == values.k_u_alpha["actor"].value
    assert actor["coverage"] == values.coverage["actor"]
    assert actor["alpha_u"] == positions.labels["actor"].value


def test_every_figure_has_a_value_or_says_why(cast: Cast, five: list[Document]) -> None:
    found = measure(cast)
    told = [found["overall"], *found["labels"].values()]
    for own in (figure for figures in told for figure in figures.values()):
        assert (own["value"] is None) == (own["reason"] is not None) == (own["message"] is not None)
        assert (own["interval"] is None) == (own["interval_message"] is not None)
        assert own["n_documents"] <= 5


def test_after_a_change_one_document_is_aligned_anew(cast: Cast, five: list[Document]) -> None:
    before = measure(cast)["overall"]["gamma"]["value"]
    kept = costs_by_document()
    layer = cast.layer(cast.ben, five[2])
    reopen_assignment(by=cast.mara, assignment=layer)
    mark(layer, "20-25 evidence")
    submit_assignment(by=cast.ben, assignment=layer)
    assert ask(cast).json() == {"job": None, "found": None}
    # What is kept of the other documents is used: so a mark in it shows.
    row = GammaRow.objects.get(document=five[0])
    row.costs["observed"] += 100
    row.save()
    found = measure(cast)["overall"]["gamma"]["value"]
    assert found < before - 1
    observed = {key: costs["observed"] for key, costs in costs_by_document().items()}
    assert observed.keys() == kept.keys()
    changed = {key for key, own in observed.items() if own != kept[key]["observed"]}
    assert changed == {five[0].id, five[2].id}


def costs_by_document() -> dict[Any, Any]:
    return dict(GammaRow.objects.values_list("document_id", "costs"))


def test_documents_people_and_labels_can_be_chosen(cast: Cast, five: list[Document]) -> None:
    measure(cast)
    found = measure(cast, source="BBC", annotator=" ".join(PAIR))
    layers = [
        (
            document,
            DocumentSpans(spans.length, {name: spans.spans[name] for name in ("ana", "ben")}),
        )
        for document, spans in layers_of([five[1], five[3]])
    ]
    gamma = found["overall"]["gamma"]
    assert gamma["value"] == pytest.approx(gamma_of(cast, layers).gamma.value)
    assert (gamma["n_documents"], gamma["n_annotators"]) == (2, 2)
    told = ask(cast, source="BBC", annotator="ben ana", label="actor").json()["found"]
    assert told == {**found, "labels": {"actor": found["labels"]["actor"]}}


def test_two_who_ask_have_one_job(cast: Cast, five: list[Document]) -> None:
    one, other = ask(cast, "post").json(), ask(cast, "post").json()
    assert one["job"]["id"] == other["job"]["id"]
    run_job(one["job"]["id"])
    answer = ask(cast, "post")
    assert (answer.status_code, answer.json()["found"]) == (200, ask(cast).json()["found"])


def test_a_job_that_failed_is_tried_again(cast: Cast, five: list[Document]) -> None:
    job = Job.objects.get(id=ask(cast, "post").json()["job"]["id"])
    Job.objects.filter(id=job.id).update(state=Job.State.FAILED, finished_at=job.created_at)
    told = ask(cast, "post").json()
    assert (told["job"]["id"], told["job"]["state"]) == (str(job.id), "queued")


def test_a_job_tells_how_far_it_is(cast: Cast, five: list[Document]) -> None:
    measure(cast)
    job = Job.objects.get(kind=Job.Kind.MEASURE_UNITS)
    assert job.done == job.total == len(five) * measure_samples(cast)


def measure_samples(cast: Cast) -> int:
    found: int = ask(cast).json()["found"]["gamma"]["samples"]
    return found


def test_a_label_that_takes_anothers_name_is_measured_anew(
    cast: Cast, five: list[Document]
) -> None:
    before = measure(cast)["labels"]
    for old, new in (("actor", "x"), ("argument", "actor"), ("x", "argument")):
        cast.project.labels.filter(name=old).update(name=new)
    after = measure(cast)["labels"]
    assert after["argument"]["gamma_k"]["value"] == before["actor"]["gamma_k"]["value"]
    assert after["actor"]["gamma_k"]["value"] == before["argument"]["gamma_k"]["value"]


def test_documents_with_too_many_alignments_are_left_out(
    cast: Cast, five: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.domain.agreement.gamma.candidates.MOST_TUPLES", 4)
    found = measure(cast)
    assert found["gamma"]["n_left_out"] > 0
    gamma = found["overall"]["gamma"]
    assert gamma["n_documents"] + found["gamma"]["n_left_out"] == 5


def test_of_many_measurements_the_latest_are_kept(
    cast: Cast, five: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_units, "KEPT", 1)
    measure(cast)
    job = ask(cast, "post", source="BBC").json()["job"]["id"]
    assert str(UnitMeasurement.objects.get().job_id) == job
    assert ask(cast).json()["found"] is None


def test_the_figures_come_as_csv(cast: Cast, five: list[Document]) -> None:
    found = measure(cast)
    rows = list(csv.DictReader(StringIO(ask(cast, format="csv").content.decode())))
    told = {(row["label"], row["measure"]): row for row in rows}
    assert told["", "gamma"]["value"] == str(found["overall"]["gamma"]["value"])
    assert told["actor", "gamma_k"]["gamma_sampler"] == found["gamma"]["sampler"]


def test_who_still_annotates_a_document_measures_the_others(
    cast: Cast, five: list[Document]
) -> None:
    whole = measure(cast)["overall"]["gamma"]
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ana, five[0]))
    add_member(by=cast.mara, project=cast.project, user=cast.ana, role=Role.MANAGER)
    path = f"projects/{cast.project.id}/agreement/units/"
    told = client_of(cast.ana).post(path).json()
    run_job(told["job"]["id"])
    gamma = client_of(cast.ana).get(path).json()["found"]["overall"]["gamma"]
    assert (whole["n_documents"], gamma["n_documents"]) == (5, 4)


@pytest.mark.parametrize("name", ["ana", "olga"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_others_learn_nothing(cast: Cast, five: list[Document], name: str, verb: str) -> None:
    path = f"projects/{cast.project.id}/agreement/units/"
    answer = getattr(client_of(getattr(cast, name)), verb)(path)
    assert answer.status_code in {403, 404}
    assert not UnitMeasurement.objects.exists()
