"""How the OpenAPI schema describes what all endpoints share: sign-in, pages, errors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

PAGE_PARAMETERS = [
    OpenApiParameter("page_size", type=int, description="1 to 200."),
    OpenApiParameter("cursor", type=str, description="From `next` or `previous`."),
]
ERROR = {
    "type": "object",
    "description": "The code is stable, the message a sentence; fields name what is wrong where.",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "fields": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "required": ["code", "message", "fields"],
}


class Schema(AutoSchema):
    """Knows lists by `is_paged`, and adds their parameters."""

    def _is_page(self) -> bool:
        return self.method == "GET" and getattr(self.view, "is_paged", False)

    def get_override_parameters(self) -> list[Any]:
        return PAGE_PARAMETERS if self._is_page() else []

    def get_operation_id(self) -> str:
        chosen = super().get_operation_id()
        return chosen.replace("_retrieve", "_list") if self._is_page() else chosen


def paged(row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """Return the shape of one page of a list."""
    return inline_serializer(
        f"{row.__name__.removesuffix('Out')}Page",
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": row(many=True),
        },
    )


def add_errors(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """Say of every operation that it may answer with an error, and in which shape."""
    result["components"]["schemas"]["Error"] = ERROR
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = {"description": "Refused", "content": content}
    return result


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "plx_…, from the token page."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "api.auth.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, Any]:
        name = settings.SESSION_COOKIE_NAME
        return {"type": "apiKey", "in": "cookie", "name": name, "description": "With X-CSRFToken."}
