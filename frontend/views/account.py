"""One's own account, and the tokens one's programs use."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from annotator.access import Actor, visible_projects
from annotator.models import APIToken
from frontend.languages import chosen_language


@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    """Show who is signed in and what can be changed about it."""
    tokens = APIToken.objects.filter(user=Actor.of(request).user, expiry__gt=timezone.now())
    context = {"n_tokens": tokens.count(), "chosen_language": chosen_language(request)}
    return render(request, "frontend/account.html", context)


def explain_reset(request: HttpRequest) -> HttpResponse:
    """Say how to get a new password from a server that sends no mail."""
    return render(request, "frontend/no_mail.html")


@login_required
def show_tokens(request: HttpRequest) -> HttpResponse:
    """Show one's tokens; their texts were shown once and are not kept."""
    actor = Actor.of(request)
    context = {
        "tokens": APIToken.objects.filter(user=actor.user).select_related("project"),
        "projects": visible_projects(actor),
        "now": timezone.now(),
    }
    return render(request, "frontend/tokens.html", context)
