"""The workspace: one annotator, one document."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Action, Actor, access_assignment


@login_required
def show_workspace(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Show the page in which an annotator marks a document; its content comes from the API."""
    assignment = access_assignment(Actor.of(request), assignment_id, Action.ANNOTATE)
    document = assignment.document
    context = {"assignment": assignment, "document": document, "project": document.project}
    return render(request, "frontend/workspace.html", context)
