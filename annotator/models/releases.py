"""Frozen, numbered, checksummed snapshots of a project."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from .projects import Project


class Release(models.Model):
    """What a paper can cite: the corpus as it was, and how reliable it was.

    `manifest` holds the guideline and its version, the label set and the agreement;
    `sha256` is that of the corpus, line by line as ReleaseLine keeps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    notes = models.TextField(blank=True)
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)
    n_documents = models.PositiveIntegerField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("project", "number")
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="release_number_once"),
            models.CheckConstraint(
                name="release_number_counts_from_one", condition=models.Q(number__gte=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} release {self.number}"


class ReleaseLine(models.Model):
    """One document of a release: the line of the corpus file, newline included."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    line = models.TextField()

    class Meta:
        ordering = ("release", "position")
        constraints = (
            models.UniqueConstraint(fields=("release", "position"), name="release_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.release}, line {self.position}"
