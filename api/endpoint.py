"""What every endpoint has in common: who asks, which parameters it takes, how lists are paged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from rest_framework.exceptions import NotFound as BadCursor
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from annotator.access import Actor
from annotator.errors import FieldErrors, NotFound

PAGE_SIZE_LIMIT = 200


class Pages(CursorPagination):
    """Lists paged by key: no page costs more because the list is longer."""

    page_size = 50
    max_page_size = PAGE_SIZE_LIMIT
    page_size_query_param = "page_size"
    ordering: tuple[str, ...]
    key: Field[Any, Any]

    def get_page_size(self, request: Request) -> int:
        sent = request.query_params.get("page_size", str(self.page_size))
        is_number = sent.isascii() and sent.isdigit() and len(sent) <= 3
        if not is_number or not 1 <= int(sent) <= PAGE_SIZE_LIMIT:
            raise FieldErrors(
                {"page_size": [f"Expected 1 to {PAGE_SIZE_LIMIT}; seen {sent[:60]!r}."]}
            )
        return int(sent)

    def decode_cursor(self, request: Request) -> Any:
        """Return the place in the list; its key must be one that the list is ordered by."""
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                key = self.key.to_python(cursor.position)
                if getattr(key, "tzinfo", key) is None:
                    raise BadCursor
                if isinstance(key, datetime):
                    key.astimezone(UTC)  # beyond the calendar's ends it overflows
        except (BadCursor, ValidationError, OverflowError) as error:
            raise FieldErrors({"cursor": ["Not a cursor of this list."]}) from error
        return cursor


class OwnKind(DefaultContentNegotiation):
    """Every endpoint answers in its one media type, whatever the Accept header asks for."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


# The one that reads all bodies of a shape: making its fields costs more than the reading.
_READERS: dict[type[BaseSerializer[Any]], BaseSerializer[Any]] = {}


def _reader(serializer: type[BaseSerializer[Any]]) -> BaseSerializer[Any]:
    if serializer not in _READERS:
        _READERS[serializer] = serializer()
    return _READERS[serializer]


class Endpoint(APIView):
    """One resource. `params` are the query parameters it takes; any other is refused."""

    params: tuple[str, ...] = ()
    is_paged = False
    metadata_class = None  # OPTIONS tells nothing
    content_negotiation_class = OwnKind

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.META.get("HTTP_CONTENT_ENCODING"):
            raise UnsupportedMediaType("", "Send the body as it is, without a Content-Encoding.")
        is_list = self.is_paged and request.method in SAFE_METHODS
        known = {*self.params, *(("page_size", "cursor") if is_list else ())}
        unknown = {
            name: ["Unknown parameter."] for name in request.query_params if name not in known
        }
        if unknown:
            raise FieldErrors(unknown)
        repeated = {
            name: [f"Expected one value; seen {len(values)}."]
            for name, values in request.query_params.lists()
            if len(values) > 1 and not self.may_repeat(name)
        }
        if repeated:
            raise FieldErrors(repeated)

    def may_repeat(self, name: str) -> bool:
        """Say whether a query parameter may have several values."""
        return False

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Vary"] = "Accept, Authorization, Cookie"
        return response

    @property
    def actor(self) -> Actor:
        return Actor.of(self.request)

    def validated(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """Return the request's body as the serializer of its shape reads it, or raise."""
        return dict(_reader(serializer).run_validation(self.request.data))

    def page_of(
        self,
        rows: QuerySet[Any],
        serializer: type[BaseSerializer[Any]],
        *,
        ordering: tuple[str, ...] = ("created_at", "id"),
    ) -> Response:
        """Return one page of a list; `ordering` must be unique and not change."""
        pages = Pages()
        pages.ordering = ordering
        pages.key = cast("Field[Any, Any]", rows.model._meta.get_field(ordering[0]))
        page = pages.paginate_queryset(rows, self.request, view=self)
        return pages.get_paginated_response(serializer(page, many=True).data)


class Nowhere(Endpoint):
    """Every address under the API that leads nowhere; it looks like what is not yours."""

    authentication_classes = ()
    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound
