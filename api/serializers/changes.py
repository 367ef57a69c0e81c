"""The shape of several changes of a layer in one request."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import BoundedList, ExactUUID, StrictSerializer
from api.serializers.annotations import (
    AboutIn,
    AnnotationIn,
    RelationIn,
    RetractionIn,
    RevisionIn,
    SittingIn,
    SuggestionDecisionIn,
)

CHANGES_LIMIT = 50
# What each kind of change takes besides its kind and id: the body of the single write.
BODIES: dict[str, type[StrictSerializer]] = {
    "put_annotation": AnnotationIn,
    "delete_annotation": RevisionIn,
    "decide_suggestion": SuggestionDecisionIn,
    "retract_decision": RetractionIn,
    "put_relation": RelationIn,
    "delete_relation": RevisionIn,
    "put_about": AboutIn,
    "put_sitting": SittingIn,
}
WITHOUT_ID = {"put_about"}


class Change(NamedTuple):
    """One change as it was sent; `body` is yet to be read."""

    kind: str
    id: UUID | None
    body: dict[str, Any]


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": list(BODIES)},
            "id": {"type": "string", "format": "uuid", "description": "Of what is changed."},
        },
        "required": ["kind"],
        "additionalProperties": {},
    }
)
class ChangeField(serializers.Field[Change, Any, Any, Any]):
    """A kind, an id, and the body of the single write."""

    def to_internal_value(self, data: Any) -> Change:
        if not isinstance(data, dict):
            raise serializers.ValidationError("Expected an object with a kind.")
        body = dict(data)
        kind = body.pop("kind", None)
        if not isinstance(kind, str) or kind not in BODIES:
            raise serializers.ValidationError(
                {"kind": [f"Expected one of {', '.join(BODIES)}; seen {repr(kind)[:60]}."]}
            )
        if kind in WITHOUT_ID:
            return Change(kind, None, body)
        try:
            return Change(kind, ExactUUID().run_validation(body.pop("id", None)), body)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"id": error.detail}) from error


class ChangesIn(StrictSerializer):
    changes = BoundedList(child=ChangeField(), max_length=CHANGES_LIMIT)


class ToldOut(serializers.Serializer[Any]):
    """What the single write would have been answered."""

    status = serializers.IntegerField()
    body = serializers.JSONField(allow_null=True)


class ChangesOut(serializers.Serializer[Any]):
    results = ToldOut(many=True, help_text="One a change, up to the first that was refused.")
