"""Background work: this table is the queue of record, the broker's messages are doorbells."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from .projects import Project


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self, now: datetime.datetime) -> JobQuerySet:
        """Keep jobs that wait, and running ones whose worker let the lease run out."""
        abandoned = models.Q(state=Job.State.RUNNING, lease_until__lt=now)
        return self.filter(models.Q(state=Job.State.QUEUED) | abandoned)

    def overdue(self, now: datetime.datetime) -> JobQuerySet:
        """Keep claimable jobs whose doorbell should be rung again."""
        return self.claimable(now).filter(ring_at__lte=now)


class Job(models.Model):
    """Background work with state, progress and error.

    `fence` grows with every claim: whoever holds an older number has lost the job and must
    write nothing more.
    """

    class Kind(models.TextChoices):
        PREANNOTATE = "preannotate"
        COUNT_CHARACTERS = "count_characters"
        COUNT_TOKENS = "count_tokens"
        COUNT_SENTENCES = "count_sentences"
        MEASURE_UNITS = "measure_units"

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    MAX_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, help_text="Why it failed, or what it left out.")
    attempts = models.PositiveIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rings = models.PositiveIntegerField(default=0)
    ring_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                name="job_state_known",
                condition=models.Q(state__in=("queued", "running", "done", "failed")),
            ),
            models.CheckConstraint(
                name="job_progress_within_total", condition=models.Q(done__lte=models.F("total"))
            ),
            models.CheckConstraint(
                name="job_running_has_lease",
                condition=models.Q(state="running", lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_ended_has_time",
                condition=models.Q(state__in=("done", "failed"), finished_at__isnull=False)
                | models.Q(state__in=("queued", "running"), finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_kind_known",
                condition=models.Q(
                    kind__in=(
                        "preannotate",
                        "count_characters",
                        "count_tokens",
                        "count_sentences",
                        "measure_units",
                    )
                ),
            ),
        )
        indexes = (
            # What the sweeper looks for every few seconds.
            models.Index(fields=("state", "ring_at"), name="job_overdue"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
