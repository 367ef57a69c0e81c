"""Keeping one row of statistics a document, so that agreement never costs the corpus anew.

A row is of use while no layer of its document was submitted or reopened since, and the label
set asks the same. What is of no use any more is counted anew when somebody asks for figures:
a submission costs nothing more, and figures are right from the next question on.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum, TextField
from django.db.models.functions import Cast

from annotator.domain.agreement import AskedAttribute
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.rows import Layout, PackedRow, pack, unpack
from annotator.domain.agreement.segments import Unit, bounds_of
from annotator.domain.agreement.statistics import Statistics, statistics
from annotator.domain.agreement.units import in_units
from annotator.models import AgreementRow, Assignment, Attribute, Document, Job, Project, User
from annotator.models.documents import DocumentQuerySet

from . import jobs
from .corpora import completed_layers, iterate_documents

BATCH = 100
MOST_AT_ONCE = 300  # documents that somebody who asks for figures waits for
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


@dataclass(frozen=True, slots=True)
class Counted:
    """The statistics of the documents that anybody began, and which these are."""

    statistics: Statistics
    documents: Sequence[str]  # their ids, as UUID() reads them
    digest: str  # of all that the statistics follow from


def count_documents(
    *, by: User, project: Project, documents: DocumentQuerySet, unit: str = "character"
) -> Counted:
    """Return the statistics of documents of a project; what lacks is counted and stored.

    Raises StillCounting where too many lack: a job, asked for by `by`, counts them.
    """
    layout = layout_of(project, unit)
    moves, rows, lacking = _standing(documents, layout)
    if len(lacking) > MOST_AT_ONCE:
        raise StillCounting(_job(by, project, unit))
    for first in range(0, len(lacking), BATCH):
        rows |= _count(lacking[first : first + BATCH], layout)
    ordered = sorted(rows)
    seen = [(document, moves[document]) for document in ordered]
    digest = hashlib.sha256(repr((layout.digest(), sorted(layout.names.items()), seen)).encode())
    found = unpack([rows[document] for document in ordered], layout)
    return Counted(found, ordered, digest.hexdigest())


def layout_of(project: Project, unit: str) -> Layout:
    """Return what the rows of a project in one unit are about."""
    asked = Attribute.objects.filter(label__project=project)
    asked = asked.order_by("label__position", "position")
    people = User.objects.filter(assignments__document__project=project).distinct()
    return Layout(
        labels=tuple(project.labels.values_list("name", flat=True)),
        types=tuple(project.relation_types.values_list("name", flat=True)),
        attributes=tuple(
            AskedAttribute(*row) for row in asked.values_list("label__name", "name", "kind")
        ),
        unit=unit,
        names={_number(key): name for key, name in people.values_list("id", "username")},
    )


def run(job: Job) -> str:
    """Count every document of a job's project that has to be, and say nothing."""
    unit = next(unit for unit, kind in KINDS.items() if kind == job.kind)
    layout = layout_of(job.project, unit)
    _, _, lacking = _standing(Document.objects.filter(project=job.project), layout)
    for first in range(0, len(lacking), BATCH):
        batch = lacking[first : first + BATCH]
        with transaction.atomic():
            jobs.advance(job, by=len(batch), total=job.done + len(lacking) - first)
            _count(batch, layout)
    return ""


@transaction.atomic
def _job(by: User, project: Project, unit: str) -> Job:
    """Return the job that counts a project's documents already, or a new one."""
    unfinished = (Job.State.QUEUED, Job.State.RUNNING)
    present = project.jobs.filter(kind=KINDS[unit], state__in=unfinished).first()
    return present or jobs.enqueue(by=by, project=project, kind=KINDS[unit])


def _standing(
    documents: DocumentQuerySet, layout: Layout
) -> tuple[dict[str, int], dict[str, PackedRow], list[str]]:
    """Return the documents' moves, the rows that are of use, and the documents that have none."""
    moves = moves_of(documents)
    rows = _kept(documents, layout, moves)
    return moves, rows, [document for document in moves if document not in rows]


def _number(user: uuid.UUID) -> int:
    """Return what stands for a person in a row: what floats can hold of their random id."""
    return user.int >> 76


def moves_of(documents: DocumentQuerySet) -> dict[str, int]:
    """Return how often the layers of each document were moved, of those where any was."""
    own = Assignment.objects.filter(document=OuterRef("pk")).order_by().values("document")
    total = Subquery(own.annotate(total=Sum("moves")).values("total"))
    found = documents.order_by().annotate(key=_key("id"), total=total)
    return {key: total for key, total in found.values_list("key", "total") if total}


def _kept(
    documents: DocumentQuerySet, layout: Layout, moves: Mapping[str, int]
) -> dict[str, PackedRow]:
    """Return the stored rows that are still of use."""
    rows = AgreementRow.objects.filter(
        document__in=documents.order_by().values("id"), unit=layout.unit, layout=layout.digest()
    )
    columns = ("key", "moves", "own", "pairs", "sets", "answers", "values")
    found = rows.order_by().annotate(key=_key("document_id")).values_list(*columns)
    return {
        key: PackedRow(bytes(own), bytes(pairs), bytes(sets), bytes(answers), values)
        for key, seen, own, pairs, sets, answers, values in found.iterator()
        if moves.get(key) == seen
    }


def _key(name: str) -> Cast:
    """Return a column of ids as the text that the database has: of many, a UUID each is dear."""
    return Cast(name, TextField())


def _count(documents: Sequence[str], layout: Layout) -> dict[str, PackedRow]:
    """Return the rows of some documents, from their layers, and store them."""
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
    numbers = {name: number for number, name in layout.names.items()}
    rows = dict(zip((document.id for document in read), pack(found, numbers), strict=True))
    keys = {uuid.UUID(key): key for key in moves}
    _store(rows, layout, {document: moves[key] for document, key in keys.items()})
    return {keys[document]: row for document, row in rows.items()}


def _store(
    rows: Mapping[uuid.UUID, PackedRow], layout: Layout, moves: Mapping[uuid.UUID, int]
) -> None:
    digest = layout.digest()
    changed = ["layout", "moves", "own", "pairs", "sets", "answers", "values"]
    AgreementRow.objects.bulk_create(
        [
            AgreementRow(
                document_id=document,
                unit=layout.unit,
                layout=digest,
                moves=moves[document],
                own=row.document,
                pairs=row.pairs,
                sets=row.sets,
                answers=row.answers,
                values=row.values,
            )
            for document, row in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["document", "unit"],
        update_fields=changed,
    )
