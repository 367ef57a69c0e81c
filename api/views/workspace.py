"""An annotator's documents: the queue, one of them with all it needs, and its states."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import (
    Action,
    Scope,
    access_assignment,
    access_reopening_request,
    own_assignments,
    visible_labels,
    visible_suggestions,
)
from annotator.errors import FieldErrors
from annotator.models import Assignment, RelationEnds
from annotator.models.documents import AssignmentQuerySet
from annotator.services.assignments import (
    end_reopening_request,
    reopen_assignment,
    request_reopening,
    resume_assignment,
    skip_assignment,
    submit_assignment,
)
from annotator.services.preannotation import current_preannotation
from annotator.services.sittings import seconds_worked
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.assignments import (
    AssignmentOut,
    AssignmentStateOut,
    JobProgressOut,
    ReasonIn,
    WorkspaceOut,
)
from api.serializers.projects import NothingIn

SOUGHT_LIMIT = 200  # code points
STATE = OpenApiParameter("state", enum=Assignment.State.values)
PROJECT = OpenApiParameter("project", type=UUID)
SOUGHT = OpenApiParameter("q", description="Part of the title, the source or the file's name.")


class Assignments(Endpoint):
    params = ("state", "project", "q")
    is_paged = True

    @extend_schema(parameters=[STATE, PROJECT, SOUGHT], responses=paged(AssignmentOut))
    def get(self, request: Request) -> Response:
        """List my assignments in the projects I belong to."""
        self.actor.require_scope(Scope.ANNOTATE)
        wanted = _wanted(own_assignments(self.actor), request.query_params.dict())
        return self.page_of(wanted.with_work(), AssignmentOut)


def _wanted(mine: AssignmentQuerySet, params: dict[str, str]) -> AssignmentQuerySet:
    """Keep what the parameters ask for. Raises FieldErrors."""
    if (state := params.get("state")) is not None:
        if state not in Assignment.State.values:
            expected = ", ".join(Assignment.State.values)
            raise FieldErrors({"state": [f"Expected one of {expected}; seen {state[:60]!r}."]})
        mine = mine.filter(state=state)
    if (project := params.get("project")) is not None:
        mine = mine.filter(document__project=_uuid("project", project))
    if (sought := params.get("q")) is not None:
        if "\x00" in sought or len(sought) > SOUGHT_LIMIT:
            raise FieldErrors({"q": [f"Expected at most {SOUGHT_LIMIT} characters, none of NUL."]})
        mine = mine.about(sought)
    return mine


def _uuid(name: str, sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError as error:
        raise FieldErrors({name: [f"Expected a UUID; seen {sent[:60]!r}."]}) from error


class AssignmentDetail(Endpoint):
    @extend_schema(responses=WorkspaceOut)
    def get(self, request: Request, assignment: UUID) -> Response:
        """Return the text, the label set, my layer of the text and the suggestions for me."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        document = found.document
        document.refresh_from_db(fields=["text", "metadata"])
        project = document.project
        data = {
            "assignment": found,
            "labels": visible_labels(self.actor, project).prefetch_related("attributes"),
            "relation_types": project.relation_types.prefetch_related(
                Prefetch("ends", RelationEnds.objects.drawable().select_related("source", "target"))
            ),
            "annotations": found.annotations.all(),
            "relations": found.relations.select_related("type", "source", "target"),
            "seconds": seconds_worked(found),
            "suggestions": visible_suggestions(found),
            "preannotation": current_preannotation(document),
            "preferences": self.actor.user.preferences,
        }
        verdicts = dict(found.suggestion_decisions.values_list("suggestion_id", "verdict"))
        return Response(WorkspaceOut(data, context={"verdicts": verdicts}).data)


class AssignmentPreannotation(Endpoint):
    @extend_schema(responses=JobProgressOut)
    def get(self, request: Request, assignment: UUID) -> Response:
        """Return how far the reading of this document for suggestions is; null when it is done."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        job = current_preannotation(found.document)
        return Response(JobProgressOut(job).data if job else None)


# --- States -------------------------------------------------------------------------------


class Submission(Endpoint):
    @extend_schema(request=NothingIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Hand the document in: its annotations are closed and count from now on."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        self.validated(NothingIn)
        submitted = submit_assignment(by=self.actor.user, assignment=found)
        return Response(AssignmentStateOut(submitted).data)


class Skipping(Endpoint):
    @extend_schema(request=ReasonIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Put the document aside and say why: its annotations are closed and do not count."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        skipped = skip_assignment(by=self.actor.user, assignment=found, **self.validated(ReasonIn))
        return Response(AssignmentStateOut(skipped).data)


class Resumption(Endpoint):
    @extend_schema(request=NothingIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Take a document up again that I put aside."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        self.validated(NothingIn)
        resumed = resume_assignment(by=self.actor.user, assignment=found)
        return Response(AssignmentStateOut(resumed).data)


class ReopeningRequest(Endpoint):
    @extend_schema(request=ReasonIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Ask for my submitted document back and say why; again, to say it in other words."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        asked = request_reopening(by=self.actor.user, assignment=found, **self.validated(ReasonIn))
        return Response(AssignmentStateOut(asked).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, assignment: UUID) -> Response:
        """Withdraw my request, or decline somebody's."""
        found = access_reopening_request(self.actor, assignment)
        end_reopening_request(by=self.actor.user, assignment=found)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Reopening(Endpoint):
    @extend_schema(request=NothingIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Give a submitted document back to its annotator."""
        found = access_assignment(self.actor, assignment, Action.REOPEN)
        self.validated(NothingIn)
        reopened = reopen_assignment(by=self.actor.user, assignment=found)
        return Response(AssignmentStateOut(reopened).data)
