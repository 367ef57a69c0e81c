"""What holds for every request and every answer, whichever view serves it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
TAKES_FILES = re.compile(r"/api/v1/projects/[0-9a-f-]{36}/(uploads|documents)/")
CHARSETS = {"", "utf-8", "utf8"}
# Django's own pages on an error have their style and script inside; they are shown with DEBUG only.
DEBUG_PAGES = {404, 500}


def refuse_bodies(get_response: Answer) -> Answer:
    """Refuse a body that is too large before it is read, and forms that are not in UTF-8.

    Only the upload of documents takes more than the usual limit; it has a limit of its own.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not TAKES_FILES.fullmatch(request.path) and (
            not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        ):
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            return _refusal(413, "too_large", f"A request may have at most {limit:,} bytes here.")
        charset = (request.content_params or {}).get("charset", "").lower()
        if charset not in CHARSETS:
            return _refusal(400, "invalid", f"Expected UTF-8; seen {charset[:40]!r}.")
        return get_response(request)

    return answer


def _refusal(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"code": code, "message": message, "fields": {}}, status=status)


def add_headers(get_response: Answer) -> Answer:
    """Keep what is private out of caches and other sites' hands, and what is theirs off pages."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY
        return response

    return answer
