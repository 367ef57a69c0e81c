"""What an annotator writes in their own layer."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import access_layer
from annotator.errors import FieldErrors, ParallaxError
from annotator.models import Assignment
from api.endpoint import Endpoint
from api.errors import respond_to_exception
from api.serializers.annotations import (
    AboutIn,
    AboutOut,
    AnnotationIn,
    AnnotationOut,
    DecidedSuggestionOut,
    RelationIn,
    RelationOut,
    SecondsOut,
    SittingIn,
    SuggestionDecisionIn,
)
from api.serializers.changes import BODIES, Change, ChangesIn, ChangesOut
from api.views.writes import WRITES, Told

MADE_REV = OpenApiParameter(
    "base_rev", type=int, description="Of the annotation that goes too, where it was changed."
)
BASE_REV = OpenApiParameter("base_rev", type=int, required=True)


class LayerEndpoint(Endpoint):
    """A write of one thing in the caller's own layer."""

    def written(self, kind: str, assignment: UUID, subject: UUID | None = None) -> Response:
        """Do what the body says, as this kind of write; may be repeated."""
        found = access_layer(self.actor, assignment)
        sent = self.validated(BODIES[kind])
        told = WRITES[kind](self.actor.user, found, subject, sent)
        return Response(told.body, status=told.status)

    def deleted(self, kind: str, assignment: UUID, subject: UUID) -> Response:
        """Delete the revision that the query names."""
        found = access_layer(self.actor, assignment)
        told = WRITES[kind](self.actor.user, found, subject, {"base_rev": self.base_rev})
        return Response(told.body, status=told.status)

    @property
    def base_rev(self) -> int:
        """Return the revision that the query names. Raises FieldErrors."""
        sent = self.request.query_params.get("base_rev", "")
        if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
            raise FieldErrors(
                {"base_rev": [f"Expected the revision to be deleted; seen {sent[:60]!r}."]}
            )
        return int(sent)


class AnnotationDetail(LayerEndpoint):
    params = ("base_rev",)

    @extend_schema(request=AnnotationIn, responses={200: AnnotationOut, 201: AnnotationOut})
    def put(self, request: Request, assignment: UUID, annotation: UUID) -> Response:
        """Create or change one of my annotations; may be repeated."""
        return self.written("put_annotation", assignment, annotation)

    @extend_schema(parameters=[BASE_REV], responses={204: None})
    def delete(self, request: Request, assignment: UUID, annotation: UUID) -> Response:
        """Delete one of my annotations, and the relations that end in it."""
        return self.deleted("delete_annotation", assignment, annotation)


class RelationDetail(LayerEndpoint):
    params = ("base_rev",)

    @extend_schema(request=RelationIn, responses={200: RelationOut, 201: RelationOut})
    def put(self, request: Request, assignment: UUID, relation: UUID) -> Response:
        """Create or change a link between two of my annotations; may be repeated."""
        return self.written("put_relation", assignment, relation)

    @extend_schema(parameters=[BASE_REV], responses={204: None})
    def delete(self, request: Request, assignment: UUID, relation: UUID) -> Response:
        """Delete one of my relations."""
        return self.deleted("delete_relation", assignment, relation)


class SuggestionDecisionDetail(LayerEndpoint):
    params = ("base_rev",)

    @extend_schema(request=SuggestionDecisionIn, responses=DecidedSuggestionOut)
    def put(self, request: Request, assignment: UUID, suggestion: UUID) -> Response:
        """Accept, edit or dismiss a suggestion; may be repeated."""
        return self.written("decide_suggestion", assignment, suggestion)

    @extend_schema(parameters=[MADE_REV], responses={204: None})
    def delete(self, request: Request, assignment: UUID, suggestion: UUID) -> Response:
        """Take a decision back, with the annotation it made if nobody changed that since."""
        if "base_rev" in request.query_params:
            return self.deleted("retract_decision", assignment, suggestion)
        return self.written("retract_decision", assignment, suggestion)


class About(LayerEndpoint):
    @extend_schema(request=AboutIn, responses=AboutOut)
    def put(self, request: Request, assignment: UUID) -> Response:
        """Replace what I say of the document as a whole; may be repeated."""
        return self.written("put_about", assignment)


class SittingDetail(LayerEndpoint):
    @extend_schema(request=SittingIn, responses=SecondsOut)
    def put(self, request: Request, assignment: UUID, sitting: UUID) -> Response:
        """Tell how long one sitting has lasted so far; return the seconds of all of them."""
        return self.written("put_sitting", assignment, sitting)


class Changes(Endpoint):
    @extend_schema(request=ChangesIn, responses=ChangesOut)
    def post(self, request: Request, assignment: UUID) -> Response:
        """Do several writes in order, each for itself, up to the first that is refused."""
        found = access_layer(self.actor, assignment)
        results: list[Told] = []
        for change in self.validated(ChangesIn)["changes"]:
            results.append(self._done(found, change))
            if results[-1].status >= 400:
                break
        return Response({"results": [told._asdict() for told in results]})

    def _done(self, assignment: Assignment, change: Change) -> Told:
        try:
            incoming = BODIES[change.kind](data=change.body)
            incoming.is_valid(raise_exception=True)
            sent = dict(incoming.validated_data)
            return WRITES[change.kind](self.actor.user, assignment, change.id, sent)
        except (ParallaxError, APIException) as error:
            refusal = respond_to_exception(error, {})
            if refusal is None:
                raise
            return Told(refusal.status_code, refusal.data)
