"""The only door to an object: who may do what to which, in one place.

Deny by default. What is not yours and what is not there look the same (NotFound); inside a
project you may see, an action beyond your role is Forbidden. A token can only narrow what its
owner may do: its scopes, cut with the owner's present roles and the token's project.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.http import HttpRequest

from annotator.errors import Forbidden, NotFound
from annotator.models import (
    Annotation,
    APIToken,
    Assignment,
    Document,
    Job,
    Label,
    Membership,
    Project,
    Release,
    Suggestion,
    User,
)
from annotator.models.documents import AssignmentQuerySet, DocumentQuerySet
from annotator.models.layers import find_layer

Role = Membership.Role
Scope = APIToken.Scope
ProjectQuerySet = models.QuerySet[Project]
Row = TypeVar("Row", bound=models.Model)
# What is long, and needed by few who ask for an assignment.
_TEXTS = ("document__text", "document__metadata", "document__project__guideline")


class Action(enum.Enum):
    """What one may want to do in a project; the tables below say who may."""

    READ = "read the project"
    ANNOTATE = "annotate"
    REVIEW = "see the annotators' work"
    RULE = "rule on disagreements"
    REOPEN = "reopen an assignment"
    EXPORT = "export"
    IMPORT = "import documents"
    RELEASE = "make or read releases"
    MANAGE = "manage the project"


ROLES: dict[Action, frozenset[Role]] = {
    Action.READ: frozenset(Role),
    Action.ANNOTATE: frozenset({Role.ANNOTATOR}),
    Action.REVIEW: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.RULE: frozenset({Role.ADJUDICATOR}),
    Action.REOPEN: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.EXPORT: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.IMPORT: frozenset({Role.MANAGER}),
    Action.RELEASE: frozenset({Role.MANAGER}),
    Action.MANAGE: frozenset({Role.MANAGER}),
}

SCOPES: dict[Action, Scope] = {
    Action.READ: Scope.READ,
    Action.ANNOTATE: Scope.ANNOTATE,
    Action.REVIEW: Scope.REVIEW,
    Action.RULE: Scope.REVIEW,
    Action.REOPEN: Scope.REVIEW,
    Action.EXPORT: Scope.EXPORT,
    Action.IMPORT: Scope.IMPORT,
    Action.RELEASE: Scope.EXPORT,
    Action.MANAGE: Scope.ADMIN,
}


@dataclass(frozen=True)
class Actor:
    """Who asks: a user, by session (`token` is None) or through a token."""

    user: User
    token: APIToken | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Actor:
        """Return who sent this request; it must be signed in."""
        token = getattr(request, "auth", None)
        if not isinstance(request.user, User):
            raise NotFound
        return cls(request.user, token if isinstance(token, APIToken) else None)

    def require_scope(self, scope: Scope) -> None:
        """Raise Forbidden where a token was used that lacks `scope`."""
        if self.token is not None and scope not in self.token.scopes:
            raise Forbidden(
                f"This token lacks the scope {scope.value!r}; it has: "
                f"{', '.join(self.token.scopes) or 'none'}.",
                code="scope_missing",
            )

    def require_session(self) -> None:
        """Raise Forbidden where a token was used: this is for people."""
        if self.token is not None:
            raise Forbidden("This needs a signed-in session, not a token.", code="session_only")


# --- Projects -----------------------------------------------------------------------------


def visible_projects(actor: Actor) -> ProjectQuerySet:
    """Return the projects the actor is a member of; for a site administrator, all."""
    projects = Project.objects.all()
    if actor.token is not None and actor.token.project_id is not None:
        projects = projects.filter(id=actor.token.project_id)
    if actor.user.is_superuser:
        return projects
    return projects.filter(
        models.Exists(Membership.objects.filter(project=models.OuterRef("pk"), user=actor.user))
    )


def roles_in(actor: Actor, project: Project) -> frozenset[Role]:
    """Return the actor's present roles in a project. A site administrator manages every one."""
    held = Membership.objects.filter(project=project, user=actor.user).values_list("role")
    return _with_rank(actor, (Role(role) for (role,) in held))


def _with_rank(actor: Actor, roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset((*roles, Role.MANAGER) if actor.user.is_superuser else roles)


def access_project(actor: Actor, project_id: uuid.UUID, action: Action) -> Project:
    """Return the project, if the actor may do `action` in it."""
    project = visible_projects(actor).filter(id=project_id).first()
    if project is None:
        raise NotFound
    require(actor, project, action)
    return project


def may(actor: Actor, project: Project, action: Action) -> bool:
    """Say whether role and token let the actor do `action` in a project."""
    scopes = actor.token.scopes if actor.token else Scope.values
    return SCOPES[action] in scopes and bool(roles_in(actor, project) & ROLES[action])


def require(actor: Actor, project: Project, action: Action) -> None:
    """Raise Forbidden unless role and token let the actor do `action`."""
    actor.require_scope(SCOPES[action])
    if not roles_in(actor, project) & ROLES[action]:
        raise _beyond(action)


def _beyond(action: Action) -> Forbidden:
    return Forbidden(f"Your role in this project does not let you {action.value}.")


# --- Documents ----------------------------------------------------------------------------


def visible_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents whose text the actor may read: an annotator's, the assigned ones."""
    documents = Document.objects.filter(project=project)
    if roles_in(actor, project) & ROLES[Action.REVIEW]:
        return documents
    return documents.filter(
        models.Exists(
            Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
        )
    )


def blind_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents whose annotations the actor must not see, because they annotate them.

    Holds for every role: a manager who annotates is blind until they have submitted.
    """
    own = Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
    return Document.objects.filter(models.Exists(own.unsubmitted()), project=project)


def open_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents on which the actor may see every annotator's work.

    A manager: all but those they still annotate. An adjudicator: those whose required copies
    are all submitted and which they did not annotate themselves. An annotator: none.
    """
    roles = roles_in(actor, project)
    documents = Document.objects.filter(project=project)
    if Role.MANAGER in roles:
        own = Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
        return documents.exclude(models.Exists(own.unsubmitted()))
    return rulable_documents(actor, project) if Role.ADJUDICATOR in roles else documents.none()


def hidden_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents that the actor annotates, and whose other layers they must not see."""
    own = Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
    shown = open_documents(actor, project).filter(id=models.OuterRef("pk"))
    return Document.objects.filter(models.Exists(own), ~models.Exists(shown), project=project)


def rulable_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents whose disagreements the actor may rule on, whatever else they are.

    A manager sees more, and sees it earlier; as an adjudicator they have no more rights than
    others: all required copies are submitted, and none of them is their own.
    """
    own = Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
    documents = Document.objects.filter(project=project)
    return documents.reviewable().exclude(models.Exists(own))


def exportable_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return what the actor may export: an adjudicator, the adjudicated documents only."""
    documents = open_documents(actor, project)
    if Role.MANAGER in roles_in(actor, project):
        return documents
    return documents.filter(adjudication__state="finished")


def access_document(actor: Actor, document_id: uuid.UUID, action: Action) -> Document:
    """Return the document, if the actor may do `action` to it."""
    document = _find(Document.objects.select_related("project"), document_id)
    _require_visible(actor, document.project)
    if not visible_documents(actor, document.project).filter(id=document.id).exists():
        raise NotFound
    require(actor, document.project, action)
    if action is Action.REVIEW:
        _require_among(open_documents(actor, document.project), actor, document)
    elif action is Action.RULE:
        _require_among(rulable_documents(actor, document.project), actor, document)
    return document


def _require_among(documents: DocumentQuerySet, actor: Actor, document: Document) -> None:
    if documents.filter(id=document.id).exists():
        return
    if Assignment.objects.filter(document=document, annotator=actor.user).exists():
        raise Forbidden(
            "You annotate this document yourself: the others' work stays hidden from you.",
            code="blind",
        )
    raise Forbidden(
        "Not every required copy of this document has been submitted yet.", code="not_ready"
    )


# --- What hangs on them -------------------------------------------------------------------


def own_assignments(actor: Actor) -> AssignmentQuerySet:
    """Return the actor's assignments in the projects they still belong to, without the texts."""
    mine = Assignment.objects.filter(
        annotator=actor.user, document__project__in=visible_projects(actor)
    )
    return mine.select_related("document__project").defer("document__text")


def access_assignment(actor: Actor, assignment_id: uuid.UUID, action: Action) -> Assignment:
    """Return an assignment: one's own to read and annotate; to reopen, any of the project.

    Texts, which most who ask need not read, are fetched where they are asked for.
    """
    found = Assignment.objects.select_related("document__project").defer(*_TEXTS)
    assignment = _find(found, assignment_id)
    _require_rights(actor, assignment, roles_in(actor, assignment.document.project), action)
    return assignment


def access_layer(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """Return one's own assignment to write in, with no more of its document than a write needs."""
    assignment, roles = find_layer(assignment_id, actor.user.id)
    if assignment is None:
        raise NotFound
    _require_rights(actor, assignment, _with_rank(actor, map(Role, roles)), Action.ANNOTATE)
    return assignment


def _require_rights(
    actor: Actor, assignment: Assignment, roles: frozenset[Role], action: Action
) -> None:
    """Raise NotFound or Forbidden unless an actor of these roles may do `action` to it."""
    project_id = assignment.document.project_id
    is_elsewhere = actor.token is not None and actor.token.project_id not in {None, project_id}
    is_own = assignment.annotator_id == actor.user.id
    may_act = bool(roles & ROLES[action])
    is_reopened = action is Action.REOPEN and may_act
    if not roles or is_elsewhere or not (is_own or is_reopened):
        raise NotFound
    actor.require_scope(SCOPES[action])
    if not may_act:
        raise _beyond(action)


def access_reopening_request(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """Return an assignment whose reopening one may call off: one's own, or what one may reopen."""
    own = Assignment.objects.filter(id=assignment_id, annotator=actor.user)
    action = Action.ANNOTATE if own.exists() else Action.REOPEN
    return access_assignment(actor, assignment_id, action)


def visible_suggestions(assignment: Assignment) -> models.QuerySet[Suggestion]:
    """Return the suggestions for one annotator: those of the last reading, and those they decided.

    Older ones are kept where anybody decided on them; to show these to the others would tell
    them that somebody did. What has an archived label cannot be accepted any more.
    """
    own = models.Q(decisions__assignment=assignment)
    current = models.Q(pipeline=models.F("document__preannotated_with"), label__is_archived=False)
    shown = Suggestion.objects.filter(own | current, document=assignment.document_id)
    return shown.select_related("label").distinct()


def visible_labels(actor: Actor, project: Project) -> models.QuerySet[Label]:
    """Return the labels one may see: archived ones as a manager, or where one's own spans have one.

    That a label is archived, not deleted, tells that somebody used it.
    """
    labels = Label.objects.filter(project=project)
    if Role.ADJUDICATOR in (roles := roles_in(actor, project)) or Role.MANAGER in roles:
        return labels
    own = Annotation.objects.filter(label=models.OuterRef("pk"), assignment__annotator=actor.user)
    return labels.filter(models.Q(is_archived=False) | models.Exists(own))


def access_job(actor: Actor, job_id: uuid.UUID) -> Job:
    """Return a job of a project, for whoever may start one."""
    job = _find(Job.objects.select_related("project"), job_id)
    _require_visible(actor, job.project)
    require(actor, job.project, Action.IMPORT)
    return job


def access_release(actor: Actor, release_id: uuid.UUID) -> Release:
    """Return a release of a project the actor manages."""
    release = _find(Release.objects.select_related("project"), release_id)
    _require_visible(actor, release.project)
    require(actor, release.project, Action.RELEASE)
    return release


def _find(rows: models.QuerySet[Row], row_id: uuid.UUID) -> Row:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound
    return row


def _require_visible(actor: Actor, project: Project) -> None:
    if not visible_projects(actor).filter(id=project.id).exists():
        raise NotFound
