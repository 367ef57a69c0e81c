"""The shapes of one annotator's layer: annotations, relations, decisions, notes, sittings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from annotator.domain.texts import NOTE_LIMIT
from annotator.models import Suggestion, SuggestionDecision
from annotator.services.annotations import SpanDraft
from api.fields import (
    ExactBoolean,
    ExactChoice,
    ExactInteger,
    ExactObject,
    ExactString,
    ExactUUID,
    StrictSerializer,
)

Verdict = SuggestionDecision.Verdict
SECONDS = 2**31 - 1  # what every database can hold


class SpanIn(StrictSerializer):
    """A span and the text it was made on."""

    label = ExactString(max_length=40)  # type: ignore[assignment]  # a field of this name
    start = ExactInteger()
    end = ExactInteger()
    quote = ExactString(allow_blank=True)


class RevisionIn(StrictSerializer):
    base_rev = ExactInteger(min_value=1, help_text="The revision to be deleted.")


class RetractionIn(StrictSerializer):
    base_rev = ExactInteger(
        min_value=1,
        allow_null=True,
        default=None,
        help_text="The revision of the annotation that goes too; null: it was never changed.",
    )


# --- Annotations --------------------------------------------------------------------------


class MarkIn(SpanIn):
    """A span with what is said of it. It replaces what was said before."""

    attributes = ExactObject(default=dict, help_text="By name, as the label's attributes ask.")
    note = ExactString(max_length=NOTE_LIMIT, allow_blank=True, default="")
    is_unsure = ExactBoolean(default=False)


class AnnotationIn(MarkIn):
    base_rev = ExactInteger(min_value=0, help_text="0 to create, else the revision changed.")
    suggestion = ExactUUID(
        allow_null=True,
        default=None,
        help_text="What a new one goes back to: a suggestion that you accepted or edited.",
    )


class SuggestedAnnotationIn(MarkIn):
    id = ExactUUID(help_text="Made by the client.")

    def to_internal_value(self, data: Any) -> SpanDraft:
        sent = super().to_internal_value(data)
        return SpanDraft(uuid=sent.pop("id"), **sent)


class SuggestionDecisionIn(StrictSerializer):
    verdict = ExactChoice(choices=Verdict.choices)
    annotation = SuggestedAnnotationIn(allow_null=True, default=None)


class _Rows(serializers.ListSerializer[Any]):
    """The rows of a query, each field from the column it names, without an object for each row.

    Opening a long text is mostly this; by way of objects it takes four times as long. What no
    column holds is left to the subclass.
    """

    child: serializers.Serializer[Any]

    def to_representation(self, data: QuerySet[Any]) -> list[dict[str, Any]]:  # type: ignore[override]
        fields = {name: field for name, field in self.child.fields.items() if field.source != "*"}
        columns = [str(field.source).replace(".", "__") for field in fields.values()]
        shows = [(name, field.to_representation) for name, field in fields.items()]
        return [
            {
                name: None if value is None else show(value)
                for (name, show), value in zip(shows, row, strict=True)
            }
            for row in data.values_list(*columns)
        ]


class AnnotationOut(serializers.Serializer[Any]):
    class Meta:
        list_serializer_class = _Rows

    id = serializers.UUIDField(source="uuid")
    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    rev = serializers.IntegerField()
    suggestion = serializers.UUIDField(source="suggestion_id", allow_null=True)
    attributes = ExactObject()
    note = serializers.CharField()
    is_unsure = serializers.BooleanField()
    guideline_version = serializers.IntegerField()


class _SuggestionRows(_Rows):
    def to_representation(self, data: QuerySet[Any]) -> list[dict[str, Any]]:  # type: ignore[override]
        verdicts = {str(key): verdict for key, verdict in self.context["verdicts"].items()}
        rows = super().to_representation(data)
        return [{**row, "verdict": verdicts.get(row["id"])} for row in rows]


class SuggestionOut(serializers.ModelSerializer[Suggestion]):
    """A suggestion, and what this assignment's annotator made of it."""

    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    verdict = serializers.SerializerMethodField()

    class Meta:
        list_serializer_class = _SuggestionRows
        model = Suggestion
        fields = ("id", "label", "start", "end", "score", "reason", "verdict")

    def get_verdict(self, suggestion: Suggestion) -> str | None:
        verdicts: dict[Any, str] = self.context["verdicts"]
        return verdicts.get(suggestion.id)


class DecidedSuggestionOut(serializers.Serializer[Any]):
    suggestion = SuggestionOut()
    annotation = AnnotationOut(allow_null=True)


# --- Relations ----------------------------------------------------------------------------


class RelationIn(StrictSerializer):
    type = ExactString(max_length=40)
    source = ExactUUID(help_text="The id of an annotation.")  # type: ignore[assignment]  # a field of this name
    target = ExactUUID(help_text="The id of another.")
    note = ExactString(max_length=NOTE_LIMIT, allow_blank=True, default="")
    is_unsure = ExactBoolean(default=False)
    base_rev = ExactInteger(min_value=0, help_text="0 to create, else the revision changed.")


class RelationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    type = serializers.CharField(source="type.name")
    source = serializers.UUIDField(source="source.uuid")  # type: ignore[assignment]  # a field of this name
    target = serializers.UUIDField(source="target.uuid")
    note = serializers.CharField()
    is_unsure = serializers.BooleanField()
    rev = serializers.IntegerField()
    guideline_version = serializers.IntegerField()


# --- The document as a whole --------------------------------------------------------------


class AboutIn(StrictSerializer):
    note = ExactString(max_length=NOTE_LIMIT, allow_blank=True)
    is_unsure = ExactBoolean()
    base_rev = ExactInteger(min_value=0)


class AboutOut(serializers.Serializer[Any]):
    """What an annotator says of the document as a whole."""

    note = serializers.CharField()
    is_unsure = serializers.BooleanField()
    rev = serializers.IntegerField()


class SittingIn(StrictSerializer):
    seconds = ExactInteger(min_value=0, max_value=SECONDS, help_text="So far; it only grows.")


class SecondsOut(serializers.Serializer[Any]):
    seconds = serializers.IntegerField(help_text="Of all sittings.")
