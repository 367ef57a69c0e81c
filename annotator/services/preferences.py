"""What a person prefers; it is theirs alone and changes nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.preferences import check_preferences
from annotator.models import User


def replace_preferences(*, by: User, preferences: Mapping[str, object]) -> dict[str, Any]:
    """Store a person's preferences in the place of what they had. Raises FieldErrors."""
    stored = check_preferences(preferences)
    by.preferences = stored
    by.save(update_fields=["preferences"])
    return stored
