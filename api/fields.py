"""Serializers that take what was sent at its word: nothing coerced, nothing ignored."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UNKNOWN_TOLD = 20
SHOWN = 60


class StrictSerializer(serializers.Serializer[Any]):
    """An unknown field is an error."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                known = ", ".join(self.fields)
                raise serializers.ValidationError(
                    {
                        name[:SHOWN]: [f"Unknown field; expected only: {known}."]
                        for name in unknown[:UNKNOWN_TOLD]
                    }
                )
        return super().to_internal_value(data)


class ExactInteger(serializers.IntegerField):
    """A JSON integer: not 1.0, not "1", not true."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            raise serializers.ValidationError(f"Expected an integer; seen {_shown(data)}.")
        return super().to_internal_value(data)


class ExactNumber(serializers.FloatField):
    """A JSON number: not "1", not true."""

    def to_internal_value(self, data: Any) -> float:
        if type(data) not in (int, float):
            raise serializers.ValidationError(f"Expected a number; seen {_shown(data)}.")
        return super().to_internal_value(data)


class ExactBoolean(serializers.BooleanField):
    """A JSON true or false: not "true", not 1."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError(f"Expected true or false; seen {_shown(data)}.")
        return data


class ExactString(serializers.CharField):
    """A JSON string, kept as it is: no trimming, no numbers turned into text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Expected a string; seen {_shown(data)}.")
        return super().to_internal_value(data)


class ExactChoice(serializers.ChoiceField):
    """One of the choices, a JSON string; what was sent instead is shown cut short, once."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or data not in self.choices:
            expected = ", ".join(map(str, self.choices))
            raise serializers.ValidationError(f"Expected one of {expected}; seen {_shown(data)}.")
        return data


@extend_schema_field({"type": "object", "additionalProperties": {}})
class ExactObject(serializers.Field[dict[str, Any], Any, Any, Any]):
    """A JSON object, whatever it holds: who takes it checks that."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise serializers.ValidationError(f"Expected an object; seen {_shown(data)}.")
        return data

    def to_representation(self, value: Any) -> dict[str, Any]:
        """Return it with its names in order, so that equal objects are written alike."""
        return dict(sorted(value.items()))


class BoundedList(serializers.ListField):
    """A list of at most `max_length`, counted before any of its members is looked at."""

    def to_internal_value(self, data: Any) -> list[Any]:
        if isinstance(data, list) and self.max_length and len(data) > self.max_length:
            raise serializers.ValidationError(
                f"Expected at most {self.max_length} members; seen {len(data)}."
            )
        return super().to_internal_value(data)


class ExactUUID(serializers.UUIDField):
    """A UUID as a JSON string."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Expected a UUID as a string; seen {_shown(data)}.")
        return super().to_internal_value(data)


def _shown(data: Any) -> str:
    return repr(data)[:SHOWN]
