"""The shapes of a label set and of the guideline's versions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.labels import (
    KINDS,
    MAX_ATTRIBUTES,
    MAX_ENDS,
    MAX_LABELS,
    MAX_NAME,
    MAX_OPTIONS,
    MAX_RELATION_TYPES,
    MAX_TEXT,
    MAX_TITLE,
    too_much_in_all,
)
from annotator.models import GuidelineVersion
from api.fields import (
    BoundedList,
    ExactBoolean,
    ExactChoice,
    ExactString,
    ExactUUID,
    StrictSerializer,
)
from api.serializers.projects import PersonOut


class PartIn(StrictSerializer):
    """What every part of a label set has; its rules are in domain/labels.py."""

    name = ExactString(allow_blank=True, max_length=MAX_NAME)
    title = ExactString(allow_blank=True, max_length=MAX_TITLE)


class OptionIn(PartIn):
    pass


class StoredPartIn(PartIn):
    id = ExactUUID(allow_null=True, default=None, help_text="Of what it changes; null: new.")
    definition = ExactString(allow_blank=True, max_length=MAX_TEXT, default="")


class AttributeIn(StoredPartIn):
    kind = ExactChoice(choices=KINDS)
    options = BoundedList(child=OptionIn(), max_length=MAX_OPTIONS, default=list)


class LabelIn(StoredPartIn):
    examples = ExactString(allow_blank=True, max_length=MAX_TEXT, default="")
    colour = ExactString(allow_blank=True, max_length=7)
    colour_dark = ExactString(allow_blank=True, max_length=7)
    key = ExactString(allow_blank=True, max_length=1, default="")
    is_archived = ExactBoolean(default=False)
    attributes = BoundedList(child=AttributeIn(), max_length=MAX_ATTRIBUTES, default=list)


class EndsIn(StrictSerializer):
    source = ExactString(max_length=MAX_NAME)  # type: ignore[assignment]  # a field of this name
    target = ExactString(max_length=MAX_NAME)


class RelationTypeIn(StoredPartIn):
    ends = BoundedList(child=EndsIn(), max_length=MAX_ENDS, default=list)


class LabelSetIn(StrictSerializer):
    """The whole set; what it leaves out goes."""

    revision = ExactString(help_text="Of the set this was made from.")
    labels = BoundedList(child=LabelIn(), max_length=MAX_LABELS)
    relation_types = BoundedList(child=RelationTypeIn(), max_length=MAX_RELATION_TYPES)

    def to_internal_value(self, data: Any) -> Any:
        """Count all there is before any of it is looked at."""
        labels = _inner([data], "labels")
        asked = _inner(labels, "attributes")
        told = too_much_in_all(
            labels=len(labels),
            attributes=len(asked),
            options=len(_inner(asked, "options")),
            ends=len(_inner(_inner([data], "relation_types"), "ends")),
        )
        if told:
            raise serializers.ValidationError(told)
        return super().to_internal_value(data)


def _inner(parts: list[Any], name: str) -> list[Any]:
    """Return the members of the lists of this name that well-formed parts have."""
    lists = [part.get(name) for part in parts if isinstance(part, dict)]
    return [one for members in lists if isinstance(members, list) for one in members]


class OptionOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()


class AttributeOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    definition = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    options = OptionOut(many=True)


class StoredLabelOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    definition = serializers.CharField()
    examples = serializers.CharField()
    colour = serializers.CharField()
    colour_dark = serializers.CharField()
    key = serializers.CharField()
    is_archived = serializers.BooleanField()
    attributes = AttributeOut(many=True)


class EndsOut(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    target = serializers.CharField()


class RelationTypeOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    definition = serializers.CharField()
    ends = EndsOut(many=True)


class LabelSetOut(serializers.Serializer[Any]):
    revision = serializers.CharField(help_text="SHA-256 of all the rest.")
    labels = StoredLabelOut(many=True)
    relation_types = RelationTypeOut(many=True)


class GuidelineVersionOut(serializers.ModelSerializer[GuidelineVersion]):
    created_by = PersonOut()

    class Meta:
        model = GuidelineVersion
        fields = ("number", "text", "created_by", "created_at")
