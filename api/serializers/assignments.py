"""The shapes of assignments: the queue, the states, and all that the workspace opens with."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.labels import KINDS
from annotator.domain.texts import REASON_LIMIT
from annotator.models import Assignment, Attribute, Label, RelationEnds, RelationType
from api.fields import ExactObject, ExactString, StrictSerializer
from api.serializers.annotations import AboutOut, AnnotationOut, RelationOut, SuggestionOut
from api.serializers.documents import DocumentOut, DocumentTextOut
from api.serializers.labels import OptionOut
from api.serializers.projects import LabelOut


class ReasonIn(StrictSerializer):
    reason = ExactString(max_length=REASON_LIMIT)


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


class AssignmentStateOut(serializers.ModelSerializer[Assignment]):
    class Meta:
        model = Assignment
        fields = ("id", "state", "submitted_at", "skip_reason", "reopening_reason")


class AssignmentOut(AssignmentStateOut):
    """One of the caller's documents; the numbers are of their own work on it."""

    project = NamedProjectOut(source="document.project")
    document = DocumentOut()
    has_note = serializers.BooleanField()
    n_annotations = serializers.IntegerField()
    seconds = serializers.IntegerField()

    class Meta(AssignmentStateOut.Meta):
        fields = (  # type: ignore[assignment]
            *AssignmentStateOut.Meta.fields,
            "is_unsure",
            "has_note",
            "n_annotations",
            "seconds",
            "project",
            "document",
        )


# --- The workspace ------------------------------------------------------------------------


class AskedAttributeOut(serializers.ModelSerializer[Attribute]):
    kind = serializers.ChoiceField(choices=KINDS)
    options = OptionOut(many=True)

    class Meta:
        model = Attribute
        fields = ("name", "title", "definition", "kind", "options")


class AskedLabelOut(LabelOut):
    """A label with all that an annotator must know to use it."""

    attributes = AskedAttributeOut(many=True)

    class Meta:
        model = Label
        fields = (
            "name",
            "title",
            "definition",
            "examples",
            "colour",
            "colour_dark",
            "key",
            "is_archived",
            "attributes",
        )


class LinkedLabelsOut(serializers.ModelSerializer[RelationEnds]):
    source = serializers.CharField(source="source.name")  # type: ignore[assignment]  # a field of this name
    target = serializers.CharField(source="target.name")

    class Meta:
        model = RelationEnds
        fields = ("source", "target")


class UsableRelationTypeOut(serializers.ModelSerializer[RelationType]):
    ends = LinkedLabelsOut(many=True)

    class Meta:
        model = RelationType
        fields = ("name", "title", "definition", "ends")


class WorkspaceOut(serializers.Serializer[Any]):
    """Everything the workspace needs to open one assignment."""

    id = serializers.UUIDField(source="assignment.id")
    state = serializers.CharField(source="assignment.state")
    submitted_at = serializers.DateTimeField(source="assignment.submitted_at", allow_null=True)
    skip_reason = serializers.CharField(source="assignment.skip_reason")
    reopening_reason = serializers.CharField(source="assignment.reopening_reason")
    project = NamedProjectOut(source="assignment.document.project")
    document = DocumentTextOut(source="assignment.document")
    labels = AskedLabelOut(many=True)
    relation_types = UsableRelationTypeOut(many=True)
    annotations = AnnotationOut(many=True)
    relations = RelationOut(many=True)
    about = AboutOut(source="assignment")
    seconds = serializers.IntegerField()
    suggestions = SuggestionOut(many=True)
    preannotation = JobProgressOut(allow_null=True)
    preferences = ExactObject()
