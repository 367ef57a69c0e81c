"""Rulings on disagreements, and the gold annotations that come of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from annotator.domain.spans import Span

from .documents import Document
from .labels import Label, RelationType


class Adjudication(models.Model):
    """One person's review of one document. One holder a document."""

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="adjudication")
    adjudicator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adjudications"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                name="adjudication_state_known",
                condition=models.Q(state__in=("open", "finished")),
            ),
            models.CheckConstraint(
                name="finished_has_time",
                condition=models.Q(state="finished", finished_at__isnull=False)
                | models.Q(state="open", finished_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} by {self.adjudicator}"


class Decision(models.Model):
    """The ruling on one disagreement.

    `cluster` is the key of the disagreement's members: a decision is about exactly these
    spans, so it holds when a merge is run again and lapses when an annotator changes one.
    Its `spans` shall be gold; a decision without any says that nothing there deserves a label.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adjudication = models.ForeignKey(
        Adjudication, on_delete=models.CASCADE, related_name="decisions"
    )
    cluster = models.CharField(max_length=64)
    rule = models.CharField(max_length=20, blank=True, help_text="Empty: decided by a person.")
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("decided_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adjudication", "cluster"), name="one_decision_a_disagreement"
            ),
            models.CheckConstraint(
                name="decision_rule_known", condition=models.Q(rule__in=("", "majority"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.cluster} of {self.adjudication}"


class RelationDecision(models.Model):
    """The ruling on one link that annotators drew between spans of two clusters.

    `source` and `target` are the keys of those clusters: like a Decision it lapses when they
    change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adjudication = models.ForeignKey(
        Adjudication, on_delete=models.CASCADE, related_name="relation_decisions"
    )
    type = models.ForeignKey(RelationType, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=64)
    target = models.CharField(max_length=64)
    is_gold = models.BooleanField(help_text="Whether the link shall be gold.")
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("decided_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adjudication", "type", "source", "target"), name="one_decision_a_link"
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} of {self.adjudication}"


class DecisionSpan(models.Model):
    """A span that a decision makes gold."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="spans")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("start", "end", "label__position")
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "label", "start", "end"), name="decision_span_once"
            ),
            models.CheckConstraint(
                name="decision_offsets_ordered",
                condition=models.Q(start__gte=0, start__lt=models.F("end")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} [{self.start}, {self.end})"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.label.name)


class GoldAnnotation(models.Model):
    """A decided span, with its origin."""

    class Origin(models.TextChoices):
        UNANIMOUS = "unanimous"
        AUTO_MERGED = "auto_merged"
        ADJUDICATED = "adjudicated"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="gold")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="gold")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    attributes = models.JSONField(default=dict, blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="gold"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("start", "end", "label__position")
        constraints = (
            models.UniqueConstraint(fields=("document", "label", "start", "end"), name="gold_once"),
            models.CheckConstraint(
                name="gold_offsets_ordered",
                condition=models.Q(start__gte=0, start__lt=models.F("end")),
            ),
            models.CheckConstraint(
                name="gold_origin_has_decision",
                condition=models.Q(origin="unanimous", decision__isnull=True)
                | models.Q(origin__in=("auto_merged", "adjudicated"), decision__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} [{self.start}, {self.end})"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.label.name)


class GoldRelation(models.Model):
    """A decided link between two gold annotations, with its origin."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="gold_relations")
    type = models.ForeignKey(RelationType, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        GoldAnnotation, on_delete=models.CASCADE, related_name="relations_from"
    )
    target = models.ForeignKey(
        GoldAnnotation, on_delete=models.CASCADE, related_name="relations_to"
    )
    origin = models.CharField(max_length=20, choices=GoldAnnotation.Origin.choices)
    decision = models.ForeignKey(
        RelationDecision, on_delete=models.CASCADE, null=True, blank=True, related_name="gold"
    )

    class Meta:
        ordering = ("source__start", "target__start", "type__position")
        constraints = (
            models.UniqueConstraint(fields=("type", "source", "target"), name="gold_relation_once"),
            models.CheckConstraint(
                name="gold_relation_has_two_ends", condition=~models.Q(source=models.F("target"))
            ),
            models.CheckConstraint(
                name="gold_relation_ruling_is_adjudicated",
                condition=models.Q(origin="adjudicated", decision__isnull=False)
                | models.Q(origin__in=("unanimous", "auto_merged"), decision__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.type} {self.target}"
