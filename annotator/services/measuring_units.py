"""The job that measures figures of units, a document in memory at a time.

What each document adds to gamma is kept by itself, so that after one submission the next
measurement aligns one document anew, and a job that was interrupted goes on where it was.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from django.db import transaction

from annotator.domain.agreement import DocumentSpans
from annotator.domain.agreement.gamma import (
    FEWEST_SAMPLES,
    DocumentCosts,
    GammaReport,
    costs_from,
    document_costs,
    first_samples,
    gamma_of_costs,
    samples_needed,
    with_samples,
)
from annotator.domain.agreement.unit_report import UnitReport, UnitSums
from annotator.models import Assignment, Document, GammaRow, Job, UnitMeasurement, User

from . import jobs
from .agreement import figures_as_json, resampling_of
from .agreement_units import costs_about, labels_of, settings_of
from .corpora import completed_layers, iterate_documents

AT_ONCE = 500  # documents named in one question to the database
STEP = 5  # chance continua of a document between two signs of life
SIGN_SECONDS = 2.0


class _GivenUp(Exception):
    """No fault: nobody asks for the figures any more that a job measures."""


def run(job: Job) -> str:
    """Measure what a job was made for; say so where nobody asks for it any more."""
    measurement = UnitMeasurement.objects.select_related("project").filter(job=job).first()
    if measurement and measurement.found is not None:
        return ""
    try:
        if measurement is None:
            raise _GivenUp
        measuring = _Measuring(job, measurement)
        found = measuring.found()
        with transaction.atomic():
            measuring.sign()
            UnitMeasurement.objects.filter(id=measurement.id).update(found=found)
    except _GivenUp:
        return "These figures are not asked for any more."
    return ""


class _Known(NamedTuple):
    """What a document adds to gamma, and the moves of the document that it is of."""

    moves: int
    costs: DocumentCosts


class _Measuring:
    """One job at work on one measurement. Raises FenceLost where another has taken it over."""

    def __init__(self, job: Job, measurement: UnitMeasurement) -> None:
        self.job, self.project, self.measurement = job, measurement.project, measurement
        ids = bytes(measurement.documents)
        self.documents = [uuid.UUID(bytes=ids[at : at + 16]) for at in range(0, len(ids), 16)]
        self.settings = settings_of(self.project)
        people = User.objects.filter(id__in=measurement.annotators)
        self.names = frozenset(people.values_list("username", flat=True))
        self.about = costs_about(self.project, measurement.annotators)
        self.labels = labels_of(self.project)
        self.known: dict[uuid.UUID, _Known] = {}
        self.unsaved: set[uuid.UUID] = set()
        self.drawn, self.total = 0, job.done  # chance continua: since the last sign, and in all
        self.signed_at = time.monotonic()

    def found(self) -> dict[str, Any]:
        """Return every figure, as JSON values."""
        labels = list(self.project.labels.values_list("name", flat=True))
        sums = UnitSums(self._people(), labels)
        self._recall()
        samples = FEWEST_SAMPLES
        for document, layers in self._growing(samples):
            sums.add(layers)
            self._grow(document, layers, samples)
        while (needed := samples_needed(self._costs(), self.settings)) > samples:
            samples = needed
            for document, layers in self._growing(samples):
                self._grow(document, layers, samples)
        costs = [first_samples(each, samples) for each in self._costs()]
        # Gamma is not on the scale of alpha, which the project's threshold is about.
        resampling = replace(resampling_of(self.project), threshold=None)
        gamma = gamma_of_costs(costs, self.settings, resampling)
        self.total = self.job.done + self.drawn
        return _told(sums.report(gamma), gamma)

    def _growing(self, samples: int) -> Iterator[tuple[Document, DocumentSpans]]:
        """Yield the documents with their layers, for each to have so many chance continua."""
        known = sum(min(len(each.expected), samples) for each in self._costs())
        self.total = self.job.done + self.drawn + len(self.documents) * samples - known
        return self._layers()

    def _costs(self) -> list[DocumentCosts]:
        """Return what each document that was read adds to gamma."""
        known = (self.known.get(document) for document in self.documents)
        return [found.costs for found in known if found]

    def _grow(self, document: Document, layers: DocumentSpans, samples: int) -> None:
        """Have so many chance continua of a document: those kept, and the rest drawn."""
        moves, known = document.moves, self.known.get(document.id)
        settings, key = self.settings, document.id.int
        if known and known.moves == moves:
            costs = known.costs
        else:
            costs = document_costs(layers, settings, key=key, samples=FEWEST_SAMPLES)
            self._learn(document, costs, len(costs.expected))
        while not costs.has(samples):
            have = len(costs.expected)
            more = min(samples, have + STEP)
            costs = with_samples(costs, layers, settings, key=key, samples=more)
            self._learn(document, costs, len(costs.expected) - have)

    def _learn(self, document: Document, costs: DocumentCosts, drawn: int) -> None:
        self.known[document.id] = _Known(document.moves, costs)
        self.unsaved.add(document.id)
        self.drawn += drawn
        if time.monotonic() - self.signed_at > SIGN_SECONDS:
            self.sign()

    def sign(self) -> None:
        """Store what was done since the last sign of life, and tell how far it is.

        What was kept before is no progress: a job that never gets further has failed.
        """
        with transaction.atomic():
            jobs.advance(self.job, by=self.drawn, total=self.total)
            if not UnitMeasurement.objects.filter(id=self.measurement.id).exists():
                raise _GivenUp
            GammaRow.objects.bulk_create(
                [self._row(document) for document in sorted(self.unsaved)],
                update_conflicts=True,
                unique_fields=["document", "about"],
                update_fields=["labels", "moves", "costs"],
            )
        self.drawn, self.unsaved, self.signed_at = 0, set(), time.monotonic()

    def _row(self, document: uuid.UUID) -> GammaRow:
        moves, costs = self.known[document]
        return GammaRow(
            document_id=document,
            about=self.about,
            labels=self.labels,
            moves=moves,
            costs=costs.as_json(),
        )

    def _layers(self) -> Iterator[tuple[Document, DocumentSpans]]:
        """Yield the documents that are still there, with the layers asked about."""
        for chosen in _some(self.documents):
            for document in iterate_documents(
                Document.objects.filter(id__in=chosen).defer("text", "metadata")
            ):
                layers = completed_layers(document)
                if self.names:
                    spans = {name: own for name, own in layers.spans.items() if name in self.names}
                    layers = replace(layers, spans=spans)
                yield document, layers

    def _recall(self) -> None:
        """Learn what is kept of the documents."""
        for chosen in _some(self.documents):
            rows = GammaRow.objects.filter(
                document__in=chosen, about=self.about, labels=self.labels
            )
            for row in rows.order_by().iterator():
                self.known[row.document_id] = _Known(row.moves, costs_from(row.costs))

    def _people(self) -> set[str]:
        """Return who submitted any of the documents, of those asked about."""
        found: set[str] = set()
        for chosen in _some(self.documents):
            own = Assignment.objects.filter(document__in=chosen, state=Assignment.State.SUBMITTED)
            found |= set(own.order_by().values_list("annotator__username", flat=True).distinct())
        return found & self.names if self.names else found


def _some(documents: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for first in range(0, len(documents), AT_ONCE):
        yield documents[first : first + AT_ONCE]


def _told(report: UnitReport, gamma: GammaReport) -> dict[str, Any]:
    return {
        "n_documents": gamma.n_documents,
        "gamma": {
            **asdict(gamma.settings),
            "samples": gamma.samples,
            "precision": gamma.precision,
            "precision_wanted": gamma.settings.precision,
            "n_left_out": gamma.n_left_out,
        },
        "overall": figures_as_json(report.overall),
        "labels": {name: figures_as_json(own) for name, own in report.labels.items()},
    }
