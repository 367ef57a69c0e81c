"""Figures of units, gamma before all: asked for once, measured by a job, then kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from annotator.domain.agreement.gamma import GammaSettings
from annotator.models import GammaRow, Job, Project, UnitMeasurement, User

from . import jobs
from .agreement import Asked, seed_of
from .agreement_rows import digest_of, moves_of
from .projects import lock_project

VERSION = 1  # to be raised with every change of what is measured
KEPT = 50  # measurements of a project that are done


@dataclass(frozen=True, slots=True)
class Units:
    """What is known of a question: the latest figures, and the job that measures newer ones.

    `found` is of the documents as they were when it was asked for, at `measured_at`; `is_current`
    says whether they still are. `job` is None where nobody asks for other figures.
    """

    found: Mapping[str, Any] | None
    measured_at: datetime | None
    is_current: bool
    job: Job | None


@dataclass(frozen=True, slots=True)
class _Question:
    """A question as it is stored: about which documents, and about them as they are now."""

    about: str  # whoever may ask it may see what was found for it
    asked: str
    documents: bytes
    annotators: list[str]


def find_units(asked: Asked) -> Units:
    """Return what was measured, or is being measured, for a question like this one."""
    return _known(asked.project, _question(asked))


def measure_units(asked: Asked) -> Units:
    """Return the figures of the documents as they are, or have a job measure them.

    A job that is under way for the same question goes on, though documents have changed since.
    Whatever else the same person had begun in the project and is not done is given up.
    """
    question = _question(asked)
    with transaction.atomic():
        # Of two who ask at once, the second finds what the first began.
        lock_project(asked.project)
        known = _known(asked.project, question)
        if known.is_current or (known.job and known.job.state != Job.State.FAILED):
            return known
        _begin(asked, question)
        return _known(asked.project, question)


def settings_of(project: Project) -> GammaSettings:
    """Return how gamma is computed: of the same documents always the same."""
    return GammaSettings(seed=seed_of(project))


def labels_of(project: Project) -> str:
    """Return a hash of what the figures of units take from a label set."""
    return digest_of(list(project.labels.values_list("id", "name")))


def costs_about(project: Project, annotators: Collection[str]) -> str:
    """Return a hash of what a document's costs depend on besides its spans."""
    return digest_of(VERSION, settings_of(project), sorted(annotators))


def _question(asked: Asked) -> _Question:
    project, moves = asked.project, sorted(moves_of(asked.documents).items())
    people = User.objects.filter(username__in=asked.question.annotators).order_by("id")
    annotators = [str(key) for key in people.values_list("id", flat=True)]
    documents = [key for key, _ in moves]
    about = digest_of(costs_about(project, annotators), labels_of(project), documents)
    begun = b"".join(bytes.fromhex(key) for key, moved in moves if moved)
    return _Question(about, digest_of(about, moves), begun, annotators)


def _known(project: Project, question: _Question) -> Units:
    rows = project.measurements.filter(about=question.about).select_related("job")
    latest, shown = rows.last(), rows.filter(found__isnull=False).last()
    return Units(
        shown.found if shown else None,
        shown.created_at if shown else None,
        shown is not None and shown.asked == question.asked,
        latest.job if latest and latest.found is None else None,
    )


def _begin(asked: Asked, question: _Question) -> None:
    by, project = asked.by, asked.project
    project.measurements.filter(found__isnull=True, job__requested_by=by).delete()
    _forget_the_oldest(project, question.annotators)
    UnitMeasurement.objects.create(
        project=project,
        job=jobs.enqueue(by=by, project=project, kind=Job.Kind.MEASURE_UNITS),
        about=question.about,
        asked=question.asked,
        documents=question.documents,
        annotators=question.annotators,
    )


def _forget_the_oldest(project: Project, annotators: list[str]) -> None:
    """Delete what was measured long ago, and costs that nothing is made of, or will be now."""
    done = project.measurements.filter(found__isnull=False).reverse()
    old = list(done.values_list("id", flat=True)[KEPT - 1 :])
    if not old:
        return
    project.measurements.filter(id__in=old).delete()
    kept: Iterable[list[str]] = project.measurements.values_list("annotators", flat=True)
    about = {costs_about(project, own) for own in (annotators, *kept)}
    GammaRow.objects.filter(document__project=project).exclude(about__in=about).delete()
