"""Finishing a review: what all agreed on and every ruling become gold; and opening it again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotator.domain.attributes import Answers
from annotator.domain.links import Standing, gold_ends
from annotator.domain.spans import Span
from annotator.errors import Conflict
from annotator.models import (
    Adjudication,
    Decision,
    Document,
    GoldAnnotation,
    GoldRelation,
    RelationType,
    User,
)

from .adjudication import hold_review
from .events import record
from .projects import lock_project
from .review import Review, compared_first, review_document

State = Adjudication.State
Origin = GoldAnnotation.Origin
ORIGINS = {Standing.UNANIMOUS: Origin.UNANIMOUS, Standing.MAJORITY: Origin.AUTO_MERGED}


@compared_first
@transaction.atomic
def finish_review(*, by: User, document: Document) -> Adjudication:
    """Make gold of what all agreed on and of every ruling; all disagreements must have one.

    A link that all or most drew is gold without a ruling, unless one says otherwise. A link
    whose end did not become gold, or became a label its type does not link, is not gold.
    """
    _require_all_submitted(document)
    adjudication = hold_review(by, document)
    review = review_document(document)
    if review.n_undecided:
        raise Conflict(
            f"{review.n_undecided} of {review.n_disagreements} disagreements are undecided.",
            code="undecided",
        )
    document.gold.all().delete()
    gold = {row.span: row for row in _gold(review)}
    GoldAnnotation.objects.bulk_create(gold.values(), batch_size=500)
    relations = list(_gold_relations(review, gold))
    GoldRelation.objects.bulk_create(relations, batch_size=500)
    adjudication.state, adjudication.finished_at = State.FINISHED, timezone.now()
    adjudication.save(update_fields=["state", "finished_at"])
    after = {"gold": len(gold), "gold_relations": len(relations)}
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

    def gold(
        span: Span, answers: Answers, origin: Origin, decision: Decision | None = None
    ) -> GoldAnnotation:
        made.add(span)
        return GoldAnnotation(
            document=review.document,
            label=labels[span.label],
            start=span.start,
            end=span.end,
            attributes=answers,
            origin=origin,
            decision=decision,
        )

    for span in review.agreed:
        yield gold(span, review.answers[span], Origin.UNANIMOUS)
    for cluster in review.disagreements:
        decision = review.decisions[cluster.key]
        origin = Origin.AUTO_MERGED if decision.rule else Origin.ADJUDICATED
        for row in decision.spans.all():
            if row.span not in made:
                yield gold(row.span, row.attributes, origin, decision)


def _gold_relations(review: Review, gold: dict[Span, GoldAnnotation]) -> Iterator[GoldRelation]:
    """Yield each gold link once, between the gold spans that its ends became."""
    spans = _gold_spans(review)
    types = {
        row.name: row
        for row in review.document.project.relation_types.prefetch_related(
            "ends__source", "ends__target"
        )
    }
    made: set[tuple[str, Span, Span]] = set()
    for link in review.links:
        type_, ruling = types[link.type], review.link_decisions.get(link.key)
        if ruling is not None and not ruling.is_gold:
            continue
        ends = gold_ends(link, spans, _allowed(type_))
        if ends is None or (link.type, *ends) in made:
            continue
        made.add((link.type, *ends))
        yield GoldRelation(
            document=review.document,
            type=type_,
            source=gold[ends[0]],
            target=gold[ends[1]],
            origin=Origin.ADJUDICATED if ruling else ORIGINS[link.standing],
            decision=ruling,
        )


def _gold_spans(review: Review) -> dict[str, list[Span]]:
    """Return what became of each cluster."""
    ruled = {
        key: [row.span for row in decision.spans.all()]
        for key, decision in review.decisions.items()
    }
    return {cluster.key: ruled.get(cluster.key, [*cluster.readings]) for cluster in review.clusters}


def _allowed(type_: RelationType) -> set[tuple[str, str]]:
    return {(ends.source.name, ends.target.name) for ends in type_.ends.all()}


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
