"""Adjudication: the documents that are ready, and the ruling on one of them."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotator.access import Action, Actor, access_document, access_project, open_documents
from frontend.views.projects import PAGE_SIZE, project_context
from frontend.views.queue import BY_TITLE


@login_required
def list_documents(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Show every document whose required copies are all submitted."""
    actor = Actor.of(request)
    project = access_project(actor, project_id, Action.REVIEW)
    documents = (
        open_documents(actor, project)
        .reviewable()
        .select_related("adjudication__adjudicator")
        .defer("text")
        .order_by(*BY_TITLE)
    )
    context = project_context(actor, project)
    context["page"] = Paginator(documents, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "frontend/review_list.html", context)


@login_required
def show_document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Show one document with everybody's marks and the disagreements to rule on."""
    actor = Actor.of(request)
    document = access_document(actor, document_id, Action.REVIEW)
    context = project_context(actor, document.project) | {"document": document}
    return render(request, "frontend/review.html", context)
