"""Documents: what an upload holds, importing it, reading it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import (
    Action,
    access_document,
    access_project,
    may,
    open_documents,
    visible_documents,
)
from annotator.domain.formats import MAX_UPLOAD_BYTES, Draft
from annotator.errors import FieldErrors, InvalidInput, TooLarge
from annotator.services.documents import duplicate_drafts, import_documents
from annotator.services.uploads import draft_of_record, drafts_of_files, read_files
from api.endpoint import Endpoint
from api.parsers import StrictJSONParser
from api.schema import paged
from api.serializers.documents import (
    DocumentOut,
    DocumentProgressOut,
    DocumentTextOut,
    UploadOut,
)
from api.serializers.projects import JobOut


class LimitedMultiPartParser(MultiPartParser):
    """Files, refused before they are read when there are too many bytes of them."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        sent = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if sent > MAX_UPLOAD_BYTES:
            raise TooLarge(f"An upload may have {MAX_UPLOAD_BYTES:,} bytes; seen {sent:,}.")
        return super().parse(stream, media_type, parser_context)


class FilesIn(serializers.Serializer[Any]):
    """.txt, .md, .jsonl, or .zip of them."""

    files = serializers.ListField(child=serializers.FileField())


class ImportIn(FilesIn):
    corrections = serializers.JSONField(
        required=False, help_text="By sha256 of a text: the metadata that replaces what was read."
    )


class ImportOut(serializers.Serializer[Any]):
    documents = DocumentOut(many=True)
    job = JobOut()


class Uploads(Endpoint):
    parser_classes = (LimitedMultiPartParser,)

    @extend_schema(request=FilesIn, responses=UploadOut)
    def post(self, request: Request, project: UUID) -> Response:
        """Read files and show what would be stored. Nothing is."""
        found = access_project(self.actor, project, Action.IMPORT)
        upload = read_files(_files(request))
        data = {"documents": upload.drafts, "problems": upload.problems, "notes": upload.notes}
        duplicates = duplicate_drafts(project=found, drafts=upload.drafts)
        return Response(UploadOut(data, context={"duplicates": duplicates}).data)


class ProjectDocuments(Endpoint):
    parser_classes = (LimitedMultiPartParser, StrictJSONParser)
    is_paged = True

    @extend_schema(responses=paged(DocumentProgressOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List the project's documents, with the team's progress for who may see it."""
        found = access_project(self.actor, project, Action.READ)
        documents = visible_documents(self.actor, found).defer("text")
        if not may(self.actor, found, Action.REVIEW):
            return self.page_of(documents, DocumentOut)
        shown = open_documents(self.actor, found).filter(id=OuterRef("pk"))
        rows = documents.with_progress().annotate(is_hidden=~Exists(shown))
        return self.page_of(rows.select_related("project", "adjudication"), DocumentProgressOut)

    @extend_schema(
        request={"multipart/form-data": ImportIn, "application/json": dict},
        responses={201: ImportOut},
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Store all documents of the files, or none; or one document sent as JSON."""
        found = access_project(self.actor, project, Action.IMPORT)
        documents, job = import_documents(
            by=self.actor.user, project=found, drafts=_drafts(request)
        )
        data = {"documents": documents, "job": job}
        return Response(ImportOut(data).data, status=status.HTTP_201_CREATED)


class DocumentDetail(Endpoint):
    @extend_schema(responses=DocumentTextOut)
    def get(self, request: Request, document: UUID) -> Response:
        """Return a document with its text."""
        return Response(DocumentTextOut(access_document(self.actor, document, Action.READ)).data)


def _files(request: Request) -> list[tuple[str, bytes]]:
    sent = request.data
    if not isinstance(sent, QueryDict):
        raise InvalidInput("Expected multipart/form-data.")
    if unknown := [name for name in sent if name not in {"files", "corrections"}]:
        raise FieldErrors({name: ["Unknown field; expected files."] for name in unknown})
    files = [file for file in sent.getlist("files") if isinstance(file, UploadedFile)]
    if not files or len(files) < len(sent.getlist("files")):
        raise FieldErrors({"files": ["Expected one or more files."]})
    return [(file.name or "", file.read()) for file in files]


def _corrections(request: Request) -> str:
    sent = request.POST.getlist("corrections") or ["{}"]
    if len(sent) > 1 or "corrections" in request.FILES:
        raise FieldErrors({"corrections": ["Expected one JSON object as text, not a file."]})
    return sent[0]


def _drafts(request: Request) -> list[Draft]:
    if not (request.content_type or "").startswith("application/json"):
        return drafts_of_files(_files(request), corrections=_corrections(request))
    if not isinstance(request.data, dict):
        raise InvalidInput("Expected one document as a JSON object.")
    return [draft_of_record(request.data)]
