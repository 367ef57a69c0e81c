"""Ruling on disagreements: one holder a document, one decision a disagreement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotator.domain.attributes import Answers
from annotator.domain.clusters import Cluster
from annotator.domain.spans import Span
from annotator.errors import Conflict, FieldErrors, InvalidInput, NotFound
from annotator.models import (
    Adjudication,
    Annotation,
    Decision,
    DecisionSpan,
    Document,
    Membership,
    User,
)

from .annotations import SpanDraft, check_draft
from .events import record
from .projects import lock_project
from .review import Review, compared_first, review_document

State = Adjudication.State
Role = Membership.Role


def hold_review(by: User, document: Document) -> Adjudication:
    """Return the document's open adjudication, begun now if there is none; the holder's only."""
    if not Adjudication.objects.filter(document=document).exists():
        lock_project(document.project)  # a label set that is changed locks those there are
    adjudication, is_new = Adjudication.objects.get_or_create(
        document=document, defaults={"adjudicator": by}
    )
    if is_new:
        record("adjudication.create", adjudication.id, by=by, document=document)
    if adjudication.adjudicator_id != by.id and not _take_over(by, adjudication):
        raise Conflict(
            f"{adjudication.adjudicator} holds the review of this document.", code="held"
        )
    open_one = Adjudication.objects.filter(id=adjudication.id, state=State.OPEN)
    if not open_one.update(state=F("state")):  # also this transaction's lock
        raise Conflict("This review is finished; reopen it to change a decision.", code="finished")
    return adjudication


def _take_over(by: User, adjudication: Adjudication) -> bool:
    """Make `by` the holder where the present one has no ruling in it, or may rule no more."""
    before = adjudication.adjudicator
    document = adjudication.document
    is_adjudicator = before.memberships.filter(
        project=document.project_id, role=Role.ADJUDICATOR
    ).exists()
    has_work = (
        adjudication.decisions.filter(decided_by=before).exists()
        or adjudication.relation_decisions.filter(decided_by=before).exists()
    )
    may_rule = is_adjudicator and not document.assignments.filter(annotator=before).exists()
    if has_work and may_rule:
        return False
    left = Adjudication.objects.filter(id=adjudication.id, adjudicator=before)
    if not left.update(adjudicator=by):
        return False
    record(
        "adjudication.take_over",
        adjudication.id,
        by=by,
        document=document,
        before={"adjudicator": str(before.id)},
    )
    adjudication.adjudicator = by
    return True


@compared_first
@transaction.atomic
def decide(
    *,
    by: User,
    document: Document,
    cluster: str,
    drafts: Sequence[SpanDraft],
    note: str = "",
    as_most: Collection[int] = (),
) -> Decision:
    """Rule on one disagreement: `drafts` are the spans that shall be gold, none of them = nothing.

    The drafts at the places `as_most` get the attributes that most of those gave who marked
    exactly them; the others keep their own. A second ruling on the same disagreement replaces
    the first.
    Raises FieldErrors whose paths begin with `spans.`, the place of a draft and its field.
    """
    adjudication = hold_review(by, document)
    review = review_document(document)
    found = _find_disagreement(review, cluster)
    ruled = _checked_all(review, found, drafts)
    ruled |= {span: review.answers.get(span, {}) for at, span in enumerate(ruled) if at in as_most}
    return store_decision(by, adjudication, cluster, ruled, note=note)


def _find_disagreement(review: Review, key: str) -> Cluster:
    for cluster in review.disagreements:
        if cluster.key == key:
            return cluster
    raise NotFound


def _checked_all(
    review: Review, cluster: Cluster, drafts: Sequence[SpanDraft]
) -> dict[Span, Answers]:
    ruled: dict[Span, Answers] = {}
    for place, draft in enumerate(drafts):
        try:
            span, answers = _checked(review, cluster, draft)
        except FieldErrors as error:
            raise error.within(f"spans.{place}") from error
        if span in ruled:
            told = f"[{span.start}, {span.end}) as {span.label} stands twice in this decision."
            raise FieldErrors({f"spans.{place}": [told]}, code="duplicate_span")
        ruled[span] = answers
    return ruled


def _checked(review: Review, cluster: Cluster, draft: SpanDraft) -> tuple[Span, Answers]:
    """Return the draft's span and attributes, once they fit the text, the labels, the cluster.

    What an annotator said there may be said again: an archived label, and answers to what is
    not asked any more.
    """
    checked = check_draft(review.document, draft, current=_alike(review, cluster, draft))
    span = Span(draft.start, draft.end, draft.label)
    if span.end <= cluster.start or span.start >= cluster.end:
        raise InvalidInput(
            f"A ruling is about the text it rules on: expected a span that shares some of "
            f"[{cluster.start}, {cluster.end}); seen [{span.start}, {span.end}).",
            code="outside_disagreement",
        )
    return span, checked.attributes


def _alike(review: Review, cluster: Cluster, draft: SpanDraft) -> Annotation | None:
    """Return the annotation of the cluster with this label that lies closest to the draft."""

    def distance(member: tuple[str, Span]) -> int:
        return abs(member[1].start - draft.start) + abs(member[1].end - draft.end)

    members = [member for member in cluster.members if member[1].label == draft.label]
    closest = min(members, key=distance, default=None)
    return review.layers.marks[closest] if closest else None


def store_decision(
    by: User,
    adjudication: Adjudication,
    cluster: str,
    spans: Mapping[Span, Answers],
    *,
    note: str = "",
    rule: str = "",
) -> Decision:
    """Store a checked ruling of a review this transaction holds; `rule` says what made it."""
    before = adjudication.decisions.filter(cluster=cluster).first()
    state_before = _state(before) if before else None
    decision, _ = Decision.objects.update_or_create(
        adjudication=adjudication,
        cluster=cluster,
        defaults={"note": note, "rule": rule, "decided_by": by, "decided_at": timezone.now()},
    )
    labels = {label.name: label for label in adjudication.document.project.labels.all()}
    decision.spans.all().delete()
    DecisionSpan.objects.bulk_create(
        DecisionSpan(
            decision=decision,
            label=labels[span.label],
            start=span.start,
            end=span.end,
            attributes=spans[span],
        )
        for span in sorted(spans)
    )
    record(
        "decision.put",
        decision.id,
        by=by,
        document=adjudication.document,
        before=state_before,
        after=_state(decision),
    )
    return decision


def _state(decision: Decision) -> dict[str, Any]:
    rows = list(decision.spans.select_related("label"))
    return {
        "spans": [[row.start, row.end, row.label.name] for row in rows],
        "attributes": [row.attributes for row in rows],
        "note": decision.note,
        "rule": decision.rule,
    }


@transaction.atomic
def retract(*, by: User, document: Document, cluster: str) -> None:
    """Take a ruling back. Raises NotFound where there is none."""
    adjudication = hold_review(by, document)
    decision = adjudication.decisions.filter(cluster=cluster).first()
    if decision is None:
        raise NotFound
    record("decision.delete", decision.id, by=by, document=document, before=_state(decision))
    decision.delete()
