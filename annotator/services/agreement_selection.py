"""Which documents figures are about: by what is known of them; and into which groups they fall."""

from __future__ import annotations

import datetime
import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Min, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from annotator.errors import FieldErrors
from annotator.models import Assignment, Project
from annotator.models.documents import DocumentQuerySet

FIELDS = ("source", "language", "category", "author")
PERIODS = {"month": "%Y-%m", "year": "%Y"}
METADATA = "metadata."
MOST_CHOICES = 200
_KEY = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Values that documents must have: any of those named, of each field that is named."""

    fields: Mapping[str, Collection[str]] = field(default_factory=dict)
    metadata: Mapping[str, Collection[str]] = field(default_factory=dict)
    first: datetime.date | None = None
    last: datetime.date | None = None

    def of(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Return those of the documents that have the values, published within the dates."""
        for name, values in self.fields.items():
            documents = documents.filter(**{f"{name}__in": values})
        for key, values in self.metadata.items():
            documents = documents.filter(id__in=_with_metadata(documents, key, values))
        if self.first:
            documents = documents.filter(published__gte=self.first)
        if self.last:
            documents = documents.filter(published__lte=self.last)
        return documents


def _with_metadata(documents: DocumentQuerySet, key: str, values: Collection[str]) -> Any:
    return documents.order_by().annotate(told=_told(key)).filter(told__in=values).values("id")


def _told(key: str) -> Cast:
    """Return what metadata say under a key, as text. Raises FieldErrors for a strange key."""
    _require_key(key)
    return Cast(KeyTextTransform(key, "metadata"), TextField())


def _require_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise FieldErrors(
            {METADATA: ["Expected a key of 1 to 200 characters without control characters."]}
        )


def groups_of(documents: DocumentQuerySet, by: str) -> dict[uuid.UUID, str]:
    """Return each document's group: a field, a key of its metadata, or when it was published.

    Documents without a value have none. Raises FieldErrors for an unknown `by`.
    """
    rows: Iterable[tuple[uuid.UUID, Any]]
    documents = documents.order_by()
    if by in PERIODS:
        dated = documents.values_list("id", "published")
        return {key: date.strftime(PERIODS[by]) for key, date in dated if date}
    if by.startswith(METADATA):
        told = _told(by.removeprefix(METADATA))
        rows = documents.annotate(told=told).values_list("id", "told")
    elif by in FIELDS:
        rows = documents.values_list("id", by)
    else:
        raise FieldErrors(
            {"by": [f"Expected one of {[*FIELDS, *PERIODS, 'metadata.KEY']}; seen {by[:60]!r}."]}
        )
    return {key: str(value) for key, value in rows if value not in (None, "")}


def annotators_of(documents: DocumentQuerySet) -> list[str]:
    """Return who has submitted any of the documents, by name."""
    submitted = Assignment.objects.filter(
        document__in=documents.order_by().values("id"), state=Assignment.State.SUBMITTED
    )
    names = submitted.order_by().values_list("annotator__username", flat=True)
    return sorted(names.distinct())


def choices(project: Project, documents: DocumentQuerySet) -> dict[str, Any]:
    """Return what figures of these documents can be narrowed to, the most frequent first."""
    dates = documents.aggregate(first=Min("published"), last=Max("published"))
    return {
        "annotators": annotators_of(documents),
        "labels": list(project.labels.values_list("name", flat=True)),
        **{name: _frequent(documents.order_by().values_list(name, flat=True)) for name in FIELDS},
        "metadata": _metadata(documents.order_by().values_list("metadata", flat=True).iterator()),
        **dates,
    }


def _frequent(values: Iterable[str]) -> list[str]:
    found = Counter(value for value in values if value)
    return [value for value, _ in found.most_common(MOST_CHOICES)]


def _metadata(rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the values of each key, of those that are words or numbers."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for key, value in row.items():
            is_told = isinstance(value, str | int | float) and not isinstance(value, bool)
            if is_told and _KEY.fullmatch(key):
                found.setdefault(key, []).append(str(value))
    keys = sorted(found)[:MOST_CHOICES]
    return {key: _frequent(found[key]) for key in keys}
