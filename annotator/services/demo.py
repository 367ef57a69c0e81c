"""The demo project: three real articles, a team, and annotations written for the demo."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction

from annotator.domain.formats import read_upload
from annotator.models import Assignment, Membership, Project, User
from annotator.nlp.language import guess_language

from .accounts import create_person
from .annotations import SpanDraft, put_annotation
from .assignments import put_about, submit_assignment
from .documents import import_documents
from .projects import add_member, assign_annotators, create_project
from .relations import RelationDraft, put_relation

FIXTURES = settings.BASE_DIR / "fixtures"
Role = Membership.Role

MANAGER = ("mara", "Mara Lindqvist", Role.MANAGER)
TEAM = (
    ("ana", "Ana Duarte", Role.ANNOTATOR),
    ("ben", "Ben Okafor", Role.ANNOTATOR),
    ("chloe", "Chloe Martin", Role.ANNOTATOR),
    ("ada", "Ada Novak", Role.ADJUDICATOR),
)
# Left for whoever tries the demo: the shortest article waits for its third annotator.
LEFT_OPEN = ("us-ukraine-defense-framework.txt", "chloe")


@dataclass(frozen=True)
class DemoPerson:
    username: str
    full_name: str
    role: str
    password: str


@dataclass(frozen=True)
class Demo:
    """What was made: the project, and its people with passwords nobody has seen yet."""

    project: Project
    people: list[DemoPerson]


@transaction.atomic
def load_demo(*, everything: bool = False) -> Demo | None:
    """Fill an empty database with the demo project; None where there is a user already.

    `everything` also submits the assignment that is otherwise left for the visitor to do.
    """
    if User.objects.exists():
        return None
    people = [_person(*entry) for entry in (MANAGER, *TEAM)]
    users = {user.username: user for user, _ in people}
    manager = users[MANAGER[0]]
    manager.user_permissions.add(Permission.objects.get(codename="add_project"))
    project = _project(manager, users)
    written = demo_annotations()
    for assignment in Assignment.objects.filter(document__project=project):
        is_left = (assignment.document.file_name, assignment.annotator.username) == LEFT_OPEN
        if everything or not is_left:
            _annotate(assignment, written)
    return Demo(project, [person for _, person in people])


def _person(username: str, full_name: str, role: Role) -> tuple[User, DemoPerson]:
    password = secrets.token_urlsafe(12)
    user = create_person(username=username, full_name=full_name, password=password)
    return user, DemoPerson(username, full_name, role, password)


def _project(manager: User, users: Mapping[str, User]) -> Project:
    project = create_project(
        by=manager,
        name="Demo: three articles on US–Russia–China security",
        description="Three opinion and analysis pieces of Chinese outlets. The annotations were "
        "written for this demonstration: Ana, Ben and Chloe are invented, and the agreement "
        "figures are no findings.",
        guideline=(FIXTURES / "demo" / "guideline.md").read_text(encoding="utf-8"),
    )
    for username, _, role in TEAM:
        add_member(by=manager, project=project, user=users[username], role=role)
    paths = sorted((FIXTURES / "documents").glob("*.txt"))
    files = [(path.name, path.read_bytes()) for path in paths]
    drafts = read_upload(files, guess_language=guess_language).drafts
    import_documents(by=manager, project=project, drafts=drafts)
    annotators = [users[username] for username, _, role in TEAM if role == Role.ANNOTATOR]
    assign_annotators(by=manager, project=project, annotators=annotators, documents=None)
    return project


def _annotate(assignment: Assignment, written: Mapping[str, Any]) -> None:
    """Write what a demo annotator made of a text as they would have, then submit."""
    file_name, annotator = assignment.document.file_name, assignment.annotator
    name = annotator.username
    made = {}
    for span in written["documents"][file_name][name]:
        draft = SpanDraft(uuid=uuid.uuid4(), **span)
        put_annotation(by=annotator, assignment=assignment, draft=draft, base_rev=0)
        made[place(span)] = draft.uuid
    for relation in written["relations"][file_name][name]:
        ends = {end: made[relation[end]] for end in ("source", "target")}
        link = RelationDraft(uuid=uuid.uuid4(), **relation | ends)
        put_relation(by=annotator, assignment=assignment, draft=link, base_rev=0)
    if about := written["abouts"].get(file_name, {}).get(name):
        put_about(by=annotator, assignment=assignment, base_rev=0, **about)
    submit_assignment(by=annotator, assignment=assignment)


def place(span: Mapping[str, Any]) -> str:
    """Return how relations of the demo name a span: "976-982 actor"."""
    return f"{span['start']}-{span['end']} {span['label']}"


def demo_annotations() -> dict[str, Any]:
    """Return what was written for the demo, as fixtures/README.md describes it."""
    path = FIXTURES / "demo" / "annotations.json"
    written: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return written
