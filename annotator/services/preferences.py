"""What a person prefers; it is theirs alone and changes nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from annotator.domain.preferences import check_preferences
from annotator.models import User


@transaction.atomic
def change_preferences(*, by: User, parts: Mapping[str, object]) -> dict[str, Any]:
    """Replace the parts that are given, keep the others; return all. Raises FieldErrors."""
    checked = check_preferences(parts)
    User.objects.filter(id=by.id).update(is_active=F("is_active"))  # this transaction's lock
    by.refresh_from_db(fields=["preferences"])
    preferences: dict[str, Any] = by.preferences | checked
    by.preferences = preferences
    by.save(update_fields=["preferences"])
    return preferences
