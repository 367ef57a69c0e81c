"""Projects, teams, invitations, assignments, jobs, the log."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import (
    Action,
    Role,
    Scope,
    access_job,
    access_project,
    blind_documents,
    may,
    visible_projects,
)
from annotator.errors import FieldErrors, Forbidden, NotFound
from annotator.models import Document, Event, Job, Project, User
from annotator.services import jobs
from annotator.services.accounts import invite, revoke_invitation
from annotator.services.preannotation import enqueue_preannotation
from annotator.services.projects import (
    assign_annotators,
    change_project,
    create_project,
    remove_member,
)
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.projects import (
    AssignmentsIn,
    CreatedOut,
    EventOut,
    InvitationIn,
    InvitationOut,
    JobOut,
    MemberOut,
    NewInvitationOut,
    NothingIn,
    ProjectChangeIn,
    ProjectIn,
    ProjectOut,
)


class Projects(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(ProjectOut))
    def get(self, request: Request) -> Response:
        """List the projects I belong to."""
        self.actor.require_scope(Scope.READ)
        return self.page_of(visible_projects(self.actor).prefetch_related("labels"), ProjectOut)

    @extend_schema(request=ProjectIn, responses={201: ProjectOut})
    def post(self, request: Request) -> Response:
        """Create a project with the default label set; I shall manage it."""
        self.actor.require_session()
        if not self.actor.user.has_perm("annotator.add_project"):
            raise Forbidden("Your account may not create projects; ask an administrator.")
        project = create_project(by=self.actor.user, **self.validated(ProjectIn))
        return Response(ProjectOut(project).data, status=status.HTTP_201_CREATED)


class ProjectDetail(Endpoint):
    @extend_schema(responses=ProjectOut)
    def get(self, request: Request, project: UUID) -> Response:
        """Return a project with its guideline and labels."""
        return Response(ProjectOut(access_project(self.actor, project, Action.READ)).data)

    @extend_schema(request=ProjectChangeIn, responses=ProjectOut)
    def patch(self, request: Request, project: UUID) -> Response:
        """Change name, description, guideline or settings."""
        found = access_project(self.actor, project, Action.MANAGE)
        changes = self.validated(ProjectChangeIn)
        changed = change_project(by=self.actor.user, project=found, **changes)
        return Response(ProjectOut(changed).data)


# --- The team -----------------------------------------------------------------------------


class Members(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(MemberOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List who has which role."""
        found = access_project(self.actor, project, Action.REVIEW)
        return self.page_of(found.memberships.select_related("user"), MemberOut)


class MemberDetail(Endpoint):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, project: UUID, member: UUID) -> Response:
        """Take a role from a person; their work stays."""
        found = access_project(self.actor, project, Action.MANAGE)
        membership = found.memberships.select_related("project").filter(id=member).first()
        if membership is None:
            raise NotFound
        remove_member(by=self.actor.user, membership=membership)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Invitations(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(InvitationOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List the invitations of a project."""
        found = access_project(self.actor, project, Action.MANAGE)
        return self.page_of(found.invitations.all(), InvitationOut)

    @extend_schema(request=InvitationIn, responses={201: NewInvitationOut})
    def post(self, request: Request, project: UUID) -> Response:
        """Create a single-use link; it is shown this once."""
        found = access_project(self.actor, project, Action.MANAGE)
        sent = self.validated(InvitationIn)
        if sent["role"] == Role.MANAGER:
            self.actor.require_session()  # else a token could outlive itself
        invitation, secret = invite(by=self.actor.user, project=found, **sent)
        data = {
            "id": invitation.id,
            "name": invitation.name,
            "role": invitation.role,
            "expires_at": invitation.expires_at,
            "url": settings.PARALLAX_URL + reverse("invitation", args=[secret]),
        }
        return Response(NewInvitationOut(data).data, status=status.HTTP_201_CREATED)


class InvitationDetail(Endpoint):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, project: UUID, invitation: UUID) -> Response:
        """Close an invitation that nobody has used."""
        found = access_project(self.actor, project, Action.MANAGE)
        chosen = found.invitations.select_related("project").filter(id=invitation).first()
        if chosen is None:
            raise NotFound
        revoke_invitation(by=self.actor.user, invitation=chosen)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectAssignments(Endpoint):
    @extend_schema(request=AssignmentsIn, responses={201: CreatedOut})
    def post(self, request: Request, project: UUID) -> Response:
        """Assign annotators to documents; pairs that exist are left as they are."""
        found = access_project(self.actor, project, Action.MANAGE)
        sent = self.validated(AssignmentsIn)
        created = assign_annotators(
            by=self.actor.user,
            project=found,
            annotators=_annotators(found, sent["annotators"]),
            documents=_documents(found, sent["documents"]),
        )
        return Response({"created": created}, status=status.HTTP_201_CREATED)


def _annotators(project: Project, ids: list[UUID]) -> list[User]:
    people = list(User.objects.filter(id__in=ids, memberships__project=project).distinct())
    if len(people) < len(set(ids)):
        raise FieldErrors({"annotators": [_missing(ids, people, "members of this project")]})
    return people


def _documents(project: Project, ids: list[UUID] | None) -> list[Document] | None:
    if ids is None:
        return None
    documents = list(project.documents.filter(id__in=ids).defer("text"))
    if len(documents) < len(set(ids)):
        raise FieldErrors({"documents": [_missing(ids, documents, "documents of this project")]})
    return documents


def _missing(asked: list[UUID], found: Sequence[User | Document], what: str) -> str:
    unknown = sorted(str(one) for one in set(asked) - {row.id for row in found})
    return f"Expected {what}; seen {', '.join(unknown[:5])}{' …' if len(unknown) > 5 else ''}."


# --- Background work and the log ----------------------------------------------------------


class ProjectJobs(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(JobOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List the project's background work."""
        found = access_project(self.actor, project, Action.IMPORT)
        return self.page_of(Job.objects.filter(project=found), JobOut)


class Preannotations(Endpoint):
    @extend_schema(request=NothingIn, responses={201: JobOut})
    def post(self, request: Request, project: UUID) -> Response:
        """Read every document that the present pipeline has not read."""
        found = access_project(self.actor, project, Action.IMPORT)
        self.validated(NothingIn)
        job = enqueue_preannotation(by=self.actor.user, project=found)
        return Response(JobOut(job).data, status=status.HTTP_201_CREATED)


class JobDetail(Endpoint):
    @extend_schema(responses=JobOut)
    def get(self, request: Request, job: UUID) -> Response:
        """Return a job's state and progress."""
        return Response(JobOut(access_job(self.actor, job)).data)


class JobRetry(Endpoint):
    @extend_schema(request=NothingIn, responses=JobOut)
    def post(self, request: Request, job: UUID) -> Response:
        """Queue a failed job again."""
        found = access_job(self.actor, job)
        self.validated(NothingIn)
        return Response(JobOut(jobs.retry(by=self.actor.user, job=found)).data)


class Events(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(EventOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List who changed what, and when."""
        found = access_project(self.actor, project, Action.MANAGE)
        hidden = blind_documents(self.actor, found)
        log = Event.objects.filter(project=found).exclude(document__in=hidden)
        if not may(self.actor, found, Action.REVIEW):  # a token that may not see layers
            log = log.filter(document=None)
        return self.page_of(log.select_related("actor"), EventOut, ordering=("at", "id"))
