"""Ruling on links that annotators drew between the spans of two clusters."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotator.domain.links import Standing
from annotator.errors import NotFound
from annotator.models import Adjudication, Document, RelationDecision, User

from .adjudication import hold_review
from .events import record
from .review import LinkKey, compared_first, review_document


@compared_first
@transaction.atomic
def decide_link(
    *, by: User, document: Document, link: LinkKey, is_gold: bool, note: str = ""
) -> RelationDecision:
    """Rule whether a link shall be gold: a disputed one, or one that a majority drew.

    `link` is its type's name and the keys of the clusters it leads from and to. The ruling is
    about these clusters, whoever linked them: it lapses when one of them changes. A second
    ruling on the same link replaces the first. Raises NotFound where nobody drew such a link,
    or everybody did.
    """
    adjudication = hold_review(by, document)
    found = {each.key: each for each in review_document(document).links}.get(link)
    if found is None or found.standing is Standing.UNANIMOUS:
        raise NotFound
    return store_link_decision(by, adjudication, link, is_gold=is_gold, note=note)


def store_link_decision(
    by: User,
    adjudication: Adjudication,
    link: LinkKey,
    *,
    is_gold: bool,
    note: str = "",
    rule: str = "",
) -> RelationDecision:
    """Store the ruling on a link of a review this transaction holds; the log keeps its `rule`."""
    name, source, target = link
    document = adjudication.document
    before = _ruling(adjudication, link)
    decision, _ = RelationDecision.objects.update_or_create(
        adjudication=adjudication,
        type=document.project.relation_types.get(name=name),
        source=source,
        target=target,
        defaults={
            "is_gold": is_gold,
            "note": note,
            "decided_by": by,
            "decided_at": timezone.now(),
        },
    )
    record(
        "link_decision.put",
        decision.id,
        by=by,
        document=document,
        before=_state(before) if before else None,
        after=_state(decision) | {"rule": rule},
    )
    return decision


@transaction.atomic
def retract_link(*, by: User, document: Document, link: LinkKey) -> None:
    """Take the ruling on a link back. Raises NotFound where there is none."""
    decision = _ruling(hold_review(by, document), link)
    if decision is None:
        raise NotFound
    record("link_decision.delete", decision.id, by=by, document=document, before=_state(decision))
    decision.delete()


def _ruling(adjudication: Adjudication, link: LinkKey) -> RelationDecision | None:
    name, source, target = link
    rulings = adjudication.relation_decisions.select_related("type")
    return rulings.filter(type__name=name, source=source, target=target).first()


def _state(decision: RelationDecision) -> dict[str, Any]:
    return {
        "type": decision.type.name,
        "source": decision.source,
        "target": decision.target,
        "is_gold": decision.is_gold,
        "note": decision.note,
    }
