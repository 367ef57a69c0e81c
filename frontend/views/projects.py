"""The pages of a project."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from annotator.access import (
    Action,
    Actor,
    Role,
    access_project,
    blind_documents,
    exportable_documents,
    may,
    open_documents,
    own_assignments,
    roles_in,
)
from annotator.errors import NotFound
from annotator.models import Assignment, Document, Invitation, Membership, Project
from annotator.services.preannotation import last_preannotation
from annotator.services.projects import create_project as store_project
from frontend.forms import ProjectForm
from frontend.views.home import waiting_for_review
from frontend.views.queue import BY_DOCUMENT, BY_TITLE

PAGE_SIZE = 50


def project_context(actor: Actor, project: Project) -> dict[str, Any]:
    """Return what the frame of every page of a project shows: its name, and who may go where."""
    roles = roles_in(actor, project)
    return {
        "project": project,
        "roles": sorted(roles),
        "can_manage": Role.MANAGER in roles,
        "can_review": bool(roles & {Role.ADJUDICATOR, Role.MANAGER}),
        "can_rule": Role.ADJUDICATOR in roles,
        "can_annotate": Role.ANNOTATOR in roles,
    }


@login_required
@permission_required("annotator.add_project", raise_exception=True)
def create_project(request: HttpRequest) -> HttpResponse:
    """Ask for a new project's name and size; whoever creates it manages it."""
    actor = Actor.of(request)
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = store_project(by=actor.user, **form.cleaned_data)
        return redirect("project", project.id)
    return render(request, "frontend/project_new.html", {"form": form})


@login_required
def show_project(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the documents and the state of the work; to annotators, only their own."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.READ)
    context = project_context(actor, project)
    context["labels"] = project.labels.filter(is_archived=False)
    if context["can_annotate"]:
        own = own_assignments(actor).filter(document__project=project)
        context["assignments"] = own.with_work().order_by(*BY_DOCUMENT)
    if context["can_rule"]:
        context["reviews"] = waiting_for_review(actor, project)[:PAGE_SIZE]
    if may(actor, project, Action.REOPEN):
        context |= copies_context(actor, project)
    if context["can_manage"]:
        context |= manager_context(actor, project, request.GET.get("page"))
    return render(request, "frontend/project.html", context)


def copies_context(actor: Actor, project: Project) -> dict[str, Any]:
    """Return the copies whose annotators want them back, and those they put aside, with reasons.

    Of documents whose annotations the actor must not see, nothing.
    """
    documents = open_documents(actor, project)
    copies = Assignment.objects.filter(document__in=documents.order_by().values("id"))
    others = copies.exclude(annotator=actor.user).select_related("document", "annotator")
    listed = others.defer("document__text").order_by(*BY_DOCUMENT, "annotator__username")
    return {
        "asked_back": listed.exclude(reopening_reason="")[:PAGE_SIZE],
        "put_aside": listed.filter(state=Assignment.State.SKIPPED)[:PAGE_SIZE],
    }


def manager_context(actor: Actor, project: Project, page: str | None) -> dict[str, Any]:
    """Return what only managers see: every document's progress, the team, the last job.

    Of the documents they still annotate themselves, `blind`, the progress is not shown.
    """
    documents = Document.objects.filter(project=project).with_progress().order_by(*BY_TITLE)
    listed = documents.select_related("adjudication").defer("text")
    return {
        "page": Paginator(listed, PAGE_SIZE).get_page(page),
        "blind": set(blind_documents(actor, project).values_list("id", flat=True)),
        "job": last_preannotation(project),
        "members": memberships(project),
        "annotators": memberships(project).filter(role=Role.ANNOTATOR),
    }


def memberships(project: Project) -> QuerySet[Membership]:
    """Return the project's members with their people, by name."""
    return (
        Membership.objects.filter(project=project)
        .select_related("user")
        .order_by("user__username", "role")
    )


@login_required
def show_upload(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the page where files are chosen, checked and imported."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.IMPORT)
    return render(request, "frontend/upload.html", project_context(actor, project))


@login_required
def show_team(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show who works here, and who has been invited."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.MANAGE)
    context = project_context(actor, project) | {
        "members": memberships(project),
        "invitations": Invitation.objects.open().filter(project=project),
        "all_roles": Membership.Role.choices,
    }
    return render(request, "frontend/team.html", context)


@login_required
def show_agreement(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the page that fetches the agreement figures."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.REVIEW)
    context = project_context(actor, project) | {"labels": project.labels.all()}
    return render(request, "frontend/agreement.html", context)


@login_required
def show_own_agreement(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the page that fetches how far others agree with an annotator, if that is shown."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.ANNOTATE)
    if not project.shows_agreement:
        raise NotFound
    context = project_context(actor, project) | {
        "labels": project.labels.filter(is_archived=False),
    }
    return render(request, "frontend/agreement_own.html", context)


@login_required
def show_releases(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show the frozen snapshots, and how to make one."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.MANAGE)
    context = project_context(actor, project) | {
        "releases": project.releases.select_related("created_by")
        .defer("manifest")
        .order_by("-number"),
        "n_exportable": exportable_documents(actor, project).count(),
    }
    return render(request, "frontend/releases.html", context)
