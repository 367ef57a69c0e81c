"""Finishing a review: what all agreed on and every ruling become gold; and opening it again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotator.domain.spans import Span
from annotator.errors import Conflict
from annotator.models import Adjudication, Decision, Document, GoldAnnotation, User

from .adjudication import Review, hold_review, review_document
from .events import record
from .projects import lock_project

State = Adjudication.State
Origin = GoldAnnotation.Origin


@transaction.atomic
def finish_review(*, by: User, document: Document) -> Adjudication:
    """Make gold of what all agreed on and of every ruling; all disagreements must have one."""
    adjudication = hold_review(by, document)
    _require_all_submitted(document)
    review = review_document(document)
    if review.undecided:
        raise Conflict(
            f"{len(review.undecided)} of {len(review.disagreements)} disagreements are undecided.",
            code="undecided",
        )
    document.gold.all().delete()
    gold = list(_gold(review))
    GoldAnnotation.objects.bulk_create(gold, batch_size=500)
    adjudication.state, adjudication.finished_at = State.FINISHED, timezone.now()
    adjudication.save(update_fields=["state", "finished_at"])
    after = {"gold": len(gold)}
    record("adjudication.finish", adjudication.id, by=by, document=document, after=after)
    return adjudication


def _require_all_submitted(document: Document) -> None:
    """Refuse while a copy is missing or worked on; none can change before this transaction ends."""
    lock_project(document.project)  # no annotator is assigned meanwhile
    document.assignments.update(state=F("state"))  # no layer is submitted or reopened
    if not Document.objects.reviewable().filter(id=document.id).exists():
        raise Conflict(
            "Not every required copy of this document is submitted any more.", code="not_ready"
        )


def _gold(review: Review) -> Iterator[GoldAnnotation]:
    """Yield each gold span once: what all agreed on first, then the rulings in text order."""
    labels = {label.name: label for label in review.document.project.labels.all()}
    made: set[Span] = set()

    def gold(span: Span, origin: Origin, decision: Decision | None = None) -> GoldAnnotation:
        made.add(span)
        return GoldAnnotation(
            document=review.document,
            label=labels[span.label],
            start=span.start,
            end=span.end,
            origin=origin,
            decision=decision,
        )

    for span in review.agreed:
        yield gold(span, Origin.UNANIMOUS)
    for cluster in review.disagreements:
        decision = review.decisions[cluster.key]
        origin = Origin.AUTO_MERGED if decision.rule else Origin.ADJUDICATED
        for span in (row.span for row in decision.spans.all()):
            if span not in made:
                yield gold(span, origin, decision)


@transaction.atomic
def reopen_review(*, by: User, document: Document) -> Adjudication:
    """Open a finished review again. Its gold goes, its rulings stay."""
    finished = Adjudication.objects.filter(document=document, state=State.FINISHED)
    adjudication = finished.first()
    if adjudication is None:
        raise Conflict("There is no finished review of this document.", code="wrong_state")
    if not finished.update(state=State.OPEN, finished_at=None, adjudicator=by):
        raise Conflict("Somebody else has just reopened this review.", code="wrong_state")
    document.gold.all().delete()
    record(
        "adjudication.reopen",
        adjudication.id,
        by=by,
        document=document,
        before={"adjudicator": str(adjudication.adjudicator_id)},
        after={"adjudicator": str(by.id)},
    )
    adjudication.refresh_from_db()
    return adjudication
