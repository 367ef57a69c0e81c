"""Time on task: how long an annotator worked on a document, told by their page.

A page tells its time while it has a line, so a long first telling is work done without one.
Nobody can check that; what is believed in all is never more than the time that passed.
"""

from __future__ import annotations

import math
import uuid as uuids
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Min, QuerySet, Sum
from django.utils import timezone

from annotator.errors import FieldErrors
from annotator.models import Assignment, Sitting, User

from .assignments import lock_layer

SLACK = 120  # seconds; pages tell their time every thirty, and an answer may be late
DAY = timedelta(days=1)


@transaction.atomic
def put_sitting(*, assignment: Assignment, uuid: uuids.UUID, seconds: int) -> int:
    """Store how long one sitting has lasted so far; return the seconds of all of its document.

    Fewer seconds than are stored change nothing, so the same may be told again, and late. Raises
    FieldErrors for more than can have been worked: see `_limits`.
    """
    lock_layer(assignment)
    sitting = assignment.sittings.filter(uuid=uuid).first()
    if seconds > (sitting.seconds if sitting else 0):
        # All that one person tells follows each other, on whatever document.
        User.objects.filter(id=assignment.annotator_id).update(is_active=F("is_active"))
        _require_possible(assignment, sitting, seconds)
    if sitting is None:
        began = _end(assignment) - timedelta(seconds=seconds)
        sitting = Sitting(assignment=assignment, uuid=uuid, seconds=0, created_at=began)
    if seconds > sitting.seconds:
        sitting.seconds, sitting.updated_at = seconds, timezone.now()
        sitting.save()
    return seconds_worked(assignment)


def seconds_worked(assignment: Assignment) -> int:
    """Return how long all sittings of an assignment lasted."""
    return _total(assignment.sittings.all())


def _total(sittings: QuerySet[Sitting]) -> int:
    total: int | None = sittings.aggregate(total=Sum("seconds"))["total"]
    return total or 0


def _end(assignment: Assignment) -> datetime:
    """Return until when one can have worked on it."""
    return assignment.submitted_at or timezone.now()


def _require_possible(assignment: Assignment, sitting: Sitting | None, seconds: int) -> None:
    left = max(0, math.floor(min(_limits(assignment, sitting))))
    if seconds > left:
        raise FieldErrors(
            {"seconds": [f"Expected at most {left}: so long it can be; seen {seconds}."]}
        )


def _limits(assignment: Assignment, sitting: Sitting | None) -> Iterator[float]:
    """Yield the limits on the seconds of a sitting, `sitting` as it is stored.

    With all others on its document it lasts no longer than the document was assigned and open;
    with all others of its annotator, no longer than they had any. It grows no faster than time.
    """
    end, now = _end(assignment), timezone.now()
    of_all = Sitting.objects.filter(assignment__annotator=assignment.annotator_id)
    if sitting is not None:
        of_all = of_all.exclude(pk=sitting.pk)
    here = of_all.filter(assignment=assignment)
    given = Assignment.objects.filter(annotator=assignment.annotator_id)
    first: datetime = given.aggregate(first=Min("created_at"))["first"]
    yield math.ceil((end - assignment.created_at).total_seconds()) - _total(here)
    yield math.ceil((now - first).total_seconds()) - _total(of_all)
    if sitting is not None:
        yield (end - sitting.created_at).total_seconds() + SLACK
    else:
        yield _longest_unheard(of_all, now)


def _longest_unheard(others: QuerySet[Sitting], now: datetime) -> float:
    """Return how long a sitting can have lasted of which nothing was told before.

    Its annotator had no line since they were last heard of; or the page that kept the time was
    closed, and opened again after others had been told: then a day with them at most.
    """
    in_a_day = DAY.total_seconds() - _total(others.filter(updated_at__gt=now - DAY))
    last: datetime | None = others.aggregate(last=Max("updated_at"))["last"]
    silence = (now - last).total_seconds() if last else 0
    return max(SLACK, silence, in_a_day)
