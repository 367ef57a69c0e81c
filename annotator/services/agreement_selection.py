"""Which documents figures are about: by what is known of them; and into which groups they fall.

What metadata hold is compared here, not by the database: two databases read the same JSON in
two ways, and both take a key such as "2024" for a place in a list.
"""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Func, Max, Min, UUIDField, Value

from annotator.errors import FieldErrors
from annotator.models import Assignment, Project
from annotator.models.documents import DocumentQuerySet

FIELDS = ("source", "language", "category", "author")
PERIODS = ("month", "year")
METADATA = "metadata."
MOST_CHOICES = 200
MOST_KEYS = 20  # of metadata, in one question
NUL = "\x00"  # PostgreSQL takes no text with it
_KEY = re.compile(f"[^{NUL}]{{1,200}}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Values that documents must have: any of those named, of each field that is named."""

    fields: Mapping[str, Collection[str]] = field(default_factory=dict)
    metadata: Mapping[str, Collection[str]] = field(default_factory=dict)
    first: datetime.date | None = None
    last: datetime.date | None = None

    def of(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Return those of the documents that have the values, published within the dates.

        Raises FieldErrors for keys and values that no document can have, and for too many keys.
        """
        self._require_storable()
        for name, values in self.fields.items():
            documents = documents.filter(**{f"{name}__in": values})
        if self.first:
            documents = documents.filter(published__gte=self.first)
        if self.last:
            documents = documents.filter(published__lte=self.last)
        return self._with_metadata(documents) if self.metadata else documents

    def _require_storable(self) -> None:
        sent = {f"{METADATA}{key}": values for key, values in self.metadata.items()}
        for key in self.metadata:
            _require_key(f"{METADATA}{key}", key)
        for name, values in {**self.fields, **sent}.items():
            if any(NUL in value for value in values):
                raise FieldErrors({name: ["Expected a value without NUL (U+0000)."]})
        if len(sent) > MOST_KEYS:
            seen = f"Expected at most {MOST_KEYS} different keys of metadata; seen {len(sent)}."
            raise FieldErrors({f"{METADATA}KEY": [seen]})

    def _with_metadata(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        rows = documents.order_by().values_list("id", "metadata").iterator()
        asked = {key: set(values) for key, values in self.metadata.items()}
        found = [
            document
            for document, metadata in rows
            if all(told(metadata.get(key)) in values for key, values in asked.items())
        ]
        return documents.filter(id__in=_Listed(found))


class _Listed(Func):
    """The ids of a list, as one parameter of a query, however many they are."""

    output_field = UUIDField()

    def __init__(self, ids: Iterable[uuid.UUID]) -> None:
        super().__init__(Value(json.dumps([key.hex for key in ids])))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT value FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT value::uuid FROM json_array_elements_text((%(expressions)s)::json))"
        return self.as_sql(compiler, connection, template=template, **context)


def told(value: Any) -> str | None:
    """Return a value of metadata as text; None for null, lists and objects.

    Words stay as they are. Equal numbers are told alike, however they were written.

    >>> [told(value) for value in ("East", 2024, 1.0, 1e-07, -0.0, True, None, ["East"])]
    ['East', '2024', '1', '0.0000001', '0', 'true', None, None]
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _plain(value)
    return str(value) if isinstance(value, str | int) else None


def _plain(number: float) -> str:
    """Return a number's digits: of 1e20, jsonb of PostgreSQL keeps nothing else."""
    digits = f"{Decimal(repr(number)):f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def _require_key(name: str, key: str) -> None:
    """Raise FieldErrors, under the name that was sent, for a key that cannot be asked about."""
    if not _KEY.fullmatch(key):
        seen = f"Expected a key of 1 to 200 characters without NUL; seen {key[:60]!r}."
        raise FieldErrors({name: [seen]})


class Grouping(NamedTuple):
    """The groups of documents, by their ids, and how many documents are in none."""

    groups: Mapping[uuid.UUID, str]
    n_without: int


def groups_of(documents: DocumentQuerySet, by: str) -> Grouping:
    """Return each document's group: a field, a key of its metadata, or when it was published.

    Documents without a value have none. Raises FieldErrors for an unknown `by`.
    """
    rows = list(_values(documents.order_by(), by))
    groups = {key: value for key, value in rows if value}
    return Grouping(groups, len(rows) - len(groups))


def _values(documents: DocumentQuerySet, by: str) -> Iterable[tuple[uuid.UUID, str | None]]:
    if by in PERIODS:
        length = len("2024-05") if by == "month" else len("2024")
        dated = documents.values_list("id", "published")
        return ((key, date.isoformat()[:length] if date else None) for key, date in dated)
    if by.startswith(METADATA):
        name = by.removeprefix(METADATA)
        _require_key("by", name)
        held = documents.values_list("id", "metadata").iterator()
        return ((key, told(metadata.get(name))) for key, metadata in held)
    if by in FIELDS:
        return documents.values_list("id", by)
    known = [*FIELDS, *PERIODS, f"{METADATA}KEY"]
    raise FieldErrors({"by": [f"Expected one of {known}; seen {by[:60]!r}."]})


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
    """Return the values of each key, told as they can be asked for."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for key, value in row.items():
            text = told(value)
            if text and _KEY.fullmatch(key):
                found.setdefault(key, []).append(text)
    keys = sorted(found)[:MOST_CHOICES]
    return {key: _frequent(found[key]) for key in keys}
