"""From documents as they are annotated to a corpus of columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from annotator.domain.agreement.attributes import TYPES, distinct_values, value_key
from annotator.domain.agreement.corpus import Answers, Corpus, Links, check_label_names
from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.agreement.schema import AskedAttribute
from annotator.domain.attributes import Answer
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput

Row = tuple[int, ...]


@dataclass(slots=True)
class _Columns:
    """The rows read so far."""

    completions: list[Row] = field(default_factory=list)  # document, annotator
    spans: list[Row] = field(default_factory=list)  # completion, label, start, end
    links: list[Row] = field(default_factory=list)  # completion, type, source, target
    answers: list[Row] = field(default_factory=list)  # span, attribute, value


def read_corpus(
    documents: Sequence[DocumentSpans],
    labels: Sequence[str],
    types: Sequence[str] = (),
    attributes: Sequence[AskedAttribute] = (),
) -> tuple[Corpus, list[tuple[Answer, ...]]]:
    """Return the documents as columns, and the values that each attribute has, sorted.

    Annotators are numbered by name. Relations are counted once each, and only those of
    documents that two or more completed are read. A value of another kind than its attribute
    has is missing.
    Raises InvalidInput for a label named twice, a span whose label is not in `labels`, a
    relation of another type, or one whose end is no span of its annotator in the document.
    """
    check_label_names(labels)
    numbers = _numbered(
        {s.label for d in documents for own in d.spans.values() for s in own}, labels
    )
    annotators = sorted({name for document in documents for name in document.spans})
    number = {name: n for n, name in enumerate(annotators)}
    asked, values = _values(documents, attributes)
    found = _Columns()
    type_numbers = {name: n for n, name in enumerate(types)}
    for d, document in enumerate(documents):
        for name in sorted(document.spans):
            spans = document.spans[name]
            first, completion = len(found.spans), len(found.completions)
            found.completions.append((d, number[name]))
            found.spans += [(completion, numbers[s.label], s.start, s.end) for s in spans]
            if drawn := document.relations.get(name):
                places = {span: first + n for n, span in enumerate(spans)}
                found.links += _links(name, completion, drawn, places, type_numbers)
            if said := document.attributes.get(name):
                found.answers += _answers(first, spans, said, asked)
    document, annotator = _columns(found.completions, 2)
    completion, label, start, end = _columns(found.spans, 4)
    corpus = Corpus(
        tuple(annotators),
        tuple(labels),
        "character",
        np.array([document.length for document in documents], dtype=np.int32),
        document,
        annotator,
        completion,
        label,
        start,
        end,
        Links(tuple(types), *_columns(found.links, 4)),
        Answers(*_columns(found.answers, 3)),
    )
    return corpus, values


def _numbered(used: Iterable[str], labels: Sequence[str]) -> dict[str, int]:
    numbers = {label: n for n, label in enumerate(labels)}
    if unknown := sorted(set(used) - numbers.keys()):
        raise InvalidInput(
            f"Every span's label must be one of {list(labels)}; seen {unknown}.",
            code="unknown_label",
        )
    return numbers


def _links(
    annotator: str,
    completion: int,
    drawn: Iterable[Relation],
    places: Mapping[Span, int],
    types: Mapping[str, int],
) -> list[Row]:
    rows: list[Row] = []
    for relation in dict.fromkeys(drawn):
        if relation.type not in types:
            raise InvalidInput(
                f"A relation's type must be one of {list(types)}; "
                f"seen {relation.type!r} by {annotator!r}."
            )
        if strange := sorted({relation.source, relation.target} - places.keys()):
            raise InvalidInput(
                "A relation must link spans that its annotator has in the document; "
                f"seen {strange} by {annotator!r}."
            )
        ends = places[relation.source], places[relation.target]
        rows.append((completion, types[relation.type], *ends))
    return rows


@dataclass(frozen=True, slots=True)
class _Asked:
    """An attribute's number, what holds its values, and the numbers of these."""

    number: int
    name: str
    types: tuple[type, ...]
    values: Mapping[object, int]


def _values(
    documents: Sequence[DocumentSpans], attributes: Sequence[AskedAttribute]
) -> tuple[dict[str, list[_Asked]], list[tuple[Answer, ...]]]:
    """Return what is asked of each label, and every attribute's values, each once."""
    asked: dict[str, list[_Asked]] = {}
    values: list[tuple[Answer, ...]] = []
    said = [s for d in documents for own in d.attributes.values() for s in own.items()]
    for n, attribute in enumerate(attributes):
        types = TYPES.get(attribute.kind, (str,))
        given = [
            answers.get(attribute.name) for span, answers in said if span.label == attribute.label
        ]
        fitting = [value for value in given if value is not None and type(value) in types]
        values.append(distinct_values(fitting))
        own = {value_key(value): place for place, value in enumerate(values[-1])}
        asked.setdefault(attribute.label, []).append(_Asked(n, attribute.name, types, own))
    return asked, values


def _answers(
    first: int,
    spans: Sequence[Span],
    said: Mapping[Span, Mapping[str, Answer]],
    asked: Mapping[str, list[_Asked]],
) -> list[Row]:
    rows: list[Row] = []
    for place, span in enumerate(spans, start=first):
        answers = said.get(span, {})
        for attribute in asked.get(span.label, ()):
            value = answers.get(attribute.name)
            if value is not None and type(value) in attribute.types:
                rows.append((place, attribute.number, attribute.values[value_key(value)]))
    return rows


def _columns(rows: Sequence[Row], width: int) -> Any:
    """Return the rows' columns; how many they are, no type can say."""
    return tuple(np.array(rows, dtype=np.int32).reshape(-1, width).T.copy())
