"""The shapes of a label set and of the guideline's versions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.labels import KINDS, MAX_NAME, MAX_TEXT, MAX_TITLE
from annotator.models import GuidelineVersion
from api.fields import BoundedList, ExactBoolean, ExactString, ExactUUID, StrictSerializer
from api.serializers.projects import PersonOut

# Far above the limits of domain/labels.py, which count what is meant and say so.
MANY = 1_000


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
    kind = serializers.ChoiceField(choices=KINDS)
    options = BoundedList(child=OptionIn(), max_length=MANY, default=list)


class LabelIn(StoredPartIn):
    examples = ExactString(allow_blank=True, max_length=MAX_TEXT, default="")
    colour = ExactString(allow_blank=True, max_length=7)
    colour_dark = ExactString(allow_blank=True, max_length=7)
    key = ExactString(allow_blank=True, max_length=1, default="")
    is_archived = ExactBoolean(default=False)
    attributes = BoundedList(child=AttributeIn(), max_length=MANY, default=list)


class EndsIn(StrictSerializer):
    source = ExactString(max_length=MAX_NAME)  # type: ignore[assignment]  # a field of this name
    target = ExactString(max_length=MAX_NAME)


class RelationTypeIn(StoredPartIn):
    ends = BoundedList(child=EndsIn(), max_length=10 * MANY, default=list)


class LabelSetIn(StrictSerializer):
    """The whole set; what it leaves out goes."""

    revision = ExactString(help_text="Of the set this was made from.")
    labels = BoundedList(child=LabelIn(), max_length=MANY)
    relation_types = BoundedList(child=RelationTypeIn(), max_length=MANY)


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
