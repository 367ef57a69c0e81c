"""The shapes of the workspace: assignments, annotations, suggestions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.models import Annotation, Assignment, Suggestion, SuggestionDecision
from annotator.services.annotations import SpanDraft
from api.fields import ExactInteger, ExactString, ExactUUID, StrictSerializer
from api.serializers.documents import DocumentOut, DocumentTextOut
from api.serializers.projects import LabelOut

Verdict = SuggestionDecision.Verdict


class SpanIn(StrictSerializer):
    """A span and the text it was made on."""

    label = ExactString(max_length=40)  # type: ignore[assignment]  # a field of this name
    start = ExactInteger()
    end = ExactInteger()
    quote = ExactString(allow_blank=True)


class AnnotationIn(SpanIn):
    base_rev = ExactInteger(min_value=0, help_text="0 to create, else the revision changed.")


class SuggestedAnnotationIn(SpanIn):
    id = ExactUUID(help_text="Made by the client.")

    def to_internal_value(self, data: Any) -> SpanDraft:
        sent = super().to_internal_value(data)
        return SpanDraft(uuid=sent.pop("id"), **sent)


class SuggestionDecisionIn(StrictSerializer):
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    annotation = SuggestedAnnotationIn(allow_null=True, default=None)


class AnnotationOut(serializers.ModelSerializer[Annotation]):
    id = serializers.UUIDField(source="uuid")
    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    suggestion = serializers.UUIDField(source="suggestion_id", allow_null=True)

    class Meta:
        model = Annotation
        fields = ("id", "label", "start", "end", "rev", "suggestion")


class SuggestionOut(serializers.ModelSerializer[Suggestion]):
    """A suggestion, and what this assignment's annotator made of it."""

    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    verdict = serializers.SerializerMethodField()

    class Meta:
        model = Suggestion
        fields = ("id", "label", "start", "end", "score", "reason", "verdict")

    def get_verdict(self, suggestion: Suggestion) -> str | None:
        verdicts: dict[Any, str] = self.context["verdicts"]
        return verdicts.get(suggestion.id)


class DecidedSuggestionOut(serializers.Serializer[Any]):
    suggestion = SuggestionOut()
    annotation = AnnotationOut(allow_null=True)


class JobProgressOut(serializers.Serializer[Any]):
    """How far a job is. Nothing in it depends on any annotator."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class NamedProjectOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    guideline_version = serializers.IntegerField()


class AssignmentOut(serializers.ModelSerializer[Assignment]):
    project = NamedProjectOut(source="document.project")
    document = DocumentOut()

    class Meta:
        model = Assignment
        fields = ("id", "state", "submitted_at", "project", "document")


class AssignmentStateOut(serializers.ModelSerializer[Assignment]):
    class Meta:
        model = Assignment
        fields = ("id", "state", "submitted_at")


class WorkspaceOut(serializers.Serializer[Any]):
    """Everything the workspace needs to open one assignment."""

    id = serializers.UUIDField(source="assignment.id")
    state = serializers.CharField(source="assignment.state")
    submitted_at = serializers.DateTimeField(source="assignment.submitted_at", allow_null=True)
    project = NamedProjectOut(source="assignment.document.project")
    document = DocumentTextOut(source="assignment.document")
    labels = LabelOut(many=True)
    annotations = AnnotationOut(many=True)
    suggestions = SuggestionOut(many=True)
    preannotation = JobProgressOut(allow_null=True)
