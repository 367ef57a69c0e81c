"""Changing the label set of a project, all of it in one go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from django.db import transaction

from annotator.domain.labels import (
    AttributeSpec,
    Ends,
    LabelSetSpec,
    LabelSpec,
    RelationTypeSpec,
    complaints,
    whole_complaints,
)
from annotator.errors import Conflict, FieldErrors
from annotator.models import Project, User

from .events import record
from .label_changes import risky_changes
from .label_storage import id_of, read_label_set, store_label_set, with_new_ids
from .label_usage import Usage, lock_layers
from .projects import lock_project

Spec = TypeVar("Spec", LabelSpec, AttributeSpec, RelationTypeSpec)


class StaleLabelSet(Conflict):
    """The label set has changed since the revision a change was made on; `current` is now's."""

    code = "stale"

    def __init__(self, current: dict[str, Any]) -> None:
        self.current = current
        super().__init__("Somebody has changed the label set since you began; see what it is now.")


class LabelsInUse(Conflict):
    """The project's work rests on what shall go; `fields` say what and where."""

    code = "in_use"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self.fields = fields
        super().__init__(" ".join(sentence for told in fields.values() for sentence in told))


def label_set_as_json(project: Project, *, with_archived: bool = True) -> dict[str, Any]:
    """Return the present set with its revision, as the API tells it.

    Without the archived labels, nothing tells that anybody ever used them.
    """
    label_set = read_label_set(project)
    return as_json(label_set if with_archived else _active(label_set))


def as_json(label_set: LabelSetSpec) -> dict[str, Any]:
    """Return a set as JSON with its `revision`, the SHA-256 of all the rest."""
    data = json.loads(json.dumps(asdict(label_set), default=str))
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
    return {"revision": hashlib.sha256(canonical).hexdigest(), **data}


def portable_label_set(project: Project) -> dict[str, Any]:
    """Return the set as JSON without ids, as releases hold it and any project can take it."""
    data = asdict(read_label_set(project))
    for label in data["labels"]:
        for part in (label, *label["attributes"]):
            del part["id"]
    for kind in data["relation_types"]:
        del kind["id"]
    return data


def _active(label_set: LabelSetSpec) -> LabelSetSpec:
    labels = tuple(label for label in label_set.labels if not label.is_archived)
    names = {label.name for label in labels}
    return LabelSetSpec(
        labels,
        tuple(
            replace(kind, ends=tuple(end for end in kind.ends if {end.source, end.target} <= names))
            for kind in label_set.relation_types
        ),
    )


@transaction.atomic
def put_label_set(
    *,
    by: User,
    project: Project,
    label_set: LabelSetSpec,
    revision: str,
    with_counts: bool = True,
) -> dict[str, Any]:
    """Replace the whole set, if it is still the one of `revision`; return it as JSON.

    What has an id, or else the name of something present, changes that; the rest is new. A label
    that is left out is deleted where nothing has it, else archived. A set that was stored may be
    sent again with the revision it was made from: nothing changes. Raises FieldErrors for what
    is wrong in itself, StaleLabelSet, and LabelsInUse for what the project's work rests on;
    `with_counts`, that says how much of it.
    """
    if told := complaints(label_set):
        raise FieldErrors(told)
    lock_project(project)
    present = read_label_set(project)
    before = as_json(present)
    if revision != before["revision"] and not _is_there(present, label_set, Usage(project)):
        raise StaleLabelSet(before)
    meant = with_new_ids(_identified(present, label_set))
    if meant == present:
        return before
    lock_layers(project)
    usage = Usage(project)
    wanted = _with_archived(present, meant, usage)
    if wanted == present:  # all that was left out is archived already
        return before
    if told := whole_complaints(wanted):  # with the archived ones that were left out
        raise FieldErrors(told)
    if told := risky_changes(present, wanted, usage, with_counts=with_counts):
        raise LabelsInUse(told)
    store_label_set(project, wanted)
    after = label_set_as_json(project)
    record("label_set.put", project.id, by=by, project=project, before=before, after=after)
    return after


def _is_there(present: LabelSetSpec, sent: LabelSetSpec, usage: Usage) -> bool:
    """Say whether the present set is what would become of the one that was sent."""
    try:
        meant = with_new_ids(_identified(present, sent))
        return _with_archived(present, meant, usage) == present
    except FieldErrors:  # it names what is not there any more
        return False


def _identified(present: LabelSetSpec, sent: LabelSetSpec) -> LabelSetSpec:
    """Return what was sent, with the ids of what is meant. Raises FieldErrors for strange ids."""
    labels = _matched(sent.labels, present.labels, "labels")
    questions = {label.id: label.attributes for label in present.labels}
    return LabelSetSpec(
        labels=tuple(
            replace(
                label,
                attributes=_matched(
                    label.attributes, questions.get(label.id, ()), f"labels.{index}.attributes"
                ),
            )
            for index, label in enumerate(labels)
        ),
        relation_types=_matched(sent.relation_types, present.relation_types, "relation_types"),
    )


def _matched(sent: Sequence[Spec], present: Sequence[Spec], path: str) -> tuple[Spec, ...]:
    """Give what has no id the one of its namesake, unless something else has taken that."""
    ids = {one.id for one in present}
    strange = {
        f"{path}.{index}.id": [f"Expected the id of something here; seen {one.id}."]
        for index, one in enumerate(sent)
        if one.id is not None and one.id not in ids
    }
    if strange:
        raise FieldErrors(strange)
    taken = {one.id for one in sent}
    namesakes = {one.name: one.id for one in present if one.id not in taken}
    return tuple(replace(one, id=one.id or namesakes.get(one.name)) for one in sent)


def _with_archived(present: LabelSetSpec, wanted: LabelSetSpec, usage: Usage) -> LabelSetSpec:
    """Add the labels that were left out but have been used, archived; and the ends they had."""
    used, kept = usage.of_labels(), {label.id for label in wanted.labels}
    left = [
        replace(label, is_archived=True, key="")
        for label in present.labels
        if label.id not in kept and used[id_of(label)]
    ]
    _require_free_names(wanted, {label.name for label in left})
    labels = (*wanted.labels, *left)
    return LabelSetSpec(labels, _with_old_ends(present, wanted.relation_types, labels, usage))


def _require_free_names(wanted: LabelSetSpec, taken: set[str]) -> None:
    told = {
        f"labels.{index}.name": [
            f"Expected a name that no archived label has; seen {label.name}. "
            "Bring that label back, or choose another name."
        ]
        for index, label in enumerate(wanted.labels)
        if label.name in taken
    }
    if told:
        raise FieldErrors(told)


def _with_old_ends(
    present: LabelSetSpec,
    wanted: Sequence[RelationTypeSpec],
    labels: Sequence[LabelSpec],
    usage: Usage,
) -> tuple[RelationTypeSpec, ...]:
    """Keep the ends with an archived label that relations have: nobody can draw new ones."""
    old_ids = {label.name: id_of(label) for label in present.labels}
    now = {id_of(label): label for label in labels}
    used = usage.of_ends()
    old = {kind.id: kind.ends for kind in present.relation_types}

    def kept(kind: RelationTypeSpec) -> list[Ends]:
        ends = []
        for end in old.get(kind.id, ()):
            pair = old_ids[end.source], old_ids[end.target]
            ids = [one for one in pair if one in now and now[one].is_archived]
            if ids and used[id_of(kind), *pair]:
                ends.append(Ends(now[pair[0]].name, now[pair[1]].name))
        return ends

    return tuple(
        replace(kind, ends=tuple(dict.fromkeys((*kind.ends, *kept(kind))))) for kind in wanted
    )
