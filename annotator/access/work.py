"""What hangs on projects and documents: assignments, suggestions, labels, jobs, releases."""

from __future__ import annotations

import uuid

from django.db import models

from annotator.errors import NotFound
from annotator.models import (
    Annotation,
    Assignment,
    Job,
    Label,
    Project,
    Release,
    Suggestion,
    SuggestionDecision,
)
from annotator.models.documents import AssignmentQuerySet
from annotator.models.layers import find_layer

from .projects import (
    find,
    require,
    require_sighted,
    require_visible,
    roles_in,
    visible_projects,
)
from .rights import ROLES, Action, Actor, Role

# What is long, and needed by few who ask for an assignment.
_TEXTS = ("document__text", "document__metadata", "document__project__guideline")


def own_assignments(actor: Actor) -> AssignmentQuerySet:
    """Return the actor's assignments in the projects they still belong to, without the texts."""
    mine = Assignment.objects.filter(
        annotator=actor.user, document__project__in=visible_projects(actor)
    )
    return mine.select_related("document__project").defer("document__text")


def access_assignment(actor: Actor, assignment_id: uuid.UUID, action: Action) -> Assignment:
    """Return an assignment: one's own to read and annotate; to reopen, any of the project.

    Another's, only while one is not blind to it: its state belongs to what one must not see.
    Texts, which most who ask need not read, are fetched where they are asked for.
    """
    found = Assignment.objects.select_related("document__project").defer(*_TEXTS)
    assignment = find(found, assignment_id)
    _require_rights(actor, assignment, roles_in(actor, assignment.document.project), action)
    if assignment.annotator_id != actor.user.id:
        require_sighted(actor, assignment.document)
    return assignment


def access_layer(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """Return one's own assignment to write in, with no more of its document than a write needs."""
    assignment, roles = find_layer(assignment_id, actor.user.id)
    if assignment is None:
        raise NotFound
    _require_rights(actor, assignment, actor.with_rank(roles), Action.ANNOTATE)
    return assignment


def _require_rights(
    actor: Actor, assignment: Assignment, roles: frozenset[Role], action: Action
) -> None:
    """Raise NotFound or Forbidden unless an actor of these roles may do `action` to it."""
    is_own = assignment.annotator_id == actor.user.id
    is_reopened = action is Action.REOPEN and bool(roles & ROLES[action])
    is_visible = bool(roles) and actor.is_of(assignment.document.project_id)
    if not is_visible or not (is_own or is_reopened):
        raise NotFound
    actor.require(action, roles)


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
    """Return the labels one may see: archived ones to rule on or to manage, or of one's own work.

    That a label is archived, not deleted, tells that somebody used it. One's own work are one's
    spans, and the suggestions one decided on.
    """
    labels = Label.objects.filter(project=project)
    if Role.ADJUDICATOR in (roles := roles_in(actor, project)) or Role.MANAGER in roles:
        return labels
    own = Annotation.objects.filter(label=models.OuterRef("pk"), assignment__annotator=actor.user)
    decided = SuggestionDecision.objects.filter(
        suggestion__label=models.OuterRef("pk"), assignment__annotator=actor.user
    )
    is_shown = models.Q(is_archived=False) | models.Exists(own) | models.Exists(decided)
    return labels.filter(is_shown)


def access_job(actor: Actor, job_id: uuid.UUID) -> Job:
    """Return a job of a project, for whoever may start one."""
    job = find(Job.objects.select_related("project"), job_id)
    require_visible(actor, job.project)
    require(actor, job.project, Action.IMPORT)
    return job


def access_release(actor: Actor, release_id: uuid.UUID) -> Release:
    """Return a release of a project the actor manages."""
    release = find(Release.objects.select_related("project"), release_id)
    require_visible(actor, release.project)
    require(actor, release.project, Action.RELEASE)
    return release
