"""The queue of record: one worker a job, nothing lost, and every effect once."""

from __future__ import annotations

import datetime
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict, FenceLost
from annotator.models import Document, Job, Suggestion
from annotator.services import jobs
from annotator.services.preannotation import enqueue_preannotation
from annotator.tasks import run_job
from tests.cast import Cast, add_document, stored


@pytest.fixture
def job(cast: Cast) -> Job:
    """A job that waits; the one of the cast's import is out of the way."""
    Job.objects.all().delete()
    return enqueue_preannotation(by=cast.mara, project=cast.project)


def claimed(job: Job) -> Job:
    taken = jobs.claim(job_id=job.id)
    assert taken is not None
    return taken


def let_lease_run_out(job: Job) -> None:
    past = timezone.now() - datetime.timedelta(seconds=1)
    Job.objects.filter(id=job.id).update(lease_until=past, ring_at=past)


@transaction.atomic
def work_on(job: Job, document: Document) -> None:
    Document.objects.filter(id=document.id).update(preannotated_with="worker")
    jobs.advance(job, by=1, total=1)


def now_stored(job: Job) -> Job:
    return Job.objects.get(id=job.id)


def test_it_gives_a_job_to_one_worker(job: Job) -> None:
    taken = claimed(job)
    assert (taken.state, taken.attempts, taken.fence) == ("running", 1, 1)
    assert jobs.claim(job_id=job.id) is None


@pytest.mark.django_db
def test_it_claims_nothing_of_an_unknown_id() -> None:
    assert jobs.claim(job_id=uuid.uuid4()) is None


def test_it_hands_an_abandoned_job_over(job: Job) -> None:
    claimed(job)
    let_lease_run_out(job)
    second = claimed(job)
    assert (second.fence, second.attempts) == (2, 2)


def test_it_lets_a_stale_worker_write_nothing(job: Job, cast: Cast) -> None:
    stale = claimed(job)
    let_lease_run_out(job)
    claimed(job)
    before = stored()
    with pytest.raises(FenceLost):
        work_on(stale, cast.document)
    for late in (jobs.finish, lambda job: jobs.give_back(job, reason="late")):
        with pytest.raises(FenceLost):
            late(stale)
    assert stored() == before


def test_it_lets_a_worker_whose_lease_ran_out_go_on_while_nobody_took_over(job: Job) -> None:
    slow = claimed(job)
    let_lease_run_out(job)
    jobs.advance(slow, by=1, total=2)
    assert jobs.claim(job_id=job.id) is None


def test_it_queues_a_job_again_after_a_fault(job: Job) -> None:
    jobs.give_back(claimed(job), reason="ValueError: no")
    again = now_stored(job)
    assert (again.state, again.message, again.lease_until) == ("queued", "ValueError: no", None)
    assert again.ring_at > timezone.now()


def test_it_fails_with_a_reason_after_too_many_faults(job: Job) -> None:
    for _ in range(Job.MAX_ATTEMPTS):
        jobs.give_back(claimed(job), reason="ValueError: no")
    failed = now_stored(job)
    assert (failed.state, failed.message) == ("failed", "ValueError: no")
    assert failed.finished_at is not None
    assert jobs.claim(job_id=job.id) is None


def test_it_fails_with_a_reason_when_its_workers_die(job: Job) -> None:
    for _ in range(Job.MAX_ATTEMPTS):
        claimed(job)
        let_lease_run_out(job)
    assert jobs.claim(job_id=job.id) is None
    failed = now_stored(job)
    assert (failed.state, failed.message) == ("failed", "It was begun 5 times and never finished.")


def test_it_counts_attempts_anew_once_it_gets_further(job: Job) -> None:
    for _ in range(2 * Job.MAX_ATTEMPTS):
        jobs.advance(claimed(job), by=1, total=99)
        let_lease_run_out(job)
    assert (now_stored(job).state, now_stored(job).done) == ("running", 10)


@transaction.atomic
def fail_at_work(job: Job) -> None:
    jobs.advance(job, by=1, total=9)
    raise ValueError("no")


def progress(job: Job) -> tuple[int, int, int]:
    return job.done, job.total, job.attempts


@pytest.mark.django_db(transaction=True)
def test_it_follows_its_row_and_nothing_that_is_taken_back(job: Job) -> None:
    Job.objects.filter(id=job.id).update(attempts=3)
    taken = claimed(job)
    with pytest.raises(ValueError, match="no"):
        fail_at_work(taken)
    assert progress(taken) == progress(now_stored(job)) == (0, 0, 4)
    jobs.advance(taken, by=2, total=9)
    assert progress(taken) == progress(now_stored(job)) == (2, 9, 1)


@pytest.mark.django_db(transaction=True)
def test_it_says_why_its_first_work_always_fails(job: Job) -> None:
    waits = []
    for _ in range(Job.MAX_ATTEMPTS):
        taken = claimed(job)
        with pytest.raises(ValueError, match="no"):
            fail_at_work(taken)
        jobs.give_back(taken, reason="ValueError: no")
        waits.append(round((now_stored(job).ring_at - timezone.now()).total_seconds()))
    assert (now_stored(job).state, now_stored(job).message) == ("failed", "ValueError: no")
    assert waits[:-1] == [10, 20, 40, 80]


def test_it_queues_no_second_job_while_one_waits(job: Job, cast: Cast) -> None:
    again = enqueue_preannotation(by=cast.mara, project=cast.project)
    assert again == job
    claimed(job)
    assert enqueue_preannotation(by=cast.mara, project=cast.project) != job


def test_it_gives_a_retried_job_all_its_attempts(job: Job, cast: Cast) -> None:
    for _ in range(Job.MAX_ATTEMPTS):
        jobs.give_back(claimed(job), reason="no")
    again = jobs.retry(by=cast.mara, job=now_stored(job))
    assert (again.state, again.attempts, again.finished_at) == ("queued", 0, None)
    with pytest.raises(Conflict):
        jobs.retry(by=cast.mara, job=again)
    assert claimed(job).attempts == 1


def test_it_rings_only_for_what_is_overdue(job: Job) -> None:
    assert jobs.sweep() == 0
    Job.objects.update(ring_at=timezone.now())
    assert jobs.sweep() == 1
    assert jobs.sweep() == 0


def test_it_waits_longer_before_each_ring(job: Job) -> None:
    waits = []
    for _ in range(9):
        Job.objects.update(ring_at=timezone.now())
        jobs.sweep()
        waits.append(round((now_stored(job).ring_at - timezone.now()).total_seconds()))
    assert waits == [10, 20, 40, 80, 160, 300, 300, 300, 300]


def test_it_rings_for_an_abandoned_job(job: Job) -> None:
    claimed(job)
    assert jobs.sweep() == 0
    let_lease_run_out(job)
    assert jobs.sweep() == 1


def test_it_rings_for_nothing_that_is_done(job: Job) -> None:
    jobs.finish(claimed(job))
    Job.objects.update(ring_at=timezone.now())
    assert jobs.sweep() == 0


def test_it_has_its_effect_once_when_it_is_rung_for_twice(job: Job) -> None:
    run_job(str(job.id))
    suggestions = list(Suggestion.objects.values_list("id", flat=True))
    before = stored()
    run_job(str(job.id))
    assert now_stored(job).state == "done"
    assert suggestions
    assert stored() == before


def test_it_reports_progress_and_the_end(job: Job, cast: Cast) -> None:
    add_document(cast.mara, cast.project, "A second text.")
    run_job(str(job.id))
    done = now_stored(job)
    assert (done.state, done.done, done.total, done.message) == ("done", 2, 2, "")
    assert done.started_at is not None
    assert done.finished_at is not None
    assert done.finished_at >= done.started_at


@pytest.fixture
def no_broker() -> Iterator[None]:
    """A file where the broker's folder of messages should be."""
    folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]))
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("not a folder")
    yield
    folder.unlink()
    folder.mkdir(mode=0o700)


@pytest.mark.skipif(
    not settings.CELERY_BROKER_URL.startswith("filesystem"), reason="takes the broker's folder away"
)
@pytest.mark.django_db(transaction=True)
def test_it_imports_while_the_broker_is_away(
    cast: Cast, no_broker: None, caplog: pytest.LogCaptureFixture
) -> None:
    Job.objects.all().delete()  # or the import would have no need to ring
    Job.objects.all().delete()  # one that waits would serve this import too, without a ring
    with caplog.at_level("WARNING", "annotator"):
        document = add_document(cast.mara, cast.project, "Imported all the same.")
    assert Document.objects.filter(id=document.id).exists()
    assert Job.objects.filter(state="queued").count() >= 1
    assert "the sweeper will ring" in caplog.text
