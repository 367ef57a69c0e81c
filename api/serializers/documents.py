"""The shapes of documents and uploads."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotator.models import Document


class DocumentOut(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = (
            "id",
            "title",
            "source",
            "author",
            "published",
            "category",
            "language",
            "url",
            "metadata",
            "file_name",
            "length",
            "sha256",
        )


class DocumentTextOut(DocumentOut):
    class Meta(DocumentOut.Meta):
        fields = (*DocumentOut.Meta.fields, "text")  # type: ignore[assignment]


class ProgressOut(serializers.Serializer[Any]):
    """How far the work on a document is; for managers and adjudicators only."""

    assigned = serializers.IntegerField(source="n_assignments")
    submitted = serializers.IntegerField(source="n_submitted")
    required = serializers.IntegerField(source="project.redundancy")  # type: ignore[assignment]  # a field of this name
    adjudication = serializers.CharField(source="adjudication.state", allow_null=True, default=None)


class DocumentProgressOut(DocumentOut):
    """`progress` is null on a document that the caller still annotates."""

    progress = serializers.SerializerMethodField()

    class Meta(DocumentOut.Meta):
        fields = (*DocumentOut.Meta.fields, "progress")  # type: ignore[assignment]

    @extend_schema_field(ProgressOut(allow_null=True))
    def get_progress(self, document: Any) -> dict[str, Any] | None:
        return None if document.is_hidden else dict(ProgressOut(document).data)


class DraftOut(serializers.Serializer[Any]):
    """What the reader made of one text of an upload."""

    file_name = serializers.CharField()
    length = serializers.IntegerField()
    sha256 = serializers.CharField()
    excerpt = serializers.SerializerMethodField()
    notes = serializers.ListField(child=serializers.CharField())
    is_duplicate = serializers.SerializerMethodField()
    title = serializers.CharField(source="metadata.title")
    source = serializers.CharField(source="metadata.source")  # type: ignore[assignment]  # a field of this name
    author = serializers.CharField(source="metadata.author")
    published = serializers.DateField(source="metadata.published", allow_null=True)
    category = serializers.CharField(source="metadata.category")
    language = serializers.CharField(source="metadata.language")
    url = serializers.CharField(source="metadata.url")
    metadata = serializers.JSONField(source="metadata.extra")

    EXCERPT = 600

    def get_excerpt(self, draft: Any) -> str:
        return str(draft.text[: self.EXCERPT])

    def get_is_duplicate(self, draft: Any) -> bool:
        return draft.sha256 in self.context["duplicates"]


class ProblemOut(serializers.Serializer[Any]):
    file_name = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)
    message = serializers.CharField()


class NoteOut(serializers.Serializer[Any]):
    file_name = serializers.CharField()
    message = serializers.CharField()


class UploadOut(serializers.Serializer[Any]):
    documents = DraftOut(many=True)
    problems = ProblemOut(many=True)
    notes = NoteOut(many=True)
