"""Joining a project with a link. The only page for strangers beside the sign-in."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from annotator.access import Actor
from annotator.errors import FieldErrors
from annotator.models import Invitation
from annotator.services.accounts import accept_invitation, find_invitation, join_project
from frontend.forms import JoinForm


@never_cache
@sensitive_post_parameters("password")
def show_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what the link leads to; join as who is signed in, or with a new account."""
    invitation = find_invitation(secret)
    if request.method == "POST" and request.user.is_authenticated:
        join_project(by=Actor.of(request).user, invitation=invitation)
        return redirect("project", invitation.project_id)
    form = JoinForm(request.POST or None, initial={"full_name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            return _join_as_new(request, invitation, form)
        except FieldErrors as error:
            form.take_errors(error.fields)
    return render(request, "frontend/invitation.html", {"invitation": invitation, "form": form})


def _join_as_new(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    user = accept_invitation(invitation=invitation, **form.cleaned_data)
    login(request, user)
    return redirect("project", invitation.project_id)
