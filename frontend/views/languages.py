"""Choosing the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from annotator.access import Actor
from annotator.services.preferences import change_preferences


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the choice with the person, and in this browser for when nobody is signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated:
        change_preferences(by=Actor.of(request).user, parts={"language": language})
    response = set_language(request)
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
