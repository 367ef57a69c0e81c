"""The label set: its colours as a style sheet, the whole as a file, and where it is edited."""

from __future__ import annotations

import json
import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Action, Actor, access_project, visible_labels
from annotator.domain import labels as limits
from annotator.services.labels import portable_label_set
from frontend.views.projects import project_context


@login_required
def serve_label_styles(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Return a style sheet that gives each label's class its two colours."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.READ)
    rules = (
        f".label-{label.name} {{ --label: light-dark({label.colour}, {label.colour_dark}); }}\n"
        for label in visible_labels(actor, project)
    )
    return HttpResponse("".join(rules), content_type="text/css; charset=utf-8")


@login_required
def edit_labels(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the page that fetches the label set, changes it and puts it back as one whole."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.MANAGE)
    context = project_context(actor, project) | {
        "limits": {
            "labels": limits.MAX_LABELS,
            "attributes": limits.MAX_ATTRIBUTES,
            "options": limits.MAX_OPTIONS,
            "relation_types": limits.MAX_RELATION_TYPES,
        }
    }
    return render(request, "frontend/labels.html", context)


@login_required
def download_labels(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Return the label set as a file that the same page, of any project, reads."""
    project = access_project(Actor.of(request), project_id, Action.MANAGE)
    text = json.dumps(portable_label_set(project), ensure_ascii=False, indent=2)
    response = HttpResponse(text + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="labels-{project.id}.json"'
    return response
