"""The first page: what is mine to do."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Actor, Role, open_documents, roles_in, visible_projects
from annotator.models import Adjudication, Assignment, Project
from annotator.models.documents import DocumentQuerySet
from frontend.views.queue import BY_TITLE, SHOWN, queue_context


@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    """Show one's documents as the address asks for them, those to review, and one's projects."""
    actor = Actor.of(request)
    projects = [(project, roles_in(actor, project)) for project in visible_projects(actor)]
    managed = [project for project, roles in projects if Role.MANAGER in roles]
    waiting = requests_waiting(actor, managed)
    context = queue_context(actor, request.GET) | {
        "reviews": [
            document
            for project, roles in projects
            if Role.ADJUDICATOR in roles
            for document in waiting_for_review(actor, project)[:SHOWN]
        ],
        "projects": [
            (project, sorted(roles), waiting.get(project.id, 0)) for project, roles in projects
        ],
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


def requests_waiting(actor: Actor, projects: Iterable[Project]) -> dict[uuid.UUID, int]:
    """Return how many annotators of each project ask for a submitted document back.

    Of documents whose annotations the actor must not see, none are counted.
    """
    shown = [open_documents(actor, project) for project in projects]
    if not shown:
        return {}
    asked = Assignment.objects.filter(document__in=reduce(or_, shown).order_by().values("id"))
    others = asked.exclude(reopening_reason="").exclude(annotator=actor.user).order_by()
    return dict(others.values_list("document__project").annotate(n=Count("pk")))
