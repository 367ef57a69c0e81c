"""The states of an assignment, and the moves between them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotator.errors import Conflict, Forbidden
from annotator.models import Adjudication, Assignment, User

from .events import record

State = Assignment.State


def _move(assignment: Assignment, to: State, **changes: object) -> State:
    """Move to a state if the table of moves allows it from the present one; return that one."""
    allowed = [state for state, targets in Assignment.MOVES.items() if to in targets]
    row = Assignment.objects.filter(id=assignment.id)
    row.update(state=F("state"))  # the layer's lock: what is read next stays as it is
    before = State(row.values_list("state", flat=True).get())
    if before not in allowed:
        raise Conflict(f"An assignment that is {before} cannot become {to}.", code="wrong_state")
    row.update(state=to, **changes)
    assignment.refresh_from_db(fields=["state", "submitted_at"])
    return before


def lock_open(assignment: Assignment) -> None:
    """Take the layer's lock for this transaction and note that work on it has begun.

    Every write to a layer passes here, so that two of them, or one and a submission, follow
    each other. Raises Conflict (`closed`) when the assignment is submitted.
    """
    row = Assignment.objects.filter(id=assignment.id)
    if row.filter(state=State.ASSIGNED).update(state=State.IN_PROGRESS):
        return
    if not row.unsubmitted().update(state=F("state")):
        raise Conflict("This assignment is submitted; its annotations are closed.", code="closed")


@transaction.atomic
def submit_assignment(*, by: User, assignment: Assignment) -> Assignment:
    """Hand a document in: its annotations are closed and count from now on."""
    before = _move(assignment, State.SUBMITTED, submitted_at=timezone.now())
    _require_unfinished(assignment)
    record(
        "assignment.submit",
        assignment.id,
        by=by,
        document=assignment.document,
        before={"state": before},
        after={"state": State.SUBMITTED, "annotations": assignment.annotations.count()},
    )
    return assignment


@transaction.atomic
def reopen_assignment(*, by: User, assignment: Assignment) -> Assignment:
    """Give a submitted document back to its annotator; not while its adjudication is finished.

    Nobody gives their own copy back: they may have seen the others' since.
    """
    if assignment.annotator_id == by.id:
        raise Forbidden("Somebody else must give your own copy back to you.", code="own_copy")
    before = _move(assignment, State.REOPENED, submitted_at=None)
    _require_unfinished(assignment)
    record(
        "assignment.reopen",
        assignment.id,
        by=by,
        document=assignment.document,
        before={"state": before},
        after={"state": State.REOPENED},
    )
    return assignment


def _require_unfinished(assignment: Assignment) -> None:
    """Refuse what would make a document's gold untrue.

    Called after the move: finishing locks the layers, so that of the two the later one sees
    the earlier.
    """
    finished = Adjudication.objects.filter(
        document=assignment.document_id, state=Adjudication.State.FINISHED
    )
    if finished.exists():
        raise Conflict("Its adjudication is finished; reopen that first.", code="adjudicated")
