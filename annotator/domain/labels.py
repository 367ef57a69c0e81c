"""The label set: what a span may be called, what is asked about it, and how spans may be linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotator.domain.headers import UNSHOWABLE
from annotator.domain.texts import is_blank

# Every limit on how much a set holds; all of it fits into one request (formats/limits.py).
MAX_LABELS = 63  # archived ones too: agreement keeps a set of labels as the bits of a number
MAX_ATTRIBUTES = 20  # a label
MAX_OPTIONS = 50  # an attribute
MAX_RELATION_TYPES = 50
MAX_ENDS = 400  # a relation type
MAX_ALL_ATTRIBUTES = 500  # of all labels
MAX_ALL_OPTIONS = 2_000  # of all attributes
MAX_ALL_ENDS = 2_000  # of all relation types
MAX_NAME = 40
MAX_TITLE = 60
MAX_TEXT = 5_000  # code points of a definition; of a label's examples
NAMES_TOLD = 5  # in one sentence

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
COLOUR = re.compile(r"#[0-9a-f]{6}")
KEY = re.compile(r"[1-9]?")
KINDS = ("choice", "choices", "text", "number", "boolean")
KINDS_WITH_OPTIONS = ("choice", "choices")


@dataclass(frozen=True)
class OptionSpec:
    """One of the answers to an attribute of kind choice or choices."""

    name: str
    title: str


@dataclass(frozen=True)
class AttributeSpec:
    """A question about every span of one label; `id` is None before it is stored."""

    name: str
    title: str
    kind: str
    definition: str = ""
    options: tuple[OptionSpec, ...] = ()
    id: UUID | None = None


@dataclass(frozen=True)
class LabelSpec:
    """What a span may be called; colours are `#rrggbb` on a light and on a dark page."""

    name: str
    title: str
    definition: str
    colour: str
    colour_dark: str
    key: str = ""
    examples: str = ""
    attributes: tuple[AttributeSpec, ...] = ()
    is_archived: bool = False
    id: UUID | None = None


@dataclass(frozen=True, order=True)
class Ends:
    """The names of two labels that a relation type may link, in this direction."""

    source: str
    target: str


@dataclass(frozen=True)
class RelationTypeSpec:
    """A kind of link between two spans; its title is a verb, read from source to target."""

    name: str
    title: str
    definition: str = ""
    ends: tuple[Ends, ...] = ()
    id: UUID | None = None


@dataclass(frozen=True)
class LabelSetSpec:
    """All that annotators can say about a stretch of text, in the team's order."""

    labels: tuple[LabelSpec, ...] = ()
    relation_types: tuple[RelationTypeSpec, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LabelSetSpec:
        """Build a set from parsed JSON whose fields have the right types."""
        return cls(
            labels=tuple(
                LabelSpec(
                    **label | {"attributes": tuple(map(_attribute, label.get("attributes", ())))}
                )
                for label in data["labels"]
            ),
            relation_types=tuple(
                RelationTypeSpec(**kind | {"ends": tuple(Ends(**pair) for pair in kind["ends"])})
                for kind in data["relation_types"]
            ),
        )


def _attribute(data: dict[str, Any]) -> AttributeSpec:
    return AttributeSpec(**data | {"options": tuple(OptionSpec(**one) for one in data["options"])})


Complaints = dict[str, list[str]]


def complaints(label_set: LabelSetSpec) -> Complaints:
    """Return what is wrong with a set: dotted path of the field → sentences; empty if nothing.

    Paths count from 0, as in `labels.2.attributes.0.options`.
    """
    return _by_path(_all_complaints(label_set))


def whole_complaints(label_set: LabelSetSpec) -> Complaints:
    """Return what there is too much of in the whole set, told as `complaints` does."""
    return _by_path(_of_whole(label_set))


def _by_path(complained: Iterable[tuple[str, str]]) -> Complaints:
    told: Complaints = {}
    for path, sentence in complained:
        told.setdefault(path, []).append(sentence)
    return told


def _all_complaints(label_set: LabelSetSpec) -> Iterator[tuple[str, str]]:
    labels, types = label_set.labels, label_set.relation_types
    n_active = sum(not label.is_archived for label in labels)
    if n_active == 0:
        yield "labels", "Expected at least one label that is not archived; seen none."
    yield from _too_many("relation_types", "relation types", len(types), MAX_RELATION_TYPES)
    yield from _of_whole(label_set)
    yield from _names("labels", labels)
    yield from _ids("labels", labels)
    yield from _keys(labels)
    for index, label in enumerate(labels):
        yield from _of_label(f"labels.{index}", label)
    yield from _names("relation_types", types)
    yield from _ids("relation_types", types)
    known = {label.name for label in labels}
    for index, kind in enumerate(types):
        yield from _texts(f"relation_types.{index}", definition=kind.definition)
        yield from _too_many(f"relation_types.{index}.ends", "pairs", len(kind.ends), MAX_ENDS)
        yield from _ends(f"relation_types.{index}.ends", kind.ends, known)


def too_much_in_all(*, labels: int, attributes: int, options: int, ends: int) -> Complaints:
    """Return what a set has too many of, counted over all its labels and types, as `complaints`."""
    return _by_path(_of_totals(labels, attributes, options, ends))


def _of_totals(labels: int, attributes: int, options: int, ends: int) -> Iterator[tuple[str, str]]:
    yield from _too_many("labels", "labels, archived ones included", labels, MAX_LABELS)
    yield from _too_many("labels", "attributes in all", attributes, MAX_ALL_ATTRIBUTES)
    yield from _too_many("labels", "options in all", options, MAX_ALL_OPTIONS)
    yield from _too_many("relation_types", "pairs in all", ends, MAX_ALL_ENDS)


def _of_whole(label_set: LabelSetSpec) -> Iterator[tuple[str, str]]:
    asked = [attribute for label in label_set.labels for attribute in label.attributes]
    yield from _of_totals(
        labels=len(label_set.labels),
        attributes=len(asked),
        options=sum(len(attribute.options) for attribute in asked),
        ends=sum(len(kind.ends) for kind in label_set.relation_types),
    )


def _of_label(path: str, label: LabelSpec) -> Iterator[tuple[str, str]]:
    for field, colour in (("colour", label.colour), ("colour_dark", label.colour_dark)):
        if not COLOUR.fullmatch(colour):
            yield f"{path}.{field}", f"Expected a colour as #rrggbb; seen {_shown(colour)}."
    if is_blank(label.definition):
        yield f"{path}.definition", "Expected what the label means; seen nothing."
    yield from _texts(path, definition=label.definition, examples=label.examples)
    inner = f"{path}.attributes"
    yield from _too_many(inner, "attributes", len(label.attributes), MAX_ATTRIBUTES)
    yield from _names(inner, label.attributes)
    yield from _ids(inner, label.attributes)
    for index, attribute in enumerate(label.attributes):
        yield from _of_attribute(f"{inner}.{index}", attribute)


def _of_attribute(path: str, attribute: AttributeSpec) -> Iterator[tuple[str, str]]:
    options = attribute.options
    yield from _texts(path, definition=attribute.definition)
    if attribute.kind not in KINDS:
        yield f"{path}.kind", f"Expected one of {', '.join(KINDS)}; seen {_shown(attribute.kind)}."
    elif attribute.kind in KINDS_WITH_OPTIONS and not options:
        yield f"{path}.options", f"Expected at least one option of a {attribute.kind}; seen none."
    elif attribute.kind not in KINDS_WITH_OPTIONS and options:
        yield f"{path}.options", f"Expected no options of a {attribute.kind}; seen {len(options)}."
    yield from _too_many(f"{path}.options", "options", len(options), MAX_OPTIONS)
    yield from _names(f"{path}.options", options)


def _too_many(path: str, what: str, seen: int, limit: int) -> Iterator[tuple[str, str]]:
    if seen > limit:
        yield path, f"Expected at most {limit} {what}; seen {seen}."


Stored = LabelSpec | AttributeSpec | RelationTypeSpec
Named = Stored | OptionSpec


def _names(path: str, named: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """Check names and titles: well formed, and none of the names twice."""
    counted = Counter(one.name for one in named)
    for index, one in enumerate(named):
        if not NAME.fullmatch(one.name):
            yield (
                f"{path}.{index}.name",
                f"Expected a small letter, then up to {MAX_NAME - 1} small letters, digits or _; "
                f"seen {_shown(one.name)}.",
            )
        elif counted[one.name] > 1:
            yield f"{path}.{index}.name", f"Expected names that differ; seen {one.name} twice."
        if is_blank(one.title) or len(one.title) > MAX_TITLE or UNSHOWABLE.search(one.title):
            yield (
                f"{path}.{index}.title",
                f"Expected one line of 1 to {MAX_TITLE} characters; seen {_shown(one.title)}.",
            )


def _ids(
    path: str, rows: Iterable[LabelSpec | AttributeSpec | RelationTypeSpec]
) -> Iterator[tuple[str, str]]:
    seen: set[UUID] = set()
    for index, row in enumerate(rows):
        if row.id is not None and row.id in seen:
            yield f"{path}.{index}.id", f"Expected ids that differ; seen {row.id} twice."
        elif row.id is not None:
            seen.add(row.id)


def _keys(labels: Sequence[LabelSpec]) -> Iterator[tuple[str, str]]:
    """Check the keys: digits 1 to 9, so at most nine, each for one label that is not archived."""
    counted = Counter(label.key for label in labels if label.key and not label.is_archived)
    for index, label in enumerate(labels):
        if not KEY.fullmatch(label.key):
            yield f"labels.{index}.key", f"Expected 1 to 9 or nothing; seen {_shown(label.key)}."
        elif counted[label.key] > 1 and not label.is_archived:
            yield f"labels.{index}.key", f"Expected a key of its own; seen {label.key} twice."


def _texts(path: str, **texts: str) -> Iterator[tuple[str, str]]:
    for field, text in texts.items():
        if len(text) > MAX_TEXT:
            yield (
                f"{path}.{field}",
                f"Expected at most {MAX_TEXT:,} characters; seen {len(text):,}.",
            )


def _ends(path: str, ends: Sequence[Ends], known: set[str]) -> Iterator[tuple[str, str]]:
    unknown = {name for pair in ends for name in (pair.source, pair.target)} - known
    if unknown:
        yield path, f"Expected names of labels; seen {_some(map(_shown, sorted(unknown)))}."
    twice = [f"{pair.source} → {pair.target}" for pair, n in Counter(ends).items() if n > 1]
    if twice:
        yield path, f"Expected each pair once; seen {_some(twice)} twice."


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    n_more = len(listed) - NAMES_TOLD
    return ", ".join(listed[:NAMES_TOLD]) + (f" and {n_more} more" if n_more > 0 else "")


def _shown(text: str) -> str:
    return repr(text[:MAX_TITLE]) if text else "nothing"
