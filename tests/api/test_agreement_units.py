"""Figures of units over the API: measured by a job, of the layers as they are, and of no others."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from annotator.domain.agreement import DocumentSpans
from annotator.domain.agreement.boundaries import boundary_agreement, segmentations_of
from annotator.domain.agreement.unitizing import alpha_u, unitizing_agreement
from annotator.models import Document, GammaRow, Job, UnitMeasurement
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.projects import add_member, change_project
from annotator.tasks import run_job
from tests.api.unit_figures import (
    NOTHING,
    PAIR,
    ask,
    costs_by_document,
    gamma_of,
    layers_of,
    measure,
)
from tests.cast import Cast, Role, client_of, mark


def test_nothing_is_measured_before_somebody_asks(cast: Cast, five: list[Document]) -> None:
    assert ask(cast).json() == NOTHING
    assert ask(cast, format="csv").status_code == 409
    assert not Job.objects.filter(kind=Job.Kind.MEASURE_UNITS).exists()


def test_gamma_of_a_corpus_is_that_of_its_documents(cast: Cast, five: list[Document]) -> None:
    change_project(by=cast.mara, project=cast.project, agreement_threshold=0.8)
    found = measure(cast)
    expected = gamma_of(cast, layers_of(five))
    gamma = found["overall"]["gamma"]
    assert (gamma["value"], gamma["n_documents"]) == (pytest.approx(expected.gamma.value), 5)
    assert found["gamma"]["samples"] == expected.samples
    interval = expected.gamma.interval
    assert interval is not None
    assert (gamma["interval"]["method"], gamma["interval"]["threshold"]) == ("jackknife", None)
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
    told = ask(cast).json()
    assert (told["is_current"], told["found"]["overall"]["gamma"]["value"]) == (False, before)
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


def test_nobody_reads_everything_so_alpha_u_says_why(cast: Cast, five: list[Document]) -> None:
    for place, name in enumerate(("ana", "ben", "chloe", "ana", "ben")):
        layer = cast.layer(getattr(cast, name), five[place])
        reopen_assignment(by=cast.mara, assignment=layer)
    alpha = measure(cast)["overall"]["alpha_u"]
    assert (alpha["reason"], alpha["n_documents"], alpha["n_pairs"]) == ("not_all_by_all", 0, 0)


def test_documents_with_too_many_alignments_are_left_out(
    cast: Cast, five: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.domain.agreement.gamma.candidates.MOST_TUPLES", 4)
    found = measure(cast)
    assert found["gamma"]["n_left_out"] > 0
    gamma = found["overall"]["gamma"]
    assert gamma["n_documents"] + found["gamma"]["n_left_out"] == 5


def test_an_empty_corpus_says_why_there_are_no_figures(cast: Cast) -> None:
    found = measure(cast)
    told = {own["reason"] for own in found["overall"].values()}
    assert told == {"no_pairable_documents"}


def test_the_figures_come_as_csv(cast: Cast, five: list[Document]) -> None:
    found = measure(cast)
    rows = list(csv.DictReader(StringIO(ask(cast, format="csv").content.decode())))
    told = {(row["label"], row["measure"]): row for row in rows}
    assert told["", "gamma"]["value"] == str(found["overall"]["gamma"]["value"])
    assert told["actor", "gamma_k"]["gamma_sampler"] == found["gamma"]["sampler"]
    assert told["actor", "gamma_k"]["is_current"] == "True"
    assert ask(cast, "post", format="csv").status_code == 400


def test_who_still_annotates_a_document_measures_the_others(
    cast: Cast, five: list[Document]
) -> None:
    whole = measure(cast)["overall"]["gamma"]
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ana, five[0]))
    add_member(by=cast.mara, project=cast.project, user=cast.ana, role=Role.MANAGER)
    path = f"projects/{cast.project.id}/agreement/units/"
    assert client_of(cast.ana).get(path).json() == NOTHING
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
