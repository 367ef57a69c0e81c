"""In which language a page speaks. The API, which programs read, always speaks English."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

Answer = Callable[[HttpRequest], HttpResponseBase]
Catalogue = dict[str, str | list[str]]


def speak_to_people(get_response: Answer) -> Answer:
    """Middleware: show pages in the language their reader chose, else the browser's."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/api/"):
            return get_response(request)
        language = language_of(request)
        with translation.override(language, deactivate=True):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answer


def language_of(request: HttpRequest) -> str:
    """Return what the signed-in person chose, else this browser's choice, else what it prefers."""
    chosen = chosen_language(request)
    return chosen or translation.get_language_from_request(request)


def chosen_language(request: HttpRequest) -> str:
    """Return the language in a signed-in person's preferences; empty if there is none."""
    preferences = getattr(request.user, "preferences", {})
    language = str(preferences.get("language", ""))
    return language if language in dict(settings.LANGUAGES) else ""


@cache
def script_catalogue(language: str) -> Catalogue:
    """Return what scripts say, from English to the language; a list holds plural forms."""
    view = JavaScriptCatalog()
    view.translation = DjangoTranslation(
        language, domain=view.domain, localedirs=view.get_paths(["frontend"])
    )
    return dict(view.get_catalog())
