"""The job protocol: the row is the queue of record, a message is a doorbell with the job's id.

    enqueue → row, ring on commit → claim (lease, fence) → work in chunks, `advance` in the
    transaction of each chunk's effects → `finish`; the sweeper rings for what is overdue.

A lost message costs seconds, never the job. A job that ran twice had its effect once, because
every transaction with effects first renews the lease under the claimed fence.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from kombu.exceptions import OperationalError

from annotator.errors import Conflict, FenceLost
from annotator.models import Job, Project, User

from .events import record

logger = logging.getLogger(__name__)

TASK_NAME = "annotator.tasks.run_job"
FIRST_RING_SECONDS = 5
LONGEST_RING_SECONDS = 300


@transaction.atomic
def enqueue(*, by: User, project: Project, kind: Job.Kind) -> Job:
    """Store a job and ring for it once the surrounding transaction is committed."""
    job = Job.objects.create(project=project, kind=kind, requested_by=by, ring_at=_next_ring(0))
    record("job.create", job.id, by=by, project=project, after={"kind": kind})
    transaction.on_commit(partial(ring, job.id))
    return job


def ring(job_id: uuid.UUID) -> None:
    """Tell the workers that a job waits. A broker that is away is no error: the sweeper rings."""
    try:
        current_app.send_task(TASK_NAME, args=[str(job_id)], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("No doorbell for job %s (%s); the sweeper will ring.", job_id, error)


def sweep() -> int:
    """Ring for every overdue job, each time waiting longer; return how many."""
    now = timezone.now()
    overdue = list(Job.objects.overdue(now).values_list("id", "rings", "ring_at"))
    for job_id, rings, ring_at in overdue:
        mine = Job.objects.filter(id=job_id, ring_at=ring_at)
        if mine.update(rings=rings + 1, ring_at=_next_ring(rings + 1)):
            ring(job_id)
    return len(overdue)


def _next_ring(rings: int) -> datetime.datetime:
    seconds = min(FIRST_RING_SECONDS * 2 ** min(rings, 10), LONGEST_RING_SECONDS)
    return timezone.now() + datetime.timedelta(seconds=seconds)


def _lease() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(*, job_id: uuid.UUID) -> Job | None:
    """Take a waiting or abandoned job; None where there is nothing to take.

    The one conditional update makes sure that of many workers one gets it.
    """
    now = timezone.now()
    lease = _lease()
    taken = Job.objects.claimable(now).filter(id=job_id)
    if not taken.update(
        state=Job.State.RUNNING,
        fence=F("fence") + 1,
        attempts=F("attempts") + 1,
        lease_until=lease,
        rings=0,
        ring_at=lease,
        started_at=Coalesce("started_at", now),
        message="",
    ):
        return None
    job = Job.objects.select_related("project", "requested_by").get(id=job_id)
    if job.attempts > Job.MAX_ATTEMPTS:
        give_back(job, reason=f"It was begun {Job.MAX_ATTEMPTS} times and never finished.")
        return None
    return job


def advance(job: Job, *, by: int, total: int) -> None:
    """Renew the lease and count `by` more as done; call it in the transaction of the effects.

    What has got further has not been tried in vain: its attempts are counted anew. The object
    follows its row once that is committed, so that effects that are taken back leave no trace.
    Raises FenceLost when another worker has taken the job over.
    """
    lease = _lease()
    _update_fenced(
        job,
        done=F("done") + by,
        total=Greatest(F("done") + by, total),
        lease_until=lease,
        ring_at=lease,
        **({"attempts": 1} if by else {}),
    )
    transaction.on_commit(partial(_tell, job, by, total))


def _tell(job: Job, by: int, total: int) -> None:
    """Let the object have what its row has, now that this is committed."""
    job.done += by
    job.total = max(job.done, total)
    job.attempts = 1 if by else job.attempts


def finish(job: Job, *, message: str = "") -> None:
    """Mark a job done; `message` says what it had to leave out."""
    _update_fenced(
        job, state=Job.State.DONE, lease_until=None, message=message, finished_at=timezone.now()
    )


def give_back(job: Job, *, reason: str) -> None:
    """Queue a job again after a fault; after too many attempts it has failed, and says why."""
    if job.attempts >= Job.MAX_ATTEMPTS:
        now = timezone.now()
        _update_fenced(
            job, state=Job.State.FAILED, lease_until=None, message=reason, finished_at=now
        )
    else:
        _update_fenced(
            job,
            state=Job.State.QUEUED,
            lease_until=None,
            message=reason,
            ring_at=_next_ring(job.attempts),
        )


def _update_fenced(job: Job, **changes: Any) -> None:
    mine = Job.objects.filter(id=job.id, fence=job.fence, state=Job.State.RUNNING)
    if not mine.update(**changes):
        raise FenceLost(f"Job {job.id} was taken over by another worker (fence {job.fence}).")


@transaction.atomic
def retry(*, by: User, job: Job) -> Job:
    """Queue a failed job again, with all its attempts."""
    failed = Job.objects.filter(id=job.id, state=Job.State.FAILED)
    if not failed.update(
        state=Job.State.QUEUED, attempts=0, finished_at=None, ring_at=_next_ring(0)
    ):
        raise Conflict(f"Only a failed job can be retried; this one is {job.state}.")
    record("job.retry", job.id, by=by, project=job.project)
    transaction.on_commit(partial(ring, job.id))
    job.refresh_from_db()
    return job
