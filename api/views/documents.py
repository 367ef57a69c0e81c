"""Documents: what an upload holds, importing it, reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
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
    blind_documents,
    visible_documents,
)
from annotator.domain.formats import (
    Draft,
    Upload,
    correct,
    loads_strict,
    read_upload,
    write_line,
)
from annotator.errors import FieldErrors, Forbidden, InvalidInput, TooLarge
from annotator.nlp.language import guess_language
from annotator.services.documents import duplicate_drafts, import_documents
from api.endpoint import Endpoint
from api.parsers import StrictJSONParser
from api.serializers.documents import (
    DocumentOut,
    DocumentProgressOut,
    DocumentTextOut,
    UploadOut,
)
from api.serializers.projects import JobOut

PROBLEMS_TOLD = 20


class LimitedMultiPartParser(MultiPartParser):
    """Files, refused before they are read when there are too many bytes of them."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        sent = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if sent > settings.UPLOAD_LIMIT:
            raise TooLarge(f"An upload may have {settings.UPLOAD_LIMIT:,} bytes; seen {sent:,}.")
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
        upload = _read_files(request)
        data = {"documents": upload.drafts, "problems": upload.problems, "notes": upload.notes}
        duplicates = duplicate_drafts(project=found, drafts=upload.drafts)
        return Response(UploadOut(data, context={"duplicates": duplicates}).data)


class ProjectDocuments(Endpoint):
    parser_classes = (LimitedMultiPartParser, StrictJSONParser)
    is_paged = True

    @extend_schema(responses=DocumentProgressOut(many=True))
    def get(self, request: Request, project: UUID) -> Response:
        """List the project's documents, with the team's progress for who may see it."""
        found = access_project(self.actor, project, Action.READ)
        documents = visible_documents(self.actor, found).defer("text")
        try:
            access_project(self.actor, project, Action.REVIEW)
        except Forbidden:
            return self.page_of(documents, DocumentOut)
        hidden = blind_documents(self.actor, found).filter(id=OuterRef("pk"))
        rows = documents.with_progress().annotate(is_hidden=Exists(hidden))
        return self.page_of(rows.select_related("project", "adjudication"), DocumentProgressOut)

    @extend_schema(
        request={"multipart/form-data": ImportIn, "application/json": dict},
        responses={201: ImportOut},
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Store all documents of the files, or none; or one document sent as JSON."""
        found = access_project(self.actor, project, Action.IMPORT)
        drafts = _drafts_of_json(request) if _is_json(request) else _drafts_of_files(request)
        documents, job = import_documents(by=self.actor.user, project=found, drafts=drafts)
        data = {"documents": documents, "job": job}
        return Response(ImportOut(data).data, status=status.HTTP_201_CREATED)


class DocumentDetail(Endpoint):
    @extend_schema(responses=DocumentTextOut)
    def get(self, request: Request, document: UUID) -> Response:
        """Return a document with its text."""
        return Response(DocumentTextOut(access_document(self.actor, document, Action.READ)).data)


def _is_json(request: Request) -> bool:
    return (request.content_type or "").startswith("application/json")


def _read_files(request: Request) -> Upload:
    sent = request.data
    if not isinstance(sent, QueryDict):
        raise InvalidInput("Expected multipart/form-data.")
    if unknown := [name for name in sent if name not in {"files", "corrections"}]:
        raise FieldErrors({name: ["Unknown field; expected files."] for name in unknown})
    files = [file for file in sent.getlist("files") if isinstance(file, UploadedFile)]
    if not files or len(files) < len(sent.getlist("files")):
        raise FieldErrors({"files": ["Expected one or more files."]})
    return read_upload(
        ((file.name or "", file.read()) for file in files), guess_language=guess_language
    )


def _drafts_of_files(request: Request) -> list[Draft]:
    upload = _read_files(request)
    _require_clean(upload)
    return list(_corrected(upload.drafts, _corrections(request)))


def _corrections(request: Request) -> str:
    sent = request.POST.getlist("corrections") or ["{}"]
    if len(sent) > 1 or "corrections" in request.FILES:
        raise FieldErrors({"corrections": ["Expected one JSON object as text, not a file."]})
    return sent[0]


def _drafts_of_json(request: Request) -> list[Draft]:
    if not isinstance(request.data, dict):
        raise InvalidInput("Expected one document as a JSON object.")
    line = write_line(request.data).encode()
    upload = read_upload([("request.jsonl", line)], guess_language=guess_language)
    _require_clean(upload)
    return [replace(draft, file_name="") for draft in upload.drafts]


def _require_clean(upload: Upload) -> None:
    if not upload.problems:
        return
    told = [
        f"{problem.file_name}{f', line {problem.line}' if problem.line else ''}: {problem.message}"
        for problem in upload.problems[:PROBLEMS_TOLD]
    ]
    raise FieldErrors({"files": [*told, "Nothing was stored."]})


def _corrected(drafts: Iterable[Draft], corrections: str) -> Iterator[Draft]:
    """Yield the drafts with what was sent for them: {sha256 of the text: {field: value}}."""
    sent = loads_strict(corrections)
    members = sent.items() if isinstance(sent, dict) else ()
    changes = {sha256: change for sha256, change in members if isinstance(change, dict)}
    if not isinstance(sent, dict) or len(changes) < len(sent):
        raise FieldErrors({"corrections": ["Expected an object of objects, by sha256."]})
    for draft in drafts:
        change = changes.pop(draft.sha256, {})
        yield correct(draft, change)
    if changes:
        raise FieldErrors({"corrections": [f"No text has the sha256 {sorted(changes)[0][:64]!r}."]})
