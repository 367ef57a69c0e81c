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
from .assignments import submit_assignment
from .documents import import_documents
from .projects import add_member, assign_annotators, create_project

FIXTURES = settings.BASE_DIR / "fixtures"
Role = Membership.Role
DemoSpans = dict[str, dict[str, list[dict[str, Any]]]]

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
    spans = demo_spans()
    for assignment in Assignment.objects.filter(document__project=project):
        is_left = (assignment.document.file_name, assignment.annotator.username) == LEFT_OPEN
        if everything or not is_left:
            _annotate(assignment, spans)
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


def _annotate(assignment: Assignment, spans: DemoSpans) -> None:
    """Write a demo annotator's spans as they would have, then submit."""
    document, annotator = assignment.document, assignment.annotator
    for span in spans[document.file_name][annotator.username]:
        draft = SpanDraft(uuid=uuid.uuid4(), **span)
        put_annotation(by=annotator, assignment=assignment, draft=draft, base_rev=0)
    submit_assignment(by=annotator, assignment=assignment)


def demo_spans() -> DemoSpans:
    """Return the spans written for the demo: file name → annotator → spans with their quotes."""
    path = FIXTURES / "demo" / "annotations.json"
    spans: DemoSpans = json.loads(path.read_text("utf-8"))["documents"]
    return spans
