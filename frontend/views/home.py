"""The first page: what is mine to do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import (
    Actor,
    Role,
    open_documents,
    own_assignments,
    roles_in,
    visible_projects,
)
from annotator.models import Adjudication, Assignment, Project
from annotator.models.documents import DocumentQuerySet

SHOWN = 50
# What is imported together has one time of creation: by that alone the order would be random.
BY_TITLE = ("title", "file_name", "published", "id")
BY_DOCUMENT = tuple(f"document__{field}" for field in BY_TITLE)
# What was begun or sent back comes before what is new.
_URGENCY = Case(
    When(state=Assignment.State.REOPENED, then=Value(0)),
    When(state=Assignment.State.IN_PROGRESS, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    """Show one's assignments, the documents to review, and one's projects."""
    actor = Actor.of(request)
    mine = own_assignments(actor)
    projects = [(project, roles_in(actor, project)) for project in visible_projects(actor)]
    context = {
        "todo": mine.unsubmitted().order_by(_URGENCY, *BY_DOCUMENT)[:SHOWN],
        "n_todo": mine.unsubmitted().count(),
        "submitted": mine.submitted().order_by("-submitted_at")[:SHOWN],
        "n_submitted": mine.submitted().count(),
        "n_assignments": mine.count(),
        "reviews": [
            document
            for project, roles in projects
            if Role.ADJUDICATOR in roles
            for document in waiting_for_review(actor, project)[:SHOWN]
        ],
        "projects": [(project, sorted(roles)) for project, roles in projects],
        "can_create": request.user.has_perm("annotator.add_project"),
    }
    return render(request, "frontend/home.html", context)


def waiting_for_review(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents the actor may rule on and nobody has finished, by title."""
    return (
        open_documents(actor, project)
        .reviewable()
        .exclude(adjudication__state=Adjudication.State.FINISHED)
        .select_related("project", "adjudication__adjudicator")
        .defer("text")
        .order_by(*BY_TITLE)
    )
