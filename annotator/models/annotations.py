"""What annotators marked: spans, and the relations between them. One row each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from annotator.domain.spans import Span

from .documents import Assignment
from .labels import Label, RelationType
from .suggestions import Suggestion


class Annotation(models.Model):
    """One span stored by one annotator on one document.

    `uuid` is made by the client and is unique within the assignment only: a write can be
    repeated, and nobody can learn from a clash that another annotator uses the same one.
    `rev` counts the changes of this one annotation. `attributes` maps names of the label's
    attributes to values of their kinds; `guideline_version` is the one in force at its last change.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="annotations")
    uuid = models.UUIDField()
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    attributes = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    is_unsure = models.BooleanField(default=False)
    rev = models.PositiveIntegerField(default=1)
    guideline_version = models.PositiveIntegerField()
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="annotations"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("start", "end", "label__position")
        constraints = (
            models.UniqueConstraint(fields=("assignment", "uuid"), name="annotation_uuid_once"),
            models.UniqueConstraint(
                fields=("assignment", "label", "start", "end"), name="annotation_span_once"
            ),
            models.CheckConstraint(
                name="annotation_offsets_ordered",
                condition=models.Q(start__gte=0, start__lt=models.F("end")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} [{self.start}, {self.end})"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.label.name)


class Relation(models.Model):
    """A typed link from one annotation to another of the same layer.

    Like an annotation it has a `uuid` made by the client and a `rev` of its own. It goes when one
    of its ends goes.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="relations")
    uuid = models.UUIDField()
    type = models.ForeignKey(RelationType, on_delete=models.PROTECT, related_name="relations")
    source = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="relations_from")
    target = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="relations_to")
    note = models.TextField(blank=True)
    is_unsure = models.BooleanField(default=False)
    rev = models.PositiveIntegerField(default=1)
    guideline_version = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("source__start", "target__start", "type__position")
        constraints = (
            models.UniqueConstraint(fields=("assignment", "uuid"), name="relation_uuid_once"),
            models.UniqueConstraint(fields=("type", "source", "target"), name="relation_once"),
            models.CheckConstraint(
                name="relation_has_two_ends", condition=~models.Q(source=models.F("target"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.type} {self.target}"


def with_ends(relations: Iterable[Relation], annotations: Iterable[Annotation]) -> list[Relation]:
    """Return the relations between annotations that were read before, in the order of the text.

    One that was made since is left out. To read the ends with the relations, or to order by them,
    would join the largest table twice: where PostgreSQL does not know yet, after an import, how
    much is in it, that took a minute. So give them ordered by id, which settles ties here.
    """
    ends = {row.id: row for row in annotations}
    found = [row for row in relations if row.source_id in ends and row.target_id in ends]
    for row in found:
        row.source, row.target = ends[row.source_id], ends[row.target_id]
    return sorted(found, key=lambda row: (row.source.start, row.target.start, row.type.position))
