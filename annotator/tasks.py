"""What the worker runs: a job id in, a service call, the job's state out."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from annotator.errors import FenceLost
from annotator.models import Job
from annotator.services import agreement_rows, jobs, measuring_units, suggesting

logger = logging.getLogger(__name__)

RUNNERS: dict[str, Callable[[Job], str]] = {
    Job.Kind.PREANNOTATE: suggesting.run,
    **dict.fromkeys(agreement_rows.KINDS.values(), agreement_rows.run),
    Job.Kind.MEASURE_UNITS: measuring_units.run,
}


@shared_task(name=jobs.TASK_NAME)
def run_job(job_id: str) -> None:
    """Claim a job and run it; a doorbell for a job that is taken or done is answered by nothing."""
    job = jobs.claim(job_id=uuid.UUID(job_id))
    if job is None:
        return
    try:
        _run(job)
    except FenceLost as error:
        logger.warning("%s", error)


def _run(job: Job) -> None:
    try:
        jobs.finish(job, message=RUNNERS[job.kind](job))
    except FenceLost:
        raise
    except SoftTimeLimitExceeded:
        logger.info("Job %s made room for others.", job.id)
        jobs.give_back(job, reason="It has made room for others and goes on where it was.")
    except Exception as error:  # a fault of any kind gives the job back, with its reason
        logger.exception("Job %s failed at attempt %s.", job.id, job.attempts)
        jobs.give_back(job, reason=f"{type(error).__name__}: {error}")
