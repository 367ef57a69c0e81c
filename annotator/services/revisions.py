"""Two writers of one row: a change says on which revision it was made."""

from __future__ import annotations

from annotator.errors import Conflict
from annotator.models import Annotation, Assignment, Relation

Revised = Annotation | Relation | Assignment


class StaleRevision(Conflict):
    """What shall change has changed since the revision that the change was made on."""

    code = "stale"

    def __init__(self, current: Revised | None, base_rev: int) -> None:
        self.current = current
        now = f"it is at revision {current.rev}" if current else "it is not there"
        super().__init__(f"This change was made on revision {base_rev}, but {now} now.")


def is_repeated(current: Revised | None, base_rev: int) -> bool:
    """Say whether a write that says what is stored was made on this revision or the one before."""
    return current is not None and base_rev in (current.rev, current.rev - 1)


def require_revision(current: Revised | None, base_rev: int) -> None:
    """Raise StaleRevision unless the change was made on the present revision; 0 is before any."""
    if base_rev != (current.rev if current else 0):
        raise StaleRevision(current, base_rev)
