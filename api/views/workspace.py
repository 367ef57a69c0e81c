"""What the workspace reads and writes: one annotator's own layer, and nothing of anyone else's."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import (
    Action,
    Scope,
    access_assignment,
    own_assignments,
    visible_suggestions,
)
from annotator.errors import FieldErrors, NotFound
from annotator.models import Assignment, Suggestion
from annotator.services.annotations import SpanDraft, delete_annotation, put_annotation
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.preannotation import current_preannotation
from annotator.services.suggestions import Verdict, decide_suggestion, retract_decision
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.annotations import (
    AnnotationIn,
    AnnotationOut,
    AssignmentOut,
    AssignmentStateOut,
    DecidedSuggestionOut,
    JobProgressOut,
    SuggestionDecisionIn,
    SuggestionOut,
    WorkspaceOut,
)
from api.serializers.projects import NothingIn

STATE = OpenApiParameter("state", enum=Assignment.State.values)
BASE_REV = OpenApiParameter("base_rev", type=int, required=True)


class Assignments(Endpoint):
    params = ("state",)
    is_paged = True

    @extend_schema(parameters=[STATE], responses=paged(AssignmentOut))
    def get(self, request: Request) -> Response:
        """List my assignments in the projects I belong to."""
        self.actor.require_scope(Scope.ANNOTATE)
        mine = own_assignments(self.actor)
        state = request.query_params.get("state")
        if state is not None:
            if state not in Assignment.State.values:
                expected = ", ".join(Assignment.State.values)
                raise FieldErrors({"state": [f"Expected one of {expected}; seen {state[:60]!r}."]})
            mine = mine.filter(state=state)
        return self.page_of(mine, AssignmentOut)


class AssignmentDetail(Endpoint):
    @extend_schema(responses=WorkspaceOut)
    def get(self, request: Request, assignment: UUID) -> Response:
        """Return the text, the labels, my annotations and the suggestions for me."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        document = found.document
        data = {
            "assignment": found,
            "labels": document.project.labels.all(),
            "annotations": found.annotations.select_related("label"),
            "suggestions": visible_suggestions(found),
            "preannotation": current_preannotation(document),
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


class AnnotationDetail(Endpoint):
    params = ("base_rev",)

    @extend_schema(request=AnnotationIn, responses={200: AnnotationOut, 201: AnnotationOut})
    def put(self, request: Request, assignment: UUID, annotation: UUID) -> Response:
        """Create or change one of my annotations; may be repeated."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        sent = self.validated(AnnotationIn)
        base_rev = sent.pop("base_rev")
        draft = SpanDraft(uuid=annotation, **sent)
        stored, is_new = put_annotation(
            by=self.actor.user, assignment=found, draft=draft, base_rev=base_rev
        )
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(AnnotationOut(stored).data, status=code)

    @extend_schema(parameters=[BASE_REV], responses={204: None})
    def delete(self, request: Request, assignment: UUID, annotation: UUID) -> Response:
        """Delete one of my annotations."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        sent = request.query_params.get("base_rev", "")
        if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
            raise FieldErrors(
                {"base_rev": [f"Expected the revision to be deleted; seen {sent[:60]!r}."]}
            )
        delete_annotation(by=self.actor.user, assignment=found, uuid=annotation, base_rev=int(sent))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SuggestionDecisionDetail(Endpoint):
    @extend_schema(request=SuggestionDecisionIn, responses=DecidedSuggestionOut)
    def put(self, request: Request, assignment: UUID, suggestion: UUID) -> Response:
        """Accept, edit or dismiss a suggestion; may be repeated."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        sent = self.validated(SuggestionDecisionIn)
        chosen = _suggestion(found, suggestion)
        made = decide_suggestion(
            by=self.actor.user,
            assignment=found,
            suggestion=chosen,
            verdict=Verdict(sent["verdict"]),
            draft=sent["annotation"],
        )
        context = {"verdicts": {chosen.id: sent["verdict"]}}
        return Response(
            {
                "suggestion": SuggestionOut(chosen, context=context).data,
                "annotation": AnnotationOut(made).data if made else None,
            }
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Request, assignment: UUID, suggestion: UUID) -> Response:
        """Take a decision back, with the annotation it made."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        chosen = _suggestion(found, suggestion)
        retract_decision(by=self.actor.user, assignment=found, suggestion=chosen)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _suggestion(assignment: Assignment, suggestion: UUID) -> Suggestion:
    chosen = visible_suggestions(assignment).filter(id=suggestion).first()
    if chosen is None:
        raise NotFound
    return chosen


class Submission(Endpoint):
    @extend_schema(request=NothingIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Hand the document in: its annotations are closed and count from now on."""
        found = access_assignment(self.actor, assignment, Action.ANNOTATE)
        self.validated(NothingIn)
        submitted = submit_assignment(by=self.actor.user, assignment=found)
        return Response(AssignmentStateOut(submitted).data)


class Reopening(Endpoint):
    @extend_schema(request=NothingIn, responses=AssignmentStateOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Give a submitted document back to its annotator."""
        found = access_assignment(self.actor, assignment, Action.REOPEN)
        self.validated(NothingIn)
        reopened = reopen_assignment(by=self.actor.user, assignment=found)
        return Response(AssignmentStateOut(reopened).data)
