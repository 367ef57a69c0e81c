"""The label set as one whole, and the versions of the guideline that explains it."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import Action, access_project, blind_documents, may
from annotator.domain.labels import LabelSetSpec
from annotator.services.labels import label_set_as_json, put_label_set
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.labels import GuidelineVersionOut, LabelSetIn, LabelSetOut


class LabelSet(Endpoint):
    @extend_schema(responses=LabelSetOut)
    def get(self, request: Request, project: UUID) -> Response:
        """Return labels, attributes and relation types; archived labels to managers only."""
        found = access_project(self.actor, project, Action.READ)
        with_archived = may(self.actor, found, Action.MANAGE)
        return Response(label_set_as_json(found, with_archived=with_archived))

    @extend_schema(request=LabelSetIn, responses=LabelSetOut)
    def put(self, request: Request, project: UUID) -> Response:
        """Replace the whole set; 409 `stale` with `current`, or `in_use` where work rests on it."""
        found = access_project(self.actor, project, Action.MANAGE)
        sent = self.validated(LabelSetIn)
        stored = put_label_set(
            by=self.actor.user,
            project=found,
            label_set=LabelSetSpec.from_json(sent),
            revision=sent["revision"],
            with_counts=not blind_documents(self.actor, found).exists(),
        )
        return Response(stored)


class GuidelineVersions(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(GuidelineVersionOut))
    def get(self, request: Request, project: UUID) -> Response:
        """List what the guideline said, first version first."""
        found = access_project(self.actor, project, Action.READ)
        rows = found.guideline_versions.select_related("created_by")
        return self.page_of(rows, GuidelineVersionOut, ordering=("number",))
