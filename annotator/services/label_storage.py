"""How a label set lies in its tables: read as one whole, written as one whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F

from annotator.domain.labels import AttributeSpec, LabelSetSpec, LabelSpec, RelationTypeSpec
from annotator.models import Attribute, Label, Project, RelationEnds, RelationType

Spec = LabelSpec | AttributeSpec | RelationTypeSpec

ASIDE = 10_000  # beyond every position that is in use


def read_label_set(project: Project) -> LabelSetSpec:
    """Return all that is stored of a project's label set, archived labels too, with ids."""
    labels = Label.objects.filter(project=project).prefetch_related("attributes")
    names = {label.id: label.name for label in labels}
    types = RelationType.objects.filter(project=project).prefetch_related("ends")
    return LabelSetSpec.from_json(
        {
            "labels": [
                _fields(label, LABEL_FIELDS)
                | {"attributes": [_fields(row, ATTRIBUTE_FIELDS) for row in label.attributes.all()]}
                for label in labels
            ],
            "relation_types": [
                _fields(kind, TYPE_FIELDS)
                | {
                    "ends": [
                        {"source": names[pair.source_id], "target": names[pair.target_id]}
                        for pair in kind.ends.all()
                    ]
                }
                for kind in types
            ],
        }
    )


TYPE_FIELDS = ("id", "name", "title", "definition")
ATTRIBUTE_FIELDS = (*TYPE_FIELDS, "kind", "options")
LABEL_FIELDS = (*TYPE_FIELDS, "examples", "colour", "colour_dark", "key", "is_archived")


def _fields(row: models.Model | Spec, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def id_of(spec: Spec) -> UUID:
    """Return the id that a part of a stored set has."""
    if spec.id is None:
        raise ValueError(f"{spec.name} was never given an id.")
    return spec.id


def with_new_ids(label_set: LabelSetSpec) -> LabelSetSpec:
    """Return the set with an id for everything that has none."""
    return LabelSetSpec(
        labels=tuple(
            replace(
                label,
                id=label.id or uuid4(),
                attributes=tuple(replace(row, id=row.id or uuid4()) for row in label.attributes),
            )
            for label in label_set.labels
        ),
        relation_types=tuple(
            replace(kind, id=kind.id or uuid4()) for kind in label_set.relation_types
        ),
    )


def store_label_set(project: Project, wanted: LabelSetSpec) -> None:
    """Make the tables say what `wanted` says; every part of it has an id.

    What the set lacks is deleted. Names, keys and positions are unique, so what stays first
    steps aside: any order and any exchange of names can be written.
    """
    labels = Label.objects.filter(project=project)
    attributes = Attribute.objects.filter(label__project=project)
    types = RelationType.objects.filter(project=project)
    wanted_attributes = [row for label in wanted.labels for row in label.attributes]
    _drop_others(types, wanted.relation_types)
    _drop_others(attributes, wanted_attributes)
    _drop_others(labels, wanted.labels)
    labels.update(key="")
    _upsert(Label, _labels(project, wanted))
    _upsert(Attribute, _attributes(wanted))
    _upsert(RelationType, _types(project, wanted))
    _store_ends(project, wanted)


Parts = Collection[LabelSpec] | Collection[AttributeSpec] | Collection[RelationTypeSpec]


def _drop_others(rows: models.QuerySet[Any], kept: Parts) -> None:
    """Delete the rows that are not among `kept`; let the others step aside."""
    names = {part.id: part.name for part in kept}
    present = dict(rows.order_by().values_list("id", "name"))
    rows.filter(id__in=[row for row in present if row not in names]).delete()
    rows.update(position=F("position") + ASIDE)
    for row, name in present.items():
        if row in names and names[row] != name:
            rows.filter(id=row).update(name=f"x{row.hex}")


def _upsert(model: type[models.Model], rows: Iterator[models.Model]) -> None:
    fields = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _labels(project: Project, wanted: LabelSetSpec) -> Iterator[Label]:
    for position, spec in enumerate(wanted.labels):
        yield Label(project=project, position=position, **_fields(spec, LABEL_FIELDS))


def _attributes(wanted: LabelSetSpec) -> Iterator[Attribute]:
    for label in wanted.labels:
        for position, spec in enumerate(label.attributes):
            fields = _fields(spec, ATTRIBUTE_FIELDS)
            fields["options"] = [asdict(option) for option in spec.options]
            yield Attribute(label_id=id_of(label), position=position, **fields)


def _types(project: Project, wanted: LabelSetSpec) -> Iterator[RelationType]:
    for position, spec in enumerate(wanted.relation_types):
        yield RelationType(project=project, position=position, **_fields(spec, TYPE_FIELDS))


def _store_ends(project: Project, wanted: LabelSetSpec) -> None:
    """Replace the allowed ends; relations point at a type, never at a row of these."""
    ids = {label.name: id_of(label) for label in wanted.labels}
    RelationEnds.objects.filter(type__project=project).delete()
    RelationEnds.objects.bulk_create(
        RelationEnds(type_id=id_of(kind), source_id=ids[pair.source], target_id=ids[pair.target])
        for kind in wanted.relation_types
        for pair in kind.ends
    )
