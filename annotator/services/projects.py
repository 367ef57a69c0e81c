"""Projects, their label sets and their members."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from annotator.domain.default_labels import DEFAULT_LABEL_SET
from annotator.domain.labels import LabelSetSpec
from annotator.errors import Conflict, FieldErrors
from annotator.models import Adjudication, Assignment, Document, Membership, Project, User
from annotator.models.projects import REDUNDANCY_LIMIT

from .events import record
from .guidelines import add_version
from .label_storage import store_label_set, with_new_ids


@transaction.atomic
def create_project(
    *,
    by: User,
    name: str,
    description: str = "",
    guideline: str = "",
    redundancy: int = 3,
    label_set: LabelSetSpec = DEFAULT_LABEL_SET,
) -> Project:
    """Create a project with its label set and guideline; whoever creates it manages it."""
    _check_redundancy(redundancy)
    project = Project.objects.create(
        name=name,
        description=description,
        guideline=guideline,
        redundancy=redundancy,
        created_by=by,
    )
    add_version(by=by, project=project)
    store_label_set(project, with_new_ids(label_set))
    Membership.objects.create(project=project, user=by, role=Membership.Role.MANAGER)
    record("project.create", project.id, by=by, project=project, after={"name": name})
    return project


def lock_project(project: Project) -> None:
    """Let changes of one project follow each other until this transaction ends."""
    Project.objects.filter(id=project.id).update(name=F("name"))


class StaleGuideline(Conflict):
    """The guideline has a newer version, `current`, than the one a change was made on."""

    code = "stale"

    def __init__(self, current: int, base: int) -> None:
        self.current = current
        super().__init__(f"This text was made from version {base}, but there is {current} now.")


@transaction.atomic
def change_project(
    *,
    by: User,
    project: Project,
    base_guideline_version: int | None = None,
    **changes: str | float | None,
) -> Project:
    """Change a project's settings or its guideline. A changed guideline is a new version.

    Raises StaleGuideline where `base_guideline_version` is given and is not the present one,
    unless everything is as it shall be already: so a change may be repeated.
    """
    if not changes:
        _require_no_base(base_guideline_version)
        return project
    if "redundancy" in changes:
        _check_redundancy(int(changes["redundancy"] or 0))
    lock_project(project)
    project.refresh_from_db()  # so that two new guidelines are two versions
    before = {field: getattr(project, field) for field in changes}
    if before == changes:
        return project
    if base_guideline_version not in (None, project.guideline_version):
        raise StaleGuideline(project.guideline_version, base_guideline_version)
    is_new_guideline = changes.get("guideline", project.guideline) != project.guideline
    for field, value in changes.items():
        setattr(project, field, value)
    if is_new_guideline:
        project.guideline_version += 1
        add_version(by=by, project=project)
    project.save(update_fields=[*changes, "guideline_version"])
    record("project.change", project.id, by=by, project=project, before=before, after=changes)
    return project


def _require_no_base(base_guideline_version: int | None) -> None:
    if base_guideline_version is not None:
        told = f"Expected together with what shall change; seen {base_guideline_version} alone."
        raise FieldErrors({"base_guideline_version": [told]})


def _check_redundancy(redundancy: int) -> None:
    if not 1 <= redundancy <= REDUNDANCY_LIMIT:
        raise FieldErrors(
            {"redundancy": [f"Expected 1 to {REDUNDANCY_LIMIT} annotators; seen {redundancy}."]}
        )


@transaction.atomic
def add_member(*, by: User, project: Project, user: User, role: str) -> Membership:
    """Give a person a role; having it already is no error."""
    membership, is_new = Membership.objects.get_or_create(project=project, user=user, role=role)
    if is_new:
        after = {"user": str(user.id), "role": role}
        record("membership.create", membership.id, by=by, project=project, after=after)
    return membership


@transaction.atomic
def remove_member(*, by: User, membership: Membership) -> None:
    """Take a role from a person. Their work stays; a project keeps at least one manager."""
    project = membership.project
    lock_project(project)
    others = project.memberships.filter(role=Membership.Role.MANAGER).exclude(id=membership.id)
    if membership.role == Membership.Role.MANAGER and not others.exists():
        raise Conflict("A project needs a manager: make somebody else one first.")
    before = {"user": str(membership.user_id), "role": membership.role}
    record("membership.delete", membership.id, by=by, project=project, before=before)
    membership.delete()


@transaction.atomic
def assign_annotators(
    *, by: User, project: Project, annotators: Sequence[User], documents: Sequence[Document] | None
) -> int:
    """Assign each annotator to each document (all of the project's where None).

    A document whose review is finished takes no more annotators: its gold says what all of
    them marked. Returns how many assignments are new. Raises FieldErrors for people who are
    not annotators of the project.
    """
    lock_project(project)
    _check_are_annotators(project, annotators)
    chosen = project.documents.exclude(adjudication__state=Adjudication.State.FINISHED)
    if documents is not None:
        chosen = chosen.filter(id__in=[document.id for document in documents])
    wanted = [
        (document, user.id)
        for document in chosen.values_list("id", flat=True)
        for user in annotators
    ]
    present = set(
        Assignment.objects.filter(document__project=project).values_list(
            "document_id", "annotator_id"
        )
    )
    new = [pair for pair in wanted if pair not in present]
    Assignment.objects.bulk_create(
        (Assignment(document_id=document, annotator_id=user) for document, user in new),
        batch_size=500,
    )
    after = {"annotators": [str(user.id) for user in annotators], "created": len(new)}
    record("assignments.create", project.id, by=by, project=project, after=after)
    return len(new)


def _check_are_annotators(project: Project, people: Sequence[User]) -> None:
    members = set(
        project.memberships.filter(role=Membership.Role.ANNOTATOR).values_list("user_id", flat=True)
    )
    strangers = [person for person in people if person.id not in members]
    if strangers:
        names = ", ".join(person.username for person in strangers)
        raise FieldErrors({"annotators": [f"Not annotators of this project: {names}."]})
