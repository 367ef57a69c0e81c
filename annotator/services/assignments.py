"""The states of an assignment, the moves between them, and what is said of it as a whole."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from annotator.domain.spans import check_depth
from annotator.domain.texts import is_blank
from annotator.errors import Conflict, FieldErrors, Forbidden, NotFound
from annotator.models import Adjudication, Assignment, Document, User

from .events import record
from .revisions import StaleRevision, is_repeated

State = Assignment.State
_STATE_FIELDS = ("state", "submitted_at", "skip_reason", "reopening_reason")
# What belongs to one state only goes with it.
_CLEARED = {"submitted_at": None, "skip_reason": "", "reopening_reason": ""}
# As text, since every write begins with it: see models/layers.py.
_BEGIN = """
UPDATE annotator_assignment
SET state = CASE WHEN state = 'assigned' THEN 'in_progress' ELSE state END
WHERE id = %s AND state IN ('assigned', 'in_progress', 'reopened')
"""


# --- The layer's lock ---------------------------------------------------------------------


def lock_open(assignment: Assignment) -> None:
    """Take the layer's lock for this transaction and note that work on it has begun.

    Every write to a layer passes here, so that two of them, or one and a submission, follow
    each other. Raises Conflict (`closed`) when the assignment is submitted or skipped.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [Assignment._meta.pk.get_db_prep_value(assignment.id, connection)])
        is_open = bool(cursor.rowcount)
    if not is_open:
        assignment.refresh_from_db(fields=["state"])
        raise Conflict(
            f"This assignment is {assignment.state}; its annotations are closed.", code="closed"
        )


def lock_layer(assignment: Assignment) -> None:
    """Take the layer's lock for this transaction, whatever its state, and read that anew."""
    Assignment.objects.filter(id=assignment.id).update(state=F("state"))
    assignment.refresh_from_db(fields=_STATE_FIELDS)


# --- Moves --------------------------------------------------------------------------------


def _move(assignment: Assignment, to: State, **changes: object) -> State | None:
    """Move a locked layer to a state; return the one before, None where it is there already.

    Raises Conflict (`wrong_state`) unless the table of moves allows it from the present state.
    """
    before = State(assignment.state)
    if before == to:
        return None
    if to not in Assignment.MOVES[before]:
        raise Conflict(f"An assignment that is {before} cannot become {to}.", code="wrong_state")
    _set(assignment, state=to, **_CLEARED | changes)
    Document.objects.filter(id=assignment.document_id).update(moves=F("moves") + 1)
    return before


def _set(assignment: Assignment, **changes: object) -> None:
    Assignment.objects.filter(id=assignment.id).update(**changes)
    for field, value in changes.items():
        setattr(assignment, field, value)


@transaction.atomic
def submit_assignment(*, by: User, assignment: Assignment) -> Assignment:
    """Hand a document in: its annotations are closed and count from now on. May be repeated.

    Raises Conflict where too many of them lie over one character.
    """
    lock_layer(assignment)
    before = _move(assignment, State.SUBMITTED, submitted_at=timezone.now())
    if before is not None:
        _require_unfinished(assignment)
        rows = assignment.annotations.select_related("label")
        check_depth(row.span for row in rows)
        _record(by, assignment, "submit", before, annotations=assignment.annotations.count())
    return assignment


@transaction.atomic
def skip_assignment(*, by: User, assignment: Assignment, reason: str) -> Assignment:
    """Put a document aside: its annotations are closed and do not count. May be repeated."""
    _require_reason(reason)
    lock_layer(assignment)
    before = _move(assignment, State.SKIPPED, skip_reason=reason)
    if before is not None:
        _record(by, assignment, "skip", before, reason=reason)
    elif assignment.skip_reason != reason:
        raise Conflict("You have put this document aside for another reason.", code="wrong_state")
    return assignment


@transaction.atomic
def resume_assignment(*, by: User, assignment: Assignment) -> Assignment:
    """Take a document up again that was put aside; not once its adjudication is finished."""
    lock_layer(assignment)
    if assignment.state not in (State.SKIPPED, State.IN_PROGRESS):
        raise Conflict(
            f"Only what was put aside can be taken up again; this is {assignment.state}.",
            code="wrong_state",
        )
    before = _move(assignment, State.IN_PROGRESS)
    if before is not None:
        _require_unfinished(assignment)
        _record(by, assignment, "resume", before)
    return assignment


@transaction.atomic
def reopen_assignment(*, by: User, assignment: Assignment) -> Assignment:
    """Give a submitted document back to its annotator; not while its adjudication is finished.

    Nobody gives their own copy back: they may have seen the others' since.
    """
    if assignment.annotator_id == by.id:
        raise Forbidden("Somebody else must give your own copy back to you.", code="own_copy")
    lock_layer(assignment)
    before = _move(assignment, State.REOPENED)
    if before is not None:
        _require_unfinished(assignment)
        _record(by, assignment, "reopen", before)
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


def _record(by: User, assignment: Assignment, verb: str, before: State, **told: object) -> None:
    record(
        f"assignment.{verb}",
        assignment.id,
        by=by,
        document=assignment.document,
        before={"state": before},
        after={"state": assignment.state, **told},
    )


# --- Asking for a submitted document ------------------------------------------------------


@transaction.atomic
def request_reopening(*, by: User, assignment: Assignment, reason: str) -> Assignment:
    """Ask for one's submitted document back; a second request replaces the first."""
    _require_reason(reason)
    lock_layer(assignment)
    if assignment.state != State.SUBMITTED:
        raise Conflict(
            f"Only a submitted document can be asked back; this is {assignment.state}.",
            code="wrong_state",
        )
    if assignment.reopening_reason != reason:
        _set(assignment, reopening_reason=reason)
        after = {"reason": reason}
        document = assignment.document
        record("reopening_request.put", assignment.id, by=by, document=document, after=after)
    return assignment


@transaction.atomic
def end_reopening_request(*, by: User, assignment: Assignment) -> None:
    """Withdraw or decline a request. Raises NotFound where there is none."""
    lock_layer(assignment)
    if not assignment.reopening_reason:
        raise NotFound
    before = {"reason": assignment.reopening_reason}
    _set(assignment, reopening_reason="")
    document = assignment.document
    record("reopening_request.delete", assignment.id, by=by, document=document, before=before)


def _require_reason(reason: str) -> None:
    if is_blank(reason):
        raise FieldErrors({"reason": ["Expected a reason in words; seen nothing."]})


# --- The document as a whole --------------------------------------------------------------


@transaction.atomic
def put_about(
    *, by: User, assignment: Assignment, note: str, is_unsure: bool, base_rev: int
) -> Assignment:
    """Replace what an annotator says of the document as a whole.

    Repeating a write that was stored returns what it stored. Raises StaleRevision and Conflict
    (`closed`).
    """
    lock_open(assignment)
    assignment.refresh_from_db(fields=["note", "is_unsure", "rev"])
    before = _about(assignment)
    says_the_same = (before["note"], before["is_unsure"]) == (note, is_unsure)
    if says_the_same and is_repeated(assignment, base_rev):
        return assignment
    if base_rev != assignment.rev:
        raise StaleRevision(assignment, base_rev)
    _set(assignment, note=note, is_unsure=is_unsure, rev=assignment.rev + 1)
    after, document = _about(assignment), assignment.document
    record("assignment.about", assignment.id, by=by, document=document, before=before, after=after)
    return assignment


def _about(assignment: Assignment) -> dict[str, Any]:
    return {
        "note": assignment.note,
        "is_unsure": assignment.is_unsure,
        "rev": assignment.rev,
    }
