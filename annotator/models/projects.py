"""A project: a corpus, a guideline, a team and how they work."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from .names import validate_shown_name

REDUNDANCY_LIMIT = 50


class Project(models.Model):
    """Corpus + label set + team + settings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, validators=[validate_shown_name])
    description = models.TextField(blank=True)
    guideline = models.TextField(blank=True, help_text="Markdown.")
    guideline_version = models.PositiveIntegerField(default=1)
    redundancy = models.PositiveSmallIntegerField(
        default=3, help_text="How many annotators a document needs."
    )
    agreement_threshold = models.FloatField(
        null=True, blank=True, help_text="The alpha that the project wants to reach, 0 to 1."
    )
    shows_agreement = models.BooleanField(
        default=False, help_text="Annotators may see how far others agree with them."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                name="project_redundancy_in_range",
                condition=models.Q(redundancy__gte=1, redundancy__lte=REDUNDANCY_LIMIT),
                violation_error_message=f"Expected 1 to {REDUNDANCY_LIMIT} annotators a document.",
            ),
            models.CheckConstraint(
                name="agreement_threshold_in_range",
                condition=models.Q(agreement_threshold__isnull=True)
                | models.Q(agreement_threshold__gte=0, agreement_threshold__lte=1),
                violation_error_message="Expected a threshold from 0 to 1, or none.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class GuidelineVersion(models.Model):
    """What the guideline said: one row for each version, the present one too.

    `Project.guideline` is the text of the present version, so that reading it costs nothing.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="guideline_versions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="guideline_version_once"),
        )

    def __str__(self) -> str:
        return f"Version {self.number} of the guideline of {self.project}"


class Membership(models.Model):
    """One role of one person in one project. A person may hold several."""

    class Role(models.TextChoices):
        ANNOTATOR = "annotator"
        ADJUDICATOR = "adjudicator"
        MANAGER = "manager"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("project", "user", "role"), name="role_once"),
            models.CheckConstraint(
                name="membership_role_known",
                condition=models.Q(role__in=("annotator", "adjudicator", "manager")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.project}"
