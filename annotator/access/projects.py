"""Projects and their documents: which one may see, and what one may do to them."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models

from annotator.errors import Forbidden, NotFound
from annotator.models import Assignment, Document, Membership, Project
from annotator.models.documents import DocumentQuerySet

from .rights import ROLES, SCOPES, Action, Actor, Role, Scope

ProjectQuerySet = models.QuerySet[Project]
Row = TypeVar("Row", bound=models.Model)


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
    """Return the actor's present roles in a project."""
    held = Membership.objects.filter(project=project, user=actor.user)
    return actor.with_rank(held.values_list("role", flat=True))


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
    actor.require(action, roles_in(actor, project))


def require_visible(actor: Actor, project: Project) -> None:
    """Raise NotFound where the actor may not even know of a project."""
    if not visible_projects(actor).filter(id=project.id).exists():
        raise NotFound


def find(rows: models.QuerySet[Row], row_id: uuid.UUID) -> Row:
    """Return the row with this id, whosever it is. Raises NotFound."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound
    return row


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


def compared_documents(actor: Actor, project: Project) -> DocumentQuerySet:
    """Return the documents of which an annotator may see how far others agree with them.

    Their own copy and all the required ones are submitted. Raises NotFound where the project
    does not show it: then nothing tells that there is anything.
    """
    if not project.shows_agreement:
        raise NotFound
    own = Assignment.objects.filter(document=models.OuterRef("pk"), annotator=actor.user)
    submitted = own.filter(state=Assignment.State.SUBMITTED)
    return Document.objects.filter(project=project).reviewable().filter(models.Exists(submitted))


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
    document = find(Document.objects.select_related("project"), document_id)
    require_visible(actor, document.project)
    if not visible_documents(actor, document.project).filter(id=document.id).exists():
        raise NotFound
    require(actor, document.project, action)
    if action is Action.REVIEW:
        _require_among(open_documents(actor, document.project), actor, document)
    elif action is Action.RULE:
        _require_among(rulable_documents(actor, document.project), actor, document)
    return document


def require_sighted(actor: Actor, document: Document) -> None:
    """Raise Forbidden (`blind`) while the actor annotates this document themselves."""
    if blind_documents(actor, document.project).filter(id=document.id).exists():
        raise _blind()


def _blind() -> Forbidden:
    return Forbidden(
        "You annotate this document yourself: the others' work stays hidden from you.",
        code="blind",
    )


def _require_among(documents: DocumentQuerySet, actor: Actor, document: Document) -> None:
    if documents.filter(id=document.id).exists():
        return
    if Assignment.objects.filter(document=document, annotator=actor.user).exists():
        raise _blind()
    raise Forbidden(
        "Not every required copy of this document has been submitted yet.", code="not_ready"
    )
