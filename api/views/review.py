"""Disagreements, rulings, gold."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import Action, access_document
from annotator.services import adjudication, gold, link_rulings
from annotator.services.annotations import SpanDraft
from annotator.services.majority import decide_by_majority
from annotator.services.review import open_review
from api.endpoint import Endpoint
from api.serializers.projects import NothingIn
from api.serializers.review import (
    AdjudicationOut,
    DecisionIn,
    DecisionOut,
    GoldOut,
    LinkDecisionIn,
    LinkDecisionOut,
    MajorityOut,
    ReviewOut,
    review_as_data,
)


class Disagreements(Endpoint):
    @extend_schema(responses=ReviewOut)
    def get(self, request: Request, document: UUID) -> Response:
        """Return a document's clusters and links, annotators side by side, with the rulings."""
        found = access_document(self.actor, document, Action.REVIEW)
        review = open_review(by=self.actor.user, document=found)
        return Response(ReviewOut(review_as_data(review)).data)


class DecisionDetail(Endpoint):
    @extend_schema(request=DecisionIn, responses=DecisionOut)
    def put(self, request: Request, document: UUID, cluster: str) -> Response:
        """Rule on one disagreement: which spans shall be gold."""
        found = access_document(self.actor, document, Action.RULE)
        sent = self.validated(DecisionIn)
        decision = adjudication.decide(
            by=self.actor.user,
            document=found,
            cluster=cluster,
            drafts=[_draft(span) for span in sent["spans"]],
            note=sent["note"],
            as_most=[at for at, span in enumerate(sent["spans"]) if span["attributes"] is None],
        )
        return Response(DecisionOut(decision).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, document: UUID, cluster: str) -> Response:
        """Take a ruling back."""
        found = access_document(self.actor, document, Action.RULE)
        adjudication.retract(by=self.actor.user, document=found, cluster=cluster)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _draft(span: dict[str, Any]) -> SpanDraft:
    return SpanDraft(uuid=uuid.uuid4(), **span | {"attributes": span["attributes"] or {}})


class LinkDecisionDetail(Endpoint):
    @extend_schema(request=LinkDecisionIn, responses=LinkDecisionOut)
    def put(
        self, request: Request, document: UUID, relation_type: str, source: str, target: str
    ) -> Response:
        """Rule whether a link between two clusters shall be gold."""
        found = access_document(self.actor, document, Action.RULE)
        sent = self.validated(LinkDecisionIn)
        link = (relation_type, source, target)
        decision = link_rulings.decide_link(by=self.actor.user, document=found, link=link, **sent)
        return Response(LinkDecisionOut(decision).data)

    @extend_schema(responses={204: None})
    def delete(
        self, request: Request, document: UUID, relation_type: str, source: str, target: str
    ) -> Response:
        """Take the ruling on a link back."""
        found = access_document(self.actor, document, Action.RULE)
        link = (relation_type, source, target)
        link_rulings.retract_link(by=self.actor.user, document=found, link=link)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Majority(Endpoint):
    @extend_schema(request=NothingIn, responses=MajorityOut)
    def post(self, request: Request, document: UUID) -> Response:
        """Rule where most annotators did the same; rulings there are stay."""
        found = access_document(self.actor, document, Action.RULE)
        self.validated(NothingIn)
        decided = decide_by_majority(by=self.actor.user, document=found)
        return Response({"decided": decided})


class AdjudicationFinish(Endpoint):
    @extend_schema(request=NothingIn, responses=AdjudicationOut)
    def post(self, request: Request, document: UUID) -> Response:
        """Make gold of what all agreed on and of every ruling."""
        found = access_document(self.actor, document, Action.RULE)
        self.validated(NothingIn)
        finished = gold.finish_review(by=self.actor.user, document=found)
        return Response(AdjudicationOut(finished).data)


class AdjudicationReopen(Endpoint):
    @extend_schema(request=NothingIn, responses=AdjudicationOut)
    def post(self, request: Request, document: UUID) -> Response:
        """Open a finished review again; its gold goes, its rulings stay."""
        found = access_document(self.actor, document, Action.RULE)
        self.validated(NothingIn)
        return Response(
            AdjudicationOut(gold.reopen_review(by=self.actor.user, document=found)).data
        )


class Gold(Endpoint):
    @extend_schema(responses=GoldOut(many=True))
    def get(self, request: Request, document: UUID) -> Response:
        """Return the gold annotations of a document, with their origin and relations."""
        found = access_document(self.actor, document, Action.REVIEW)
        rows = found.gold.select_related("label").prefetch_related("relations_from__type")
        return Response(GoldOut(rows, many=True, context={"text": found.text}).data)
