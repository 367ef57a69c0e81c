"""The job that measures figures of units, a document in memory at a time.

What each document adds to gamma is kept by itself, so that after one submission the next
measurement aligns one document anew, and a job that was interrupted goes on where it was.
"""

from __future__ import annotations

import hashlib
import math
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from django.db import transaction

from annotator.domain.agreement import DocumentSpans
from annotator.domain.agreement.gamma import (
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
from .agreement_rows import layout_of
from .agreement_units import VERSION, settings_of
from .corpora import completed_layers, iterate_documents

AT_ONCE = 500  # documents named in one question to the database
STEP = 5  # chance continua of a document between two signs of life
SIGN_SECONDS = 2.0


def run(job: Job) -> str:
    """Measure what a job was made for; say so where nobody asks for it any more."""
    measurement = UnitMeasurement.objects.select_related("project").filter(job=job).first()
    if measurement is None:
        return "These figures are not asked for any more."
    measuring = _Measuring(job, measurement)
    found = measuring.found()
    with transaction.atomic():
        measuring.sign()
        UnitMeasurement.objects.filter(id=measurement.id).update(found=found)
    return ""


class _Known(NamedTuple):
    """What a document adds to gamma, and the moves of the document that it is of."""

    moves: int
    costs: DocumentCosts


class _Measuring:
    """One job at work on one measurement. Raises FenceLost where another has taken it over."""

    def __init__(self, job: Job, measurement: UnitMeasurement) -> None:
        self.job, self.project = job, measurement.project
        ids = bytes(measurement.documents)
        self.documents = [uuid.UUID(bytes=ids[at : at + 16]) for at in range(0, len(ids), 16)]
        self.settings = settings_of(self.project)
        people = User.objects.filter(id__in=measurement.annotators)
        self.names = frozenset(people.values_list("username", flat=True))
        about = repr((VERSION, self.settings, sorted(measurement.annotators)))
        self.about = hashlib.sha256(about.encode()).hexdigest()
        self.layout = layout_of(self.project, "character").digest()
        self.total = job.done
        self.new_steps = 0
        self.known: dict[uuid.UUID, _Known] = {}
        self.unsaved: set[uuid.UUID] = set()
        self.signed_at = time.monotonic()

    def found(self) -> dict[str, Any]:
        """Return every figure, as JSON values."""
        samples = max(2, math.ceil(self.settings.samples / max(1, len(self.documents))))
        labels = list(self.project.labels.values_list("name", flat=True))
        sums = UnitSums(self._people(), labels)
        self.total += len(self.documents) * samples
        for document, layers in self._layers():
            sums.add(layers)
            self._grow(document, layers, samples)
            self._go_on(samples)
        needed = samples_needed(self._costs(samples), self.settings)
        if needed > samples:
            self.total += len(self.documents) * (needed - samples)
            for document, layers in self._layers():
                self._grow(document, layers, needed)
                self._go_on(needed - samples)
        gamma = gamma_of_costs(self._costs(needed), self.settings, resampling_of(self.project))
        return _told(sums.report(gamma), gamma)

    def _costs(self, samples: int) -> list[DocumentCosts]:
        """Return what each document adds to gamma with so many chance continua."""
        known = (self.known.get(document) for document in self.documents)
        return [first_samples(found.costs, samples) for found in known if found]

    def _grow(self, document: Document, layers: DocumentSpans, samples: int) -> None:
        """Have so many chance continua of a document: those kept, and the rest drawn."""
        moves, known = document.moves, self.known.get(document.id)
        kept = known.costs if known and known.moves == moves else None
        settings, key = self.settings, document.id.int
        costs = kept or document_costs(layers, settings, key=key, samples=min(STEP, samples))
        while costs.reason is None and len(costs.expected) < samples:
            more = min(samples, len(costs.expected) + STEP)
            costs = with_samples(costs, layers, settings, key=key, samples=more)
            self._go_on(0)
        if costs is not kept:
            self.known[document.id] = _Known(moves, costs)
            self.unsaved.add(document.id)

    def _go_on(self, steps: int) -> None:
        self.new_steps += steps
        if time.monotonic() - self.signed_at > SIGN_SECONDS:
            self.sign()

    def sign(self) -> None:
        """Store what was done since the last sign of life, and tell how far it is."""
        with transaction.atomic():
            jobs.advance(self.job, by=self.new_steps, total=self.total)
            GammaRow.objects.bulk_create(
                [self._row(document) for document in self.unsaved],
                update_conflicts=True,
                unique_fields=["document", "about"],
                update_fields=["layout", "moves", "costs"],
            )
        self.new_steps, self.unsaved, self.signed_at = 0, set(), time.monotonic()

    def _row(self, document: uuid.UUID) -> GammaRow:
        moves, costs = self.known[document]
        return GammaRow(
            document_id=document,
            about=self.about,
            layout=self.layout,
            moves=moves,
            costs=costs.as_json(),
        )

    def _layers(self) -> Iterator[tuple[Document, DocumentSpans]]:
        """Yield the documents that are still there, with the layers asked about."""
        for chosen in _some(self.documents):
            self._recall(chosen)
            for document in iterate_documents(Document.objects.filter(id__in=chosen)):
                layers = completed_layers(document)
                if self.names:
                    spans = {name: own for name, own in layers.spans.items() if name in self.names}
                    layers = replace(layers, spans=spans)
                yield document, layers

    def _recall(self, documents: Sequence[uuid.UUID]) -> None:
        """Learn what is kept of documents, unless something newer is known."""
        rows = GammaRow.objects.filter(document__in=documents, about=self.about, layout=self.layout)
        for row in rows.order_by().iterator():
            known = _Known(row.moves, costs_from(row.costs))
            self.known.setdefault(row.document_id, known)

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
            "n_left_out": gamma.n_left_out,
        },
        "overall": figures_as_json(report.overall),
        "labels": {name: figures_as_json(own) for name, own in report.labels.items()},
    }
