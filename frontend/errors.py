"""Errors on pages: every ParallaxError a view lets through becomes a page with its sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from annotator.errors import Conflict, Forbidden, NotFound, ParallaxError, TooLarge

STATUSES: tuple[tuple[type[ParallaxError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (TooLarge, 413),
    (ParallaxError, 400),
)
# What errors that pages meet say in the reader's language; the others say it in English.
SENTENCES = {
    "blind": _("You annotate this document yourself: the others’ work stays hidden from you."),
    "not_ready": _("Not every annotator this document needs has submitted it."),
    "forbidden": _("Your role does not allow this."),
}


class ErrorPages:
    """Middleware. The API answers for its own errors, so none of them comes this far."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a ParallaxError; leave every other exception to Django."""
        if not isinstance(error, ParallaxError):
            return None
        status = next(status for kind, status in STATUSES if isinstance(error, kind))
        if status == 404:
            return render(request, "404.html", status=404)
        message = SENTENCES.get(error.code, error.message)
        return render(request, "frontend/refused.html", {"message": message}, status=status)
