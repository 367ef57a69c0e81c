"""The workspace: one annotator, one document."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Action, Actor, access_assignment, visible_labels
from frontend.markdown import render_markdown
from frontend.views.queue import place_of

# The page has ids of its own; a guideline's heading may have any word.
_SECTION = "section-"


@login_required
def show_workspace(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Show the page in which an annotator marks a document; its content comes from the API."""
    actor = Actor.of(request)
    assignment = access_assignment(actor, assignment_id, Action.ANNOTATE)
    project = assignment.document.project
    context = {
        "assignment": assignment,
        "document": assignment.document,
        "project": project,
        "place": place_of(actor, assignment),
        "guideline": render_markdown(project.guideline, prefix=_SECTION),
        "labels": [
            (label, render_markdown(label.examples, prefix=f"{_SECTION}{label.name}-"))
            for label in visible_labels(actor, project)
        ],
    }
    return render(request, "frontend/workspace.html", context)
