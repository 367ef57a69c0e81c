"""An annotator's relations: typed links from one of their spans to another."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import (
    Annotation,
    Assignment,
    Event,
    Label,
    Relation,
    RelationEnds,
    RelationType,
    User,
)

from .assignments import lock_open
from .events import prepare, record
from .revisions import StaleRevision, is_repeated, require_revision

TOLD = 5  # relations named in a message


@dataclass(frozen=True)
class RelationDraft:
    """A relation as a client sends it; the ends are the uuids of annotations."""

    uuid: uuids.UUID
    type: str
    source: uuids.UUID
    target: uuids.UUID
    note: str = ""
    is_unsure: bool = False


class WrongEnds(Conflict):
    """A relation type does not link spans of these labels in this direction."""

    code = "relation_ends"

    def __init__(self, relations: Iterable[Relation], message: str) -> None:
        self.relations = list(relations)
        super().__init__(message)


@transaction.atomic
def put_relation(
    *, by: User, assignment: Assignment, draft: RelationDraft, base_rev: int
) -> tuple[Relation, bool]:
    """Create (`base_rev` 0) or change a relation; return it and whether it is new.

    Repeating a write that was stored returns what it stored. Raises StaleRevision, Conflict
    (`closed`, `duplicate_relation`), WrongEnds, and FieldErrors for an unknown type or end.
    """
    lock_open(assignment)
    current = _layer(assignment).filter(uuid=draft.uuid).first()
    if current is not None and _says(current, draft) and is_repeated(current, base_rev):
        return current, False
    require_revision(current, base_rev)
    wanted = current or Relation(assignment=assignment, uuid=draft.uuid, rev=0)
    before = _state(current) if current else None
    if current is None or not _links(current, draft):
        _link(assignment, wanted, draft)
    wanted.note, wanted.is_unsure = draft.note, draft.is_unsure
    wanted.guideline_version = assignment.document.project.guideline_version
    wanted.rev, wanted.updated_at = wanted.rev + 1, timezone.now()
    wanted.save()
    verb = "relation.change" if before else "relation.create"
    after = _state(wanted)
    record(verb, wanted.uuid, by=by, document=assignment.document, before=before, after=after)
    return wanted, before is None


@transaction.atomic
def delete_relation(*, by: User, assignment: Assignment, uuid: uuids.UUID, base_rev: int) -> None:
    """Delete a relation. Raises NotFound for a repeated delete, and StaleRevision."""
    lock_open(assignment)
    relation = _layer(assignment).filter(uuid=uuid).first()
    if relation is None:
        raise NotFound
    if relation.rev != base_rev:
        raise StaleRevision(relation, base_rev)
    before, document = _state(relation), assignment.document
    record("relation.delete", relation.uuid, by=by, document=document, before=before)
    relation.delete()


def drop_relations(*, by: User, assignment: Assignment, annotation: Annotation) -> list[Event]:
    """Delete the relations of an annotation of a locked layer; return what the log shall keep."""
    its_own = Relation.objects.filter(Q(source=annotation) | Q(target=annotation))
    if not its_own.exists():
        return []
    relations = list(_told(its_own))
    Relation.objects.filter(id__in=[relation.id for relation in relations]).delete()
    document = assignment.document
    return [
        prepare("relation.delete", each.uuid, by=by, document=document, before=_state(each))
        for each in relations
    ]


def forbidding_relations(annotation: Annotation, label: Label) -> QuerySet[Relation]:
    """Return an annotation's relations that their types would not allow with another label."""
    allowed = RelationEnds.objects.drawable().filter(type=OuterRef("type"))
    from_it = allowed.filter(source=label, target=OuterRef("target__label"))
    to_it = allowed.filter(source=OuterRef("source__label"), target=label)
    return Relation.objects.filter(
        Q(source=annotation) & ~Exists(from_it) | Q(target=annotation) & ~Exists(to_it)
    )


def wrong_ends(annotation: Annotation, label: Label) -> WrongEnds:
    """Return the error that names the relations which forbid an annotation another label."""
    relations = list(_told(forbidding_relations(annotation, label)))
    named = "; ".join(map(_in_words, relations[:TOLD]))
    more = f"; and {len(relations) - TOLD} more" if len(relations) > TOLD else ""
    return WrongEnds(
        relations, f"As {label.name} this span could not be linked as it is: {named}{more}."
    )


def _told(relations: QuerySet[Relation]) -> QuerySet[Relation]:
    return relations.select_related("type", "source__label", "target__label")


def _layer(assignment: Assignment) -> QuerySet[Relation]:
    return _told(Relation.objects.filter(assignment=assignment))


def _says(relation: Relation, draft: RelationDraft) -> bool:
    noted = (relation.note, relation.is_unsure) == (draft.note, draft.is_unsure)
    return noted and _links(relation, draft)


def _links(relation: Relation, draft: RelationDraft) -> bool:
    linked = (relation.type.name, relation.source.uuid, relation.target.uuid)
    return linked == (draft.type, draft.source, draft.target)


def _link(assignment: Assignment, relation: Relation, draft: RelationDraft) -> None:
    """Set type and ends, once the type may link them and nothing links them so already."""
    relation.type = _type(assignment, draft.type)
    relation.source, relation.target = _ends(assignment, draft)
    labels = {"source": relation.source.label, "target": relation.target.label}
    if not _drawable(relation.type).filter(**labels).exists():
        raise WrongEnds(
            [],
            f"{relation.type.name} does not link {labels['source'].name} to "
            f"{labels['target'].name}; expected {_allowed(relation.type)}.",
        )
    equal = Relation.objects.filter(
        type=relation.type, source=relation.source, target=relation.target
    )
    if equal.exclude(uuid=draft.uuid).exists():
        raise Conflict(
            f"You have linked these two as {draft.type} already.", code="duplicate_relation"
        )


def _type(assignment: Assignment, name: str) -> RelationType:
    types = RelationType.objects.filter(project=assignment.document.project_id)
    found = types.filter(name=name).first()
    if found is None:
        known = ", ".join(types.values_list("name", flat=True)) or "none: the project has no types"
        raise FieldErrors({"type": [f"Expected one of {known}; seen {name!r}."]})
    return found


def _ends(assignment: Assignment, draft: RelationDraft) -> tuple[Annotation, Annotation]:
    if draft.source == draft.target:
        raise FieldErrors({"target": ["Expected another span than the source; seen the same."]})
    wanted = {"source": draft.source, "target": draft.target}
    rows = assignment.annotations.select_related("label").filter(uuid__in=wanted.values())
    found = {annotation.uuid: annotation for annotation in rows}
    missing = {
        end: [f"Expected one of your annotations of this document; seen {uuid}."]
        for end, uuid in wanted.items()
        if uuid not in found
    }
    if missing:
        raise FieldErrors(missing)
    return found[draft.source], found[draft.target]


def _drawable(kind: RelationType) -> QuerySet[RelationEnds]:
    return RelationEnds.objects.drawable().filter(type=kind)


def _allowed(kind: RelationType) -> str:
    pairs = _drawable(kind).values_list("source__name", "target__name")
    return ", ".join(f"{source} to {target}" for source, target in pairs) or "nothing"


def _in_words(relation: Relation) -> str:
    source, target = relation.source.span, relation.target.span
    return (
        f"{source.label} [{source.start}, {source.end}) {relation.type.name} "
        f"{target.label} [{target.start}, {target.end})"
    )


def _state(relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type.name,
        "source": str(relation.source.uuid),
        "target": str(relation.target.uuid),
        "note": relation.note,
        "is_unsure": relation.is_unsure,
        "rev": relation.rev,
    }
