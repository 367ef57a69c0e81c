"""Spans that annotators marked: one row a span."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from annotator.domain.spans import Span

from .documents import Assignment
from .projects import Label
from .suggestions import Suggestion


class Annotation(models.Model):
    """One span stored by one annotator on one document.

    `uuid` is made by the client and is unique within the assignment only: a write can be
    repeated, and nobody can learn from a clash that another annotator uses the same one.
    `rev` counts the changes of this one annotation.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="annotations")
    uuid = models.UUIDField()
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rev = models.PositiveIntegerField(default=1)
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
