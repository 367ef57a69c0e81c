"""Time on task: how long an annotator worked on a document, told by their page."""

from __future__ import annotations

import math
import uuid as uuids

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from annotator.errors import FieldErrors
from annotator.models import Assignment, Sitting

from .assignments import lock_layer


@transaction.atomic
def put_sitting(*, assignment: Assignment, uuid: uuids.UUID, seconds: int) -> int:
    """Store how long one sitting has lasted so far; return the seconds of all of them.

    Fewer seconds than are stored change nothing, so the same may be told again, and late. All
    sittings together cannot have lasted longer than the assignment exists: FieldErrors.
    """
    lock_layer(assignment)
    others = assignment.sittings.exclude(uuid=uuid).aggregate(total=Sum("seconds"))["total"] or 0
    sitting = assignment.sittings.filter(uuid=uuid).first()
    if sitting is None:
        sitting = Sitting(assignment=assignment, uuid=uuid, seconds=0)
    if seconds > sitting.seconds:
        _require_possible(assignment, others, seconds)
        sitting.seconds, sitting.updated_at = seconds, timezone.now()
        sitting.save()
    return others + sitting.seconds


def seconds_worked(assignment: Assignment) -> int:
    """Return how long all sittings of an assignment lasted."""
    total: int | None = assignment.sittings.aggregate(total=Sum("seconds"))["total"]
    return total or 0


def _require_possible(assignment: Assignment, others: int, seconds: int) -> None:
    age = timezone.now() - assignment.created_at
    left = max(0, math.ceil(age.total_seconds()) - others)
    if seconds > left:
        raise FieldErrors(
            {"seconds": [f"Expected at most {left}: so long the rest can be; seen {seconds}."]}
        )
