"""A project: a corpus, a label set, a team and how they work."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from .names import validate_shown_name

HEX_COLOUR = r"^#[0-9a-f]{6}$"
LABEL_NAME = r"^[a-z][a-z0-9_]{0,39}$"
LABEL_KEY = r"^[1-9]$"
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
        )

    def __str__(self) -> str:
        return self.name


class Label(models.Model):
    """What a span may be called; its order is the team's, never one of use or frequency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=40, validators=[RegexValidator(LABEL_NAME)])
    title = models.CharField(max_length=60)
    definition = models.TextField()
    colour = models.CharField(max_length=7, validators=[RegexValidator(HEX_COLOUR)])
    colour_dark = models.CharField(max_length=7, validators=[RegexValidator(HEX_COLOUR)])
    key = models.CharField(max_length=1, validators=[RegexValidator(LABEL_KEY)])
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="label_name_once"),
            models.UniqueConstraint(fields=("project", "key"), name="label_key_once"),
            models.UniqueConstraint(fields=("project", "position"), name="label_position_once"),
            models.CheckConstraint(
                name="label_name_well_formed", condition=models.Q(name__regex=LABEL_NAME)
            ),
            models.CheckConstraint(
                name="label_colours_are_hex",
                condition=models.Q(colour__regex=HEX_COLOUR, colour_dark__regex=HEX_COLOUR),
            ),
            models.CheckConstraint(
                name="label_key_is_digit", condition=models.Q(key__regex=LABEL_KEY)
            ),
        )

    def __str__(self) -> str:
        return self.title


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
