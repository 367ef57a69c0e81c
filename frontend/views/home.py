"""The first page: what is mine to do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Actor, Role, open_documents, roles_in, visible_projects
from annotator.models import Adjudication, Project
from annotator.models.documents import DocumentQuerySet
from frontend.views.queue import BY_TITLE, SHOWN, queue_context


@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    """Show one's documents as the address asks for them, those to review, and one's projects."""
    actor = Actor.of(request)
    projects = [(project, roles_in(actor, project)) for project in visible_projects(actor)]
    context = queue_context(actor, request.GET) | {
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
