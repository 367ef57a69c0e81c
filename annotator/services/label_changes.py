"""Changes of a label set that would take the ground from under work that is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from annotator.domain.labels import (
    AttributeSpec,
    Complaints,
    Ends,
    LabelSetSpec,
    LabelSpec,
    RelationTypeSpec,
)

from .label_usage import Usage

Answers = Counter[tuple[str, str | None]]


class Risk(NamedTuple):
    """What cannot be, at the path of a field, as `n` rows of a kind rest on it."""

    path: str
    says: str
    n: int
    rows: str

    def in_words(self, *, with_counts: bool) -> str:
        if not with_counts:
            return f"{self.says} {self.rows}s."
        return f"{self.says} {self.n} {self.rows}{'' if self.n == 1 else 's'}."


def risky_changes(
    present: LabelSetSpec, wanted: LabelSetSpec, usage: Usage, *, with_counts: bool
) -> Complaints:
    """Return what of `wanted` cannot be, by the path of the field; `with_counts`, how often.

    Both sets have ids. Empty where nothing stands in the way.
    """
    told: Complaints = {}
    for risk in _all(present, wanted, usage):
        if risk.n:
            told.setdefault(risk.path, []).append(risk.in_words(with_counts=with_counts))
    return told


def _all(present: LabelSetSpec, wanted: LabelSetSpec, usage: Usage) -> Iterator[Risk]:
    old = {label.id: label for label in present.labels}
    for index, label in enumerate(wanted.labels):
        if label.id in old:
            yield from _of_label(f"labels.{index}", old[label.id], label, usage)
    yield from _of_types(present, wanted, usage)
    yield from _of_ends(present, wanted, usage)


def _of_label(path: str, old: LabelSpec, new: LabelSpec, usage: Usage) -> Iterator[Risk]:
    if old.name != new.name:
        says = "The name cannot change, though the title can: it would end"
        yield Risk(f"{path}.name", says, usage.n_rulings(), "ruling")
    kept = {attribute.id: place for place, attribute in enumerate(new.attributes)}
    changed = [
        (attribute, new.attributes[kept[attribute.id]] if attribute.id in kept else None)
        for attribute in old.attributes
    ]
    if old.id is None or not any(_loses(one, other) for one, other in changed):
        return
    answers = usage.of_answers(old.id)
    for one, other in changed:
        if other is None:
            n = answers[one.name, None]
            yield _in_use(f"{path}.attributes", f"attribute {one.name}", n)
        else:
            yield from _of_attribute(f"{path}.attributes.{kept[one.id]}", one, other, answers)


def _loses(old: AttributeSpec, new: AttributeSpec | None) -> bool:
    """Say whether an answer to the old attribute might be none to the new one."""
    return new is None or (old.name, old.kind) != (new.name, new.kind) or bool(_gone(old, new))


def _gone(old: AttributeSpec, new: AttributeSpec) -> list[str]:
    left = {option.name for option in new.options}
    return [option.name for option in old.options if option.name not in left]


def _of_attribute(
    path: str, old: AttributeSpec, new: AttributeSpec, answers: Answers
) -> Iterator[Risk]:
    n = answers[old.name, None]
    if old.name != new.name:
        yield Risk(f"{path}.name", "The name cannot change: it is answered by", n, "span")
    if old.kind != new.kind:
        yield Risk(f"{path}.kind", "The kind cannot change: it is answered by", n, "span")
    else:
        for option in _gone(old, new):
            yield _in_use(f"{path}.options", f"option {option}", answers[old.name, option])


def _of_types(present: LabelSetSpec, wanted: LabelSetSpec, usage: Usage) -> Iterator[Risk]:
    kept = {kind.id for kind in wanted.relation_types}
    gone = [kind for kind in present.relation_types if kind.id not in kept]
    used = usage.of_types() if gone else Counter[UUID]()
    for kind in gone:
        n = used[kind.id] if kind.id else 0
        yield _in_use("relation_types", f"relation type {kind.name}", n, "relation")


def _of_ends(present: LabelSetSpec, wanted: LabelSetSpec, usage: Usage) -> Iterator[Risk]:
    old_types = {kind.id: kind for kind in present.relation_types}
    used = usage.of_ends()
    for index, kind in enumerate(wanted.relation_types):
        if kind.id not in old_types:
            continue
        left = _pairs(kind, wanted)
        for pair, end in _pairs(old_types[kind.id], present).items():
            n = used[kind.id, *pair] if kind.id and pair not in left else 0
            what = f"pair {end.source} → {end.target}"
            yield _in_use(f"relation_types.{index}.ends", what, n, "relation")


def _pairs(kind: RelationTypeSpec, label_set: LabelSetSpec) -> dict[tuple[UUID, UUID], Ends]:
    """Return the allowed ends by the ids of their labels, which outlast a new name."""
    ids = {label.name: label.id for label in label_set.labels if label.id}
    return {(ids[end.source], ids[end.target]): end for end in kind.ends}


def _in_use(path: str, what: str, n: int, rows: str = "span") -> Risk:
    return Risk(path, f"The {what} cannot go: it is in use by", n, rows)
