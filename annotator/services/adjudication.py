"""Ruling on disagreements: one holder a document, one decision a disagreement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotator.domain.clusters import Cluster, clusters
from annotator.domain.consensus import consensus, majority
from annotator.domain.spans import Span
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.models import (
    Adjudication,
    Annotation,
    Decision,
    DecisionSpan,
    Document,
    Membership,
    User,
)

from .annotations import SpanDraft, checked_label
from .events import record

State = Adjudication.State
Role = Membership.Role
MAJORITY = "majority"


@dataclass(frozen=True)
class Review:
    """A document as its adjudicator sees it.

    `annotators` are those who submitted, in the order of their names; `clusters` are all that
    they marked, `undecided` the disagreements without a ruling; `decisions` are the rulings
    that still apply, by the cluster's key.
    """

    document: Document
    annotators: list[User]
    clusters: list[Cluster]
    agreed: list[Span]
    disagreements: list[Cluster]
    adjudication: Adjudication | None
    decisions: dict[str, Decision]

    @property
    def undecided(self) -> list[Cluster]:
        return [cluster for cluster in self.disagreements if cluster.key not in self.decisions]


def review_document(document: Document) -> Review:
    """Compare the submitted layers of a document and put the rulings beside what differs."""
    annotators, layers = _submitted_layers(document)
    found = clusters(layers)
    result = consensus(found, list(layers))
    adjudication = (
        Adjudication.objects.select_related("adjudicator").filter(document=document).first()
    )
    present = {cluster.key for cluster in result.undecided}
    rulings = Decision.objects.filter(adjudication=adjudication, cluster__in=present)
    rulings = rulings.select_related("decided_by").prefetch_related("spans__label")
    return Review(
        document=document,
        annotators=annotators,
        clusters=found,
        agreed=list(result.unanimous),
        disagreements=list(result.undecided),
        adjudication=adjudication,
        decisions={ruling.cluster: ruling for ruling in rulings},
    )


def open_review(*, by: User, document: Document) -> Review:
    """Return a document's review for somebody to look at; the log keeps who saw the layers."""
    record("review.open", document.id, by=by, document=document)
    return review_document(document)


def _submitted_layers(document: Document) -> tuple[list[User], dict[str, list[Span]]]:
    submitted = document.assignments.submitted().select_related("annotator")
    annotators = sorted((a.annotator for a in submitted), key=lambda user: user.username)
    layers: dict[str, list[Span]] = {str(user.id): [] for user in annotators}
    marked = Annotation.objects.filter(assignment__in=submitted)
    for annotation in marked.select_related("label", "assignment"):
        layers[str(annotation.assignment.annotator_id)].append(annotation.span)
    return annotators, layers


def hold_review(by: User, document: Document) -> Adjudication:
    """Return the document's open adjudication, begun now if there is none; the holder's only."""
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
    has_work = adjudication.decisions.filter(decided_by=before).exists()
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


def _find_disagreement(review: Review, key: str) -> Cluster:
    for cluster in review.disagreements:
        if cluster.key == key:
            return cluster
    raise NotFound


@transaction.atomic
def decide(
    *, by: User, document: Document, cluster: str, drafts: Sequence[SpanDraft], note: str = ""
) -> Decision:
    """Rule on one disagreement: `drafts` are the spans that shall be gold, none of them = nothing.

    A second ruling on the same disagreement replaces the first.
    """
    adjudication = hold_review(by, document)
    found = _find_disagreement(review_document(document), cluster)
    spans = [_checked_span(document, draft) for draft in drafts]
    for span in spans:
        if span.end <= found.start or span.start >= found.end:
            raise InvalidInput(
                f"A ruling is about the text it rules on: expected a span that shares some of "
                f"[{found.start}, {found.end}); seen [{span.start}, {span.end}).",
                code="outside_disagreement",
            )
    if len(set(spans)) < len(spans):
        raise InvalidInput("The same span stands twice in this decision.", code="duplicate_span")
    return _store(by, adjudication, cluster, spans, note=note)


def _checked_span(document: Document, draft: SpanDraft) -> Span:
    checked_label(document, draft)
    return Span(draft.start, draft.end, draft.label)


def _store(
    by: User,
    adjudication: Adjudication,
    cluster: str,
    spans: Collection[Span],
    *,
    note: str = "",
    rule: str = "",
) -> Decision:
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
        DecisionSpan(decision=decision, label=labels[span.label], start=span.start, end=span.end)
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
    spans = [row.span for row in decision.spans.select_related("label")]
    return {
        "spans": [[span.start, span.end, span.label] for span in spans],
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


@transaction.atomic
def decide_by_majority(*, by: User, document: Document) -> int:
    """Rule where most annotators marked identical spans; keep what is decided. Return how many."""
    adjudication = hold_review(by, document)
    review = review_document(document)
    names = [str(user.id) for user in review.annotators]
    decided = 0
    for cluster in review.undecided:
        spans = majority(cluster, names)
        if spans is not None:
            _store(by, adjudication, cluster.key, spans, rule=MAJORITY)
            decided += 1
    return decided
