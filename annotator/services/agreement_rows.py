"""Keeping a row of statistics for each document, so that agreement never costs the corpus anew.

A row is of use while no layer of its document was submitted or reopened since, and the label
set asks the same. What is of no use any more is counted anew when somebody asks for figures:
a submission costs nothing more, and figures are right from the next question on. Rows are
stored in blocks: see `agreement_blocks`.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from annotator.domain.agreement import AskedAttribute
from annotator.domain.agreement.packed import join_blocks
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.rows import Layout, pack, unpack
from annotator.domain.agreement.segments import Unit, bounds_of
from annotator.domain.agreement.statistics import Statistics, statistics
from annotator.domain.agreement.units import in_units
from annotator.models import Attribute, Document, Job, Project, User
from annotator.models.documents import DocumentQuerySet

from . import jobs
from .agreement_blocks import Row, pick_blocks, read_blocks, store_rows, stored_moves
from .corpora import completed_layers, iterate_documents
from .projects import lock_project

BATCH = 100
MOST_AT_ONCE = 300  # documents that somebody who asks for figures waits for
FAILURE_TOLD = datetime.timedelta(minutes=1)  # before a failed job is begun anew
KINDS: Mapping[str, Job.Kind] = {
    "character": Job.Kind.COUNT_CHARACTERS,
    "token": Job.Kind.COUNT_TOKENS,
    "sentence": Job.Kind.COUNT_SENTENCES,
}
"""The units of agreement, each with the job that counts documents in it."""


class StillCounting(Exception):
    """No fault: more documents have to be counted than one waits for; `job` does it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        super().__init__(f"Job {job.id} counts documents anew.")


@dataclass(frozen=True)
class Counted:
    """The statistics of the documents that anybody began, read or counted when first asked for.

    Asking for `statistics` or `documents` stores what was counted. It raises StillCounting where
    too many documents lack: a job, asked for by `by`, counts them.
    """

    by: User
    project: Project
    layout: Layout
    moves: Mapping[str, int]  # of each document: statistics are of these moves or later ones

    @property
    def statistics(self) -> Statistics:
        return self._found[0]

    @property
    def documents(self) -> Sequence[str]:
        """Return the ids, as UUID() reads them, of what `statistics` has rows of."""
        return self._found[1]

    @cached_property
    def digest(self) -> str:
        """Return a hash of all that the statistics follow from."""
        names, moves = sorted(self.layout.names.items()), sorted(self.moves.items())
        return digest_of(self.layout.digest(), names, moves)

    @cached_property
    def _found(self) -> tuple[Statistics, Sequence[str]]:
        blocks = read_blocks(self.project, self.layout, self.moves)
        present = {key: seen for block in blocks.values() for key, seen in block.moves.items()}
        lacking = _lacking(self.moves, present)
        if len(lacking) > MOST_AT_ONCE:
            raise StillCounting(_job(self.by, self.project, self.layout.unit))
        counted: dict[str, Row] = {}
        for first in range(0, len(lacking), BATCH):
            rows = _count(lacking[first : first + BATCH], self.layout)
            store_rows(rows, self.project, self.layout)
            counted |= rows
        chosen = list(pick_blocks(blocks, counted, self.moves))
        found = unpack(join_blocks([block.rows for block in chosen]), self.layout)
        return found, [key for block in chosen for key in block.documents()]


def count_documents(
    *, by: User, project: Project, documents: DocumentQuerySet, unit: str = "character"
) -> Counted:
    """Return the statistics of documents of a project, as they are to be counted now."""
    return Counted(by, project, layout_of(project, unit), moves_of(documents.begun()))


def layout_of(project: Project, unit: str) -> Layout:
    """Return what the rows of a project in one unit are about."""
    asked = Attribute.objects.filter(label__project=project)
    asked = asked.order_by("label__position", "position")
    rows = asked.values_list("id", "label__name", "name", "kind")
    labels = project.labels.values_list("id", "name")
    types = project.relation_types.values_list("id", "name")
    # Everybody's name: finding out who annotates a large project costs more than reading them.
    people = User.objects.order_by().values_list("id", "username")
    return Layout(
        labels=tuple(name for _, name in labels),
        types=tuple(name for _, name in types),
        attributes=tuple(AskedAttribute(*names) for _, *names in rows),
        identity=repr([[key for key, *_ in each] for each in (labels, types, rows)]),
        unit=unit,
        names={_person(key): name for key, name in people},
    )


def run(job: Job) -> str:
    """Count every document of a job's project that has to be, and say nothing."""
    unit = next(unit for unit, kind in KINDS.items() if kind == job.kind)
    layout = layout_of(job.project, unit)
    moves = moves_of(Document.objects.filter(project=job.project).begun())
    lacking = _lacking(moves, stored_moves(job.project, layout))
    for first in range(0, len(lacking), BATCH):
        batch = lacking[first : first + BATCH]
        rows = _count(batch, layout)
        # Nobody who writes meanwhile waits for the counting, only for what is stored.
        with transaction.atomic():
            jobs.advance(job, by=len(batch), total=job.done + len(lacking) - first)
            store_rows(rows, job.project, layout)
    return ""


def _job(by: User, project: Project, unit: str) -> Job:
    """Return the job that counts a project's documents, or failed to just now, or a new one."""
    lately = timezone.now() - FAILURE_TOLD
    is_told = Q(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    is_told |= Q(state=Job.State.FAILED, finished_at__gt=lately)
    told = project.jobs.filter(is_told, kind=KINDS[unit]).order_by("-created_at", "-id")
    if found := told.first():
        return found
    with transaction.atomic():
        lock_project(project)  # of two who ask at once, the second finds the first's
        return told.first() or jobs.enqueue(by=by, project=project, kind=KINDS[unit])


def _person(user: uuid.UUID) -> int:
    """Return what stands for a person in a row: what floats can hold of their random id."""
    return user.int >> 76


def moves_of(documents: DocumentQuerySet) -> dict[str, int]:
    """Return how often the layers of each document were moved.

    A document's key is its id as 32 digits: of many, a UUID each is dear.
    """
    told = documents.order_by().annotate(key=Cast("id", TextField()))
    return {key.replace("-", ""): moves for key, moves in told.values_list("key", "moves")}


def digest_of(*parts: object) -> str:
    """Return a hash of what some figures follow from, told alike each time."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _lacking(moves: Mapping[str, int], stored: Mapping[str, int]) -> list[str]:
    """Return the documents of which no row is of use, in order."""
    return sorted(key for key, seen in moves.items() if stored.get(key) != seen)


def _count(documents: Sequence[str], layout: Layout) -> dict[str, Row]:
    """Return the rows of some documents, from their layers."""
    chosen = Document.objects.filter(id__in=documents)
    # Read before the layers: what moves between the two is counted again by the next question.
    moves = moves_of(chosen)
    read = list(iterate_documents(chosen.defer("metadata")))
    layers = [completed_layers(document) for document in read]
    corpus, values = read_corpus(layers, layout.labels, layout.types, layout.attributes)
    if layout.unit != "character":
        unit: Unit = "token" if layout.unit == "token" else "sentence"
        corpus = in_units(corpus, [bounds_of(document.text, unit) for document in read], unit)
    found = statistics(corpus, percent=layout.percent, attributes=layout.attributes, values=values)
    people = {layer.annotator for document in read for layer in document.assignments.all()}
    numbers = {person.username: _person(person.id) for person in people}
    packed = zip((document.id.hex for document in read), pack(found, numbers), strict=True)
    return {key: (moves[key], row) for key, row in packed}
