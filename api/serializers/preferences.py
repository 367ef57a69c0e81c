"""The shape of a person's preferences; domain/preferences.py has the rules."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.preferences import LANGUAGES


class Reading(serializers.Serializer[Any]):
    """How texts look."""

    font = serializers.CharField(required=False)
    size = serializers.FloatField(required=False, help_text="In CSS pixels.")
    measure = serializers.FloatField(required=False, help_text="Characters a line.")
    leading = serializers.FloatField(required=False, help_text="Times the size.")
    theme = serializers.CharField(required=False)
    marks = serializers.CharField(required=False)


class PreferencesShape(serializers.Serializer[Any]):
    """What a person prefers, in and out; everything may be left out."""

    reading = Reading(required=False)
    keys = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="The key of each command."
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)

    def to_internal_value(self, data: Any) -> Any:
        """Return the object as it is: the domain refuses what does not fit, with its reasons."""
        return data if isinstance(data, dict) else super().to_internal_value(data)
