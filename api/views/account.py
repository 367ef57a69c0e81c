"""Who I am, and my tokens. Tokens are made and ended by people, not by tokens."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.access import Action, access_project
from annotator.errors import NotFound
from annotator.models import APIToken
from annotator.services.accounts import create_token, revoke_token
from annotator.services.preferences import change_preferences
from api.endpoint import Endpoint
from api.schema import paged
from api.serializers.preferences import PreferencesShape
from api.serializers.projects import NewTokenOut, PersonOut, TokenIn, TokenOut


class Me(Endpoint):
    @extend_schema(responses=PersonOut)
    def get(self, request: Request) -> Response:
        """Return who is asking."""
        return Response(PersonOut(self.actor.user).data)


class Preferences(Endpoint):
    @extend_schema(responses=PreferencesShape)
    def get(self, request: Request) -> Response:
        """Return how I want texts, keys and language."""
        self.actor.require_session()
        return Response(self.actor.user.preferences)

    @extend_schema(request=PreferencesShape, responses=PreferencesShape)
    def patch(self, request: Request) -> Response:
        """Replace the parts that are sent, keep the others; return all."""
        self.actor.require_session()
        parts = self.validated(PreferencesShape)
        return Response(change_preferences(by=self.actor.user, parts=parts))


class Tokens(Endpoint):
    is_paged = True

    @extend_schema(responses=paged(TokenOut))
    def get(self, request: Request) -> Response:
        """List my tokens, without their texts."""
        self.actor.require_session()
        mine = APIToken.objects.filter(user=self.actor.user)
        return self.page_of(mine, TokenOut, ordering=("created", "id"))

    @extend_schema(request=TokenIn, responses={201: NewTokenOut})
    def post(self, request: Request) -> Response:
        """Create a token; its text is shown this once."""
        self.actor.require_session()
        sent = self.validated(TokenIn)
        project = sent.pop("project")
        if project is not None:
            project = access_project(self.actor, project, Action.READ)
        token, text = create_token(by=self.actor.user, project=project, **sent)
        token.token = text  # type: ignore[attr-defined]
        return Response(NewTokenOut(token).data, status=status.HTTP_201_CREATED)


class TokenDetail(Endpoint):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, token: UUID) -> Response:
        """End a token at once."""
        self.actor.require_session()
        found = APIToken.objects.filter(user=self.actor.user, id=token).first()
        if found is None:
            raise NotFound
        revoke_token(by=self.actor.user, token=found)
        return Response(status=status.HTTP_204_NO_CONTENT)
