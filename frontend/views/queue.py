"""One's own documents: the order in which they are worked through, and finding one of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import QueryDict

from annotator.access import Actor, own_assignments, visible_projects
from annotator.models import Assignment
from annotator.models.documents import AssignmentQuerySet
from frontend.forms import QueueForm

SHOWN = 50
# What is imported together has one time of creation: by that alone the order would be random.
BY_TITLE = ("title", "file_name", "published", "id")
BY_DOCUMENT = tuple(f"document__{field}" for field in BY_TITLE)
State = Assignment.State
# What was sent back or begun comes before what is new; what is put aside or done, last.
_URGENCY = Case(
    When(state=State.REOPENED, then=Value(0)),
    When(state=State.IN_PROGRESS, then=Value(1)),
    When(state=State.ASSIGNED, then=Value(2)),
    When(state=State.SKIPPED, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "": (_URGENCY, *BY_DOCUMENT),
    "title": BY_DOCUMENT,
    "source": ("document__source", *BY_DOCUMENT),
    "newest": ("-document__published", *BY_DOCUMENT),
    "shortest": ("document__length", *BY_DOCUMENT),
}
_STATES = {
    "": Q(state__in=Assignment.OPEN_STATES),
    "submitted": Q(state=State.SUBMITTED),
    "skipped": Q(state=State.SKIPPED),
    "all": Q(),
}
_COUNTED = (("todo", ""), ("submitted", "submitted"), ("skipped", "skipped"))


def queue_context(actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """Return the actor's documents as the address asks for them, and how far the work is.

    What the address gets wrong is left out of account.
    """
    form = QueueForm(asked, projects=visible_projects(actor))
    form.full_clean()
    wanted = form.cleaned_data
    mine = own_assignments(actor).with_work()
    if wanted.get("project"):
        mine = mine.filter(document__project=wanted["project"])
    state = wanted.get("state", "")
    found = _keep(mine, wanted).filter(_STATES[state]).order_by(*_ORDERS[wanted.get("order", "")])
    return {
        "queue_form": form,
        "state": state,
        "queue": Paginator(found, SHOWN).get_page(asked.get("page")),
        "is_filtered": any(wanted.get(name) for name in ("project", "q", "unsure", "noted")),
        "counts": mine.aggregate(
            all=Count("pk"), **{name: Count("pk", filter=_STATES[key]) for name, key in _COUNTED}
        ),
    }


def _keep(mine: AssignmentQuerySet, wanted: dict[str, Any]) -> AssignmentQuerySet:
    if wanted.get("q"):
        mine = mine.about(wanted["q"])
    if wanted.get("unsure"):
        mine = mine.doubted()
    return mine.noted() if wanted.get("noted") else mine


@dataclass(frozen=True)
class Place:
    """Where an assignment stands among its annotator's in the project: `position` of `total`."""

    position: int
    total: int
    previous: uuid.UUID | None
    following: uuid.UUID | None
    next_open: Assignment | None


def place_of(actor: Actor, assignment: Assignment) -> Place:
    """Return where the actor's assignment stands, and what comes before and after it.

    `next_open` is where work goes on: behind this one, else from the first on, else elsewhere.
    """
    mine = own_assignments(actor).order_by(*BY_DOCUMENT)
    here = mine.filter(document__project=assignment.document.project_id)
    rows = list(here.values_list("id", "state"))
    ids = [row_id for row_id, _ in rows]
    index = ids.index(assignment.id)
    around = rows[index + 1 :] + rows[:index]
    open_ids = [row_id for row_id, state in around if state in Assignment.OPEN_STATES]
    elsewhere = mine.open().exclude(document__project=assignment.document.project_id)
    return Place(
        position=index + 1,
        total=len(ids),
        previous=ids[index - 1] if index else None,
        following=ids[index + 1] if index + 1 < len(ids) else None,
        next_open=mine.filter(id=open_ids[0]).first() if open_ids else elsewhere.first(),
    )
