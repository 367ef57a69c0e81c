"""Where everything is."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from frontend.views.account import explain_reset


def show_health(request: HttpRequest) -> JsonResponse:
    """Say that this process serves."""
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("healthz", show_health),
    path("api/v1/", include("api.urls")),
    path("admin/", admin.site.urls),
    *([] if settings.EMAIL_CONFIGURED else [path("account/password/reset/", explain_reset)]),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("", include("frontend.urls")),
]
