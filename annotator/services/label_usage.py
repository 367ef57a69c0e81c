"""What of a label set the project's work rests on, so that it cannot simply go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from annotator.models import (
    Adjudication,
    Annotation,
    Assignment,
    Decision,
    DecisionSpan,
    GoldAnnotation,
    GoldRelation,
    Project,
    Relation,
    RelationDecision,
    Suggestion,
)

# Rows that have a label, and those that answer its attributes besides.
ANSWERING = (Annotation, DecisionSpan, GoldAnnotation)
LABELLED = (*ANSWERING, Suggestion)
LINKS = (Relation, GoldRelation)
LINKING = (*LINKS, RelationDecision)

EndIds = tuple[UUID, UUID, UUID]  # type, label of the source, label of the target


def lock_layers(project: Project) -> None:
    """Let every layer and review of a project wait until this transaction ends.

    Whoever writes one locks it too, and reads the label set only then.
    """
    Assignment.objects.filter(document__project=project).update(state=F("state"))
    Adjudication.objects.filter(document__project=project).update(state=F("state"))


@dataclass(frozen=True)
class Usage:
    """How many spans, suggestions, rulings and gold rows rest on each part, counted when asked."""

    project: Project

    def of_labels(self) -> Counter[UUID]:
        """Return label → how many rows have it."""
        used: Counter[UUID] = Counter()
        for model in LABELLED:
            rows = model._default_manager.filter(label__project=self.project).order_by()
            used.update(dict(rows.values_list("label").annotate(Count("pk"))))
        return used

    def of_types(self) -> Counter[UUID]:
        """Return relation type → how many relations and rulings are of it."""
        used: Counter[UUID] = Counter()
        for model in LINKING:
            rows = model._default_manager.filter(type__project=self.project).order_by()
            used.update(dict(rows.values_list("type").annotate(Count("pk"))))
        return used

    def of_ends(self) -> Counter[EndIds]:
        """Return (type, label, label) → how many relations link such spans."""
        used: Counter[EndIds] = Counter()
        for model in LINKS:
            rows = model._default_manager.filter(type__project=self.project).order_by()
            ends = rows.values_list("type", "source__label", "target__label")
            used.update({(a, b, c): n for a, b, c, n in ends.annotate(Count("pk"))})
        return used

    def of_answers(self, label: UUID) -> Counter[tuple[str, str | None]]:
        """Return (attribute, option) → how many rows of a label answer so; None: at all."""
        used: Counter[tuple[str, str | None]] = Counter()
        for model in ANSWERING:
            rows = model._default_manager.filter(label=label).exclude(attributes={}).order_by()
            for answers in rows.values_list("attributes", flat=True).iterator():
                used.update(_told(answers))
        return used

    def n_rulings(self) -> int:
        """Return how many rulings there are; they name clusters by digests of labels' names."""
        return sum(
            model._default_manager.filter(adjudication__document__project=self.project).count()
            for model in (Decision, RelationDecision)
        )


def _told(answers: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name, value in answers.items():
        yield name, None
        options = value if isinstance(value, list) else [value]
        yield from ((name, option) for option in options if isinstance(option, str))
