"""The job that measures figures of units: one for a question, which goes on where it was."""

from __future__ import annotations

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from annotator.models import Document, GammaRow, Job, UnitMeasurement
from annotator.services import agreement_units, measuring_units
from annotator.services.assignments import reopen_assignment
from annotator.tasks import run_job
from tests.api.unit_figures import (
    NOTHING,
    ask,
    costs_by_document,
    gamma_of,
    layers_of,
    measure,
)
from tests.cast import Cast


def test_two_who_ask_have_one_job(cast: Cast, five: list[Document]) -> None:
    one, other = ask(cast, "post").json(), ask(cast, "post").json()
    assert one["job"]["id"] == other["job"]["id"]
    run_job(one["job"]["id"])
    answer = ask(cast, "post")
    assert (answer.status_code, answer.json()) == (200, ask(cast).json())


def test_a_job_goes_on_when_a_document_changes_meanwhile(cast: Cast, five: list[Document]) -> None:
    first = ask(cast, "post").json()["job"]["id"]
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ben, five[2]))
    assert ask(cast, "post").json()["job"]["id"] == first
    run_job(first)
    told = ask(cast).json()
    assert (told["is_current"], told["found"]["n_documents"]) == (False, 5)
    assert ask(cast, "post").json()["job"]["id"] != first


def test_a_job_that_failed_is_followed_by_a_new_one(cast: Cast, five: list[Document]) -> None:
    job = Job.objects.get(id=ask(cast, "post").json()["job"]["id"])
    Job.objects.filter(id=job.id).update(state=Job.State.FAILED, finished_at=job.created_at)
    assert ask(cast).json()["job"]["state"] == "failed"
    told = ask(cast, "post").json()
    assert (told["job"]["id"] != str(job.id), told["job"]["state"]) == (True, "queued")


def test_another_question_gives_up_ones_own_that_is_not_done(
    cast: Cast, five: list[Document]
) -> None:
    first = ask(cast, "post").json()["job"]["id"]
    ask(cast, "post", source="BBC")
    run_job(first)
    given_up = Job.objects.get(id=first)
    assert (given_up.state, given_up.message) == (
        "done",
        "These figures are not asked for any more.",
    )
    assert ask(cast).json() == NOTHING


def test_a_job_tells_how_far_it_is(cast: Cast, five: list[Document]) -> None:
    samples = measure(cast)["gamma"]["samples"]
    job = Job.objects.get(kind=Job.Kind.MEASURE_UNITS)
    assert job.done == job.total == len(five) * samples


def test_a_job_that_was_interrupted_goes_on_where_it_was(
    cast: Cast, five: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring_units, "SIGN_SECONDS", -1.0)
    monkeypatch.setattr(measuring_units, "samples_needed", interrupted)
    job = ask(cast, "post").json()["job"]["id"]
    run_job(job)
    kept = costs_by_document()
    left = Job.objects.get(id=job)
    assert (left.state, left.done, len(kept)) == ("queued", 2 * len(five), len(five))
    monkeypatch.undo()
    run_job(job)
    assert ask(cast).json()["found"]["overall"]["gamma"]["value"] == pytest.approx(
        gamma_of(cast, layers_of(five)).gamma.value
    )
    for document, costs in costs_by_document().items():
        assert costs["expected"][:2] == kept[document]["expected"]


def interrupted(*_: object) -> int:
    raise SoftTimeLimitExceeded


def test_what_was_kept_before_is_no_progress(cast: Cast, five: list[Document]) -> None:
    measure(cast)
    UnitMeasurement.objects.all().delete()
    measure(cast)
    again = Job.objects.filter(kind=Job.Kind.MEASURE_UNITS).latest("created_at")
    assert (again.done, again.total) == (0, 0)


def test_of_many_measurements_the_latest_are_kept(
    cast: Cast, five: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_units, "KEPT", 1)
    measure(cast, annotator="ana ben")
    measure(cast)
    assert ask(cast, annotator="ana ben").json()["found"] is None
    assert ask(cast).json()["is_current"]
    kept = costs_by_document()
    assert len(kept) == GammaRow.objects.count() == 5
    ask(cast, "post", source="BBC")
    assert costs_by_document() == kept
