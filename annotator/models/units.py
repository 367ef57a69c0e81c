"""Figures of units, which take their time: what was asked, what was found, and gamma's costs."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from .documents import Document
from .jobs import Job
from .projects import Project


class UnitMeasurement(models.Model):
    """Figures of units of some documents, as they were when somebody asked for them.

    `about` is a digest of the question: the documents, labels and annotators; `asked` of all
    that the figures follow from, what the documents held among it. While `found` is empty,
    `job` is at work or says what went wrong.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="measurements")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="measurement")
    about = models.CharField(max_length=64, help_text="SHA-256 of the question.")
    asked = models.CharField(max_length=64, help_text="SHA-256 of all that the figures rest on.")
    documents = models.BinaryField(help_text="The documents' ids, 16 bytes each.")
    annotators = models.JSONField(default=list, help_text="Their ids; empty for everybody.")
    found = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("project", "about"), name="units_measured"),)

    def __str__(self) -> str:
        return f"Figures of units of {self.project}"


class GammaRow(models.Model):
    """What a document adds to gamma, of use while `moves` and `labels` are as they are now.

    `about` is a digest of gamma's settings and of the annotators asked about, `labels` of the
    project's labels.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="gamma_rows")
    about = models.CharField(max_length=64)
    labels = models.CharField(max_length=64)
    moves = models.PositiveIntegerField()
    costs = models.JSONField(help_text="As `DocumentCosts.as_json` tells them.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("document", "about"), name="gamma_row_once"),
        )

    def __str__(self) -> str:
        return f"Costs of {self.document}"
