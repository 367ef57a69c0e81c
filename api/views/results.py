"""What comes out: exports and releases."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import (
    Action,
    access_project,
    access_release,
    blind_documents,
    exportable_documents,
)
from annotator.domain.formats import WRITERS
from annotator.errors import Conflict, FieldErrors
from annotator.models import Project
from annotator.services.corpora import export_corpus
from annotator.services.releases import create_release
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.projects import ReleaseIn, ReleaseOut

FORMAT = OpenApiParameter("format", enum=sorted(WRITERS), default="jsonl")


class Exports(Endpoint):
    params = ("format",)

    @extend_schema(parameters=[FORMAT], responses={(200, "application/x-ndjson"): OpenApiTypes.STR})
    def get(self, request: Request, project: UUID) -> StreamingHttpResponse:
        """Stream the labelled corpus: text, metadata, every annotator's spans, gold and origin."""
        found = access_project(self.actor, project, Action.EXPORT)
        name = request.query_params.get("format", "jsonl")
        if name not in WRITERS:
            raise FieldErrors(
                {"format": [f"Expected one of {sorted(WRITERS)}; seen {name[:60]!r}."]}
            )
        _require_sighted(self, found)
        documents = exportable_documents(self.actor, found)
        records = export_corpus(by=self.actor.user, project=found, documents=documents)
        lines = (WRITERS[name](record) for record in records)
        return _stream(lines, f"{found.id}.{name}")


class Releases(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(ReleaseOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List the project's releases."""
        found = access_project(self.actor, project, Action.RELEASE)
        _require_sighted(self, found)
        return self.page_of(found.releases.select_related("created_by"), ReleaseOut)

    @extend_schema(request=ReleaseIn, responses={201: ReleaseOut})
    def post(self, request: Request, project: UUID) -> Response:
        """Freeze the corpus and its agreement under the next number."""
        found = access_project(self.actor, project, Action.RELEASE)
        sent = self.validated(ReleaseIn)
        _require_sighted(self, found)
        release = create_release(
            by=self.actor.user,
            project=found,
            documents=exportable_documents(self.actor, found),
            notes=sent["notes"],
        )
        return Response(ReleaseOut(release).data, status=status.HTTP_201_CREATED)


class ReleaseDetail(Endpoint):
    @extend_schema(responses=ReleaseOut)
    def get(self, request: Request, release: UUID) -> Response:
        """Return a release's manifest: labels, guideline, agreement, checksum."""
        found = access_release(self.actor, release)
        _require_sighted(self, found.project)
        return Response(ReleaseOut(found).data)


class ReleaseCorpus(Endpoint):
    @extend_schema(responses={(200, "application/x-ndjson"): OpenApiTypes.STR})
    def get(self, request: Request, release: UUID) -> StreamingHttpResponse:
        """Stream a release's corpus; its SHA-256 is the release's checksum."""
        found = access_release(self.actor, release)
        _require_sighted(self, found.project)
        lines = found.lines.order_by("position").values_list("line", flat=True)
        return _stream(lines.iterator(chunk_size=100), f"{found.project_id}-{found.number}.jsonl")


def _require_sighted(endpoint: Endpoint, project: Project) -> None:
    """Refuse rather than leave documents out in silence."""
    if blind := blind_documents(endpoint.actor, project).count():
        raise Conflict(
            f"You still annotate {blind} of these documents yourself, and must not see the others' "
            "work on them; submit yours first.",
            code="blind",
        )


def _stream(lines: Iterable[str], file_name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        (line.encode() for line in lines),
        content_type="application/x-ndjson; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": "no-store",
        },
    )
