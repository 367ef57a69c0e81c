"""Figures of units, gamma before all: asked for once, measured by a job, then kept."""

from __future__ import annotations

import hashlib
import uuid

from django.db import transaction

from annotator.domain.agreement.gamma import GammaSettings
from annotator.models import Job, Project, UnitMeasurement, User

from . import jobs
from .agreement import Asked, resampling_of
from .agreement_rows import layout_of, moves_of
from .projects import lock_project

VERSION = 1  # to be raised with every change of what is measured
KEPT = 50  # measurements of a project


def find_units(asked: Asked) -> UnitMeasurement | None:
    """Return what was measured of the documents as they are now, or is being measured."""
    own = UnitMeasurement.objects.filter(project=asked.project, asked=_digest(asked))
    return own.select_related("job").first()


def measure_units(asked: Asked) -> UnitMeasurement:
    """Return what `find_units` would, or have a job measure it; one that failed is tried again."""
    found = find_units(asked) or _begin(asked)
    if found.found is None and found.job.state == Job.State.FAILED:
        found.job = jobs.retry(by=asked.by, job=found.job)
    return found


@transaction.atomic
def _begin(asked: Asked) -> UnitMeasurement:
    # Of two who ask at once, the second finds what the first began.
    lock_project(asked.project)
    if found := find_units(asked):
        return found
    by, project = asked.by, asked.project
    _forget_the_oldest(project)
    people = User.objects.filter(username__in=asked.question.annotators).order_by("id")
    return UnitMeasurement.objects.create(
        project=project,
        job=jobs.enqueue(by=by, project=project, kind=Job.Kind.MEASURE_UNITS),
        asked=_digest(asked),
        documents=b"".join(uuid.UUID(key).bytes for key in sorted(moves_of(asked.documents))),
        annotators=[str(key) for key in people.values_list("id", flat=True)],
    )


def settings_of(project: Project) -> GammaSettings:
    """Return how gamma is computed: of the same documents always the same."""
    return GammaSettings(seed=project.id.int & 0xFFFF_FFFF)


def _digest(asked: Asked) -> str:
    """Return a hash of all that the figures follow from."""
    project = asked.project
    ids = User.objects.filter(username__in=asked.question.annotators).order_by("id")
    about = [
        VERSION,
        layout_of(project, "character").digest(),
        resampling_of(project),
        settings_of(project),
        list(ids.values_list("id", flat=True)),
        sorted(moves_of(asked.documents).items()),
    ]
    return hashlib.sha256(repr(about).encode()).hexdigest()


def _forget_the_oldest(project: Project) -> None:
    kept = project.measurements.order_by("-created_at", "-id").values_list("id", flat=True)
    old = list(kept[KEPT - 1 :])
    project.measurements.filter(id__in=old).delete()
