"""Machine-made spans that await an annotator's decision."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from .documents import Assignment, Document
from .labels import Label


class Suggestion(models.Model):
    """A span a pipeline proposes, with how sure it is and why. Not an annotation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="suggestions")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="suggestions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    score = models.FloatField()
    reason = models.TextField()
    pipeline = models.CharField(max_length=100, help_text="Name and version of its maker.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("start", "end", "label__position")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "label", "start", "end"), name="suggestion_once"
            ),
            models.CheckConstraint(
                name="suggestion_offsets_ordered",
                condition=models.Q(start__gte=0, start__lt=models.F("end")),
            ),
            models.CheckConstraint(
                name="suggestion_score_is_probability",
                condition=models.Q(score__gt=0, score__lte=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} [{self.start}, {self.end})?"


class SuggestionDecision(models.Model):
    """What one annotator made of one suggestion; a dismissal is kept too."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted"
        EDITED = "edited"
        DISMISSED = "dismissed"

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="decisions")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="suggestion_decisions"
    )
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("suggestion", "assignment"), name="decided_once"),
            models.CheckConstraint(
                name="suggestion_verdict_known",
                condition=models.Q(verdict__in=("accepted", "edited", "dismissed")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.verdict}"
