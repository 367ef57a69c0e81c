"""Ruling on disagreements: one holder a document, a decision a disagreement, gold at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotator.domain.clusters import Cluster, clusters
from annotator.domain.consensus import consensus, majority
from annotator.domain.spans import Span
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.models import (
    Adjudication,
    Annotation,
    Assignment,
    Decision,
    Document,
    GoldAnnotation,
    Membership,
    User,
)

from .annotations import SpanDraft, checked_label
from .events import record

State = Adjudication.State
Origin = GoldAnnotation.Origin
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
    rulings = Decision.objects.select_related("decided_by").filter(
        adjudication=adjudication, cluster__in=present
    )
    return Review(
        document=document,
        annotators=annotators,
        clusters=found,
        agreed=list(result.unanimous),
        disagreements=list(result.undecided),
        adjudication=adjudication,
        decisions={ruling.cluster: ruling for ruling in rulings},
    )


@transaction.atomic
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


def _hold(by: User, document: Document) -> Adjudication:
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
    if not open_one.update(finished_at=None):  # also this transaction's lock
        raise Conflict("This review is finished; reopen it to change a decision.", code="finished")
    return adjudication


def _take_over(by: User, adjudication: Adjudication) -> bool:
    """Make `by` the holder where the present one is no longer an adjudicator of the project."""
    before = adjudication.adjudicator
    document = adjudication.document
    if before.memberships.filter(project=document.project_id, role=Role.ADJUDICATOR).exists():
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
    adjudication = _hold(by, document)
    _find_disagreement(review_document(document), cluster)
    spans = [_checked_span(document, draft) for draft in drafts]
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
    stored = [[span.start, span.end, span.label] for span in sorted(spans)]
    before = adjudication.decisions.filter(cluster=cluster).first()
    decision, _ = Decision.objects.update_or_create(
        adjudication=adjudication,
        cluster=cluster,
        defaults={
            "spans": stored,
            "note": note,
            "rule": rule,
            "decided_by": by,
            "decided_at": timezone.now(),
        },
    )
    record(
        "decision.put",
        decision.id,
        by=by,
        document=adjudication.document,
        before={"spans": before.spans, "note": before.note} if before else None,
        after={"spans": stored, "note": note, "rule": rule},
    )
    return decision


@transaction.atomic
def retract(*, by: User, document: Document, cluster: str) -> None:
    """Take a ruling back. Raises NotFound where there is none."""
    adjudication = _hold(by, document)
    decision = adjudication.decisions.filter(cluster=cluster).first()
    if decision is None:
        raise NotFound
    before = {"spans": decision.spans, "note": decision.note}
    record("decision.delete", decision.id, by=by, document=document, before=before)
    decision.delete()


@transaction.atomic
def decide_by_majority(*, by: User, document: Document) -> int:
    """Rule where most annotators marked identical spans; keep what is decided. Return how many."""
    adjudication = _hold(by, document)
    review = review_document(document)
    names = [str(user.id) for user in review.annotators]
    decided = 0
    for cluster in review.undecided:
        spans = majority(cluster, names)
        if spans is not None:
            _store(by, adjudication, cluster.key, spans, rule=MAJORITY)
            decided += 1
    return decided


@transaction.atomic
def finish(*, by: User, document: Document) -> Adjudication:
    """Make gold of what all agreed on and of every ruling; all disagreements must have one."""
    adjudication = _hold(by, document)
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
    """Refuse while a copy is missing or open; none can be reopened before this transaction ends."""
    submitted = document.assignments.submitted().update(state=Assignment.State.SUBMITTED)
    if submitted < max(document.project.redundancy, document.assignments.count()):
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
        for start, end, label in decision.spans:
            span = Span(start, end, label)
            if span not in made:
                yield gold(span, origin, decision)


@transaction.atomic
def reopen(*, by: User, document: Document) -> Adjudication:
    """Open a finished review again. Its gold goes, its rulings stay."""
    finished = Adjudication.objects.filter(document=document, state=State.FINISHED)
    adjudication = finished.first()
    if adjudication is None:
        raise Conflict("There is no finished review of this document.", code="wrong_state")
    if not finished.update(state=State.OPEN, finished_at=None, adjudicator=by):
        raise Conflict("Somebody else has just reopened this review.", code="wrong_state")
    document.gold.all().delete()
    record("adjudication.reopen", adjudication.id, by=by, document=document)
    adjudication.refresh_from_db()
    return adjudication
