"""An annotator's own agreement, with others who have no names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.crypto import salted_hmac

from annotator.domain.agreement.report import report_on_statistics
from annotator.models import Project, User
from annotator.models.documents import DocumentQuerySet

from .agreement import Asked, Question, pair_as_json, resampling_of


def measure_own(*, project: Project, documents: DocumentQuerySet, user: User) -> dict[str, Any]:
    """Return how far one annotator agrees with each of the others, who have no names here.

    Raises StillCounting as `measure_agreement`.
    """
    counted = Asked(user, project, documents, Question()).counted()
    report = report_on_statistics(counted.statistics, resampling_of(project))
    found = {
        other: pair_as_json(pair)
        for names, pair in report.pairs.items()
        if user.username in names and pair.overall.alpha.n_documents
        for other in set(names) - {user.username}
    }
    others = _shuffled(project, user, found)
    return {
        "n_documents": len(counted.documents),
        "threshold": project.agreement_threshold,
        "pairs": [{"other": _letter(n), **found[other]} for n, other in enumerate(others)],
    }


def _shuffled(project: Project, user: User, names: Iterable[str]) -> list[str]:
    """Return names in an order that tells nothing of them, and is another one for each reader."""
    ids = dict(User.objects.filter(username__in=names).values_list("username", "id"))

    def place(name: str) -> str:
        about = f"{project.id} {user.id} {ids.get(name, name)}"
        return salted_hmac(__name__, about, algorithm="sha256").hexdigest()

    return sorted(names, key=place)


def _letter(place: int) -> str:
    """Return A, ..., Z, A1, ...: a name that tells nothing."""
    turn, letter = divmod(place, 26)
    return f"{chr(ord('A') + letter)}{turn or ''}"
