"""The guideline: read it, write it, see what every version changed."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from annotator.access import Action, Actor, access_project
from annotator.domain.differences import changed_lines
from annotator.domain.texts import PAGE_LIMIT
from annotator.errors import NotFound, TooLarge
from frontend.markdown import render_markdown
from frontend.views.projects import project_context

MAX_NUMBER = 2**31 - 1  # what the column holds


@login_required
def show_guideline(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show what the guideline says now, and which versions there are."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.READ)
    versions = project.guideline_versions.select_related("created_by").defer("text")
    context = project_context(actor, project) | {
        "guideline": render_markdown(project.guideline),
        "versions": versions.order_by("-number"),
    }
    return render(request, "frontend/guideline.html", context)


@login_required
def edit_guideline(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the text beside what it will look like; the page saves through the API."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.MANAGE)
    context = project_context(actor, project) | {
        "guideline": render_markdown(project.guideline),
        "longest": PAGE_LIMIT,
    }
    return render(request, "frontend/guideline_edit.html", context)


@login_required
@require_POST
def preview_guideline(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Return the HTML of a text that is not saved."""
    access_project(Actor.of(request), project_id, Action.MANAGE)
    text = request.POST.get("text", "")
    if len(text) > PAGE_LIMIT:
        raise TooLarge(f"Expected at most {PAGE_LIMIT} characters; seen {len(text)}.")
    return JsonResponse({"html": render_markdown(text)})


@login_required
def show_guideline_version(
    request: HttpRequest, project_id: uuid.UUID, number: int
) -> HttpResponse:
    """Show one version, and what it changed against the one before, or the one asked for."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.READ)
    if number > MAX_NUMBER:
        raise NotFound
    found = project.guideline_versions.select_related("created_by").filter(number=number).first()
    if found is None:
        raise NotFound
    compared = _earlier(request.GET.get("since", ""), number)
    before = project.guideline_versions.filter(number=compared).first()
    context = project_context(actor, project) | {
        "version": found,
        "before": before,
        "after": number + 1 if number < project.guideline_version else None,
        "changes": changed_lines(before.text, found.text) if before else [],
        "guideline": render_markdown(found.text),
    }
    return render(request, "frontend/guideline_version.html", context)


def _earlier(asked: str, number: int) -> int:
    """Return the version that `asked` names, if it is before `number`; else the one before."""
    earlier = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    return earlier if 0 < earlier < number else number - 1
