"""Texts, and who annotates which."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from .projects import Membership, Project

SHA256 = r"^[0-9a-f]{64}$"


class DocumentQuerySet(models.QuerySet["Document"]):
    def with_progress(self) -> DocumentQuerySet:
        """Add n_assignments and n_submitted; oldest documents first."""
        submitted = models.Q(assignments__state=Assignment.State.SUBMITTED)
        return self.annotate(
            n_assignments=models.Count("assignments", distinct=True),
            n_submitted=models.Count("assignments", filter=submitted, distinct=True),
        ).order_by("created_at", "id")

    def begun(self) -> DocumentQuerySet:
        """Keep those of which an assignment ever changed its state."""
        return self.filter(moves__gt=0)

    def reviewable(self) -> DocumentQuerySet:
        """Keep documents whose required copies are all submitted, and none is still worked on.

        A copy that its annotator skipped, or left open when leaving the project, is not waited
        for.
        """
        present = Membership.objects.filter(
            project=models.OuterRef("document__project"),
            user=models.OuterRef("annotator"),
            role=Membership.Role.ANNOTATOR,
        )
        awaited = Assignment.objects.open().filter(
            models.Exists(present), document=models.OuterRef("pk")
        )
        enough = models.Q(n_submitted__gte=models.F("project__redundancy"))
        return self.with_progress().filter(enough, ~models.Exists(awaited))


class Document(models.Model):
    """An immutable text with metadata. `length` counts code points, as every offset does.

    What its submitted layers hold cannot change without `moves`, which only grows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    text = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False, help_text="Of the text in UTF-8.")
    length = models.PositiveIntegerField(editable=False)
    file_name = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    category = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=20, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    preannotated_with = models.CharField(
        max_length=100, blank=True, editable=False, help_text="The last pipeline that read it."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    moves = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often the state of an assignment was changed."
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("project", "sha256"), name="text_once_a_project"),
            models.CheckConstraint(
                name="length_is_of_the_text",
                condition=models.Q(length__gt=0, length=Length("text")),
            ),
            models.CheckConstraint(
                name="sha256_well_formed", condition=models.Q(sha256__regex=SHA256)
            ),
        )
        indexes = (
            # The documents of a project, page by page.
            models.Index(fields=("project", "created_at", "id"), name="document_page"),
            # Which documents' agreement is to be counted anew; texts, which are long, stay unread.
            models.Index(fields=("project", "id", "moves"), name="document_moves"),
        )

    def __str__(self) -> str:
        return self.title or self.file_name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def submitted(self) -> AssignmentQuerySet:
        return self.filter(state=Assignment.State.SUBMITTED)

    def unsubmitted(self) -> AssignmentQuerySet:
        return self.exclude(state=Assignment.State.SUBMITTED)

    def open(self) -> AssignmentQuerySet:
        """Keep those whose annotations may change."""
        return self.filter(state__in=Assignment.OPEN_STATES)

    def about(self, words: str) -> AssignmentQuerySet:
        """Keep those whose document has these words in its title, source or file's name."""
        return self.filter(
            models.Q(document__title__icontains=words)
            | models.Q(document__source__icontains=words)
            | models.Q(document__file_name__icontains=words)
        )

    def doubted(self) -> AssignmentQuerySet:
        """Keep those whose annotator is unsure of the document, or of a span in it."""
        return self.filter(_has_doubt())

    def noted(self) -> AssignmentQuerySet:
        """Keep those whose annotator noted something on the document, or on a span in it."""
        return self.filter(_has_note())

    def with_work(self) -> AssignmentQuerySet:
        """Add what its annotator did on each: n_annotations, seconds, has_doubt and has_note."""
        spans = _this().annotate(n=models.Count("annotations"))
        sittings = _this().annotate(n=Coalesce(models.Sum("sittings__seconds"), 0))
        return self.annotate(
            n_annotations=models.Subquery(spans.values("n")),
            seconds=models.Subquery(sittings.values("n")),
            has_doubt=_has_doubt(),
            has_note=_has_note(),
        )


def _this() -> models.QuerySet[Assignment, Any]:
    """Return the row of an outer query, to ask for what belongs to it without doubling it."""
    return Assignment.objects.filter(pk=models.OuterRef("pk")).order_by().values("pk")


def _has_doubt() -> models.Q:
    spans = models.Exists(_this().filter(annotations__is_unsure=True))
    return models.Q(is_unsure=True) | models.Q(spans)


def _has_note() -> models.Q:
    return models.Q(note__gt="") | models.Q(models.Exists(_this().filter(annotations__note__gt="")))


class Assignment(models.Model):
    """One annotator on one document: the layer all their annotations of it belong to.

    `note` and `is_unsure` are what the annotator says of the document as a whole; `rev` counts
    their changes. `skip_reason` is why it was put aside, `reopening_reason` why its annotator
    wants a submitted one back.
    """

    class State(models.TextChoices):
        ASSIGNED = "assigned"
        IN_PROGRESS = "in_progress"
        SUBMITTED = "submitted"
        REOPENED = "reopened"
        SKIPPED = "skipped"

    OPEN_STATES = (State.ASSIGNED, State.IN_PROGRESS, State.REOPENED)
    # The one list of moves; services/assignments.py makes them.
    MOVES = {
        State.ASSIGNED: (State.IN_PROGRESS, State.SUBMITTED, State.SKIPPED),
        State.IN_PROGRESS: (State.SUBMITTED, State.SKIPPED),
        State.SUBMITTED: (State.REOPENED,),
        State.REOPENED: (State.SUBMITTED, State.SKIPPED),
        State.SKIPPED: (State.IN_PROGRESS,),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="assignments")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASSIGNED)
    note = models.TextField(blank=True)
    is_unsure = models.BooleanField(default=False)
    rev = models.PositiveIntegerField(default=0)
    skip_reason = models.TextField(blank=True)
    reopening_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("document", "annotator"), name="assigned_once"),
            models.CheckConstraint(
                name="assignment_state_known",
                condition=models.Q(
                    state__in=("assigned", "in_progress", "submitted", "reopened", "skipped")
                ),
            ),
            models.CheckConstraint(
                name="skipped_has_reason",
                condition=models.Q(state="skipped") ^ models.Q(skip_reason=""),
            ),
            models.CheckConstraint(
                name="reopening_wanted_of_submitted",
                condition=models.Q(reopening_reason="") | models.Q(state="submitted"),
            ),
            models.CheckConstraint(
                name="submitted_has_time",
                condition=models.Q(state="submitted", submitted_at__isnull=False)
                | (~models.Q(state="submitted") & models.Q(submitted_at__isnull=True)),
            ),
        )
        indexes = (
            # An annotator's queue.
            models.Index(fields=("annotator", "state"), name="assignment_queue"),
        )

    def __str__(self) -> str:
        return f"{self.annotator} on {self.document}"


class Sitting(models.Model):
    """Time that an annotator worked on one assignment without a break, idle minutes left out.

    `uuid` is made by the client; `seconds` only grows, so that telling it again changes nothing.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sittings")
    uuid = models.UUIDField()
    seconds = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (models.UniqueConstraint(fields=("assignment", "uuid"), name="sitting_once"),)

    def __str__(self) -> str:
        return f"{self.seconds} s of {self.assignment}"
