"""How the API knows who asks: a token in the Authorization header, or the browser's session."""

from __future__ import annotations

import datetime

from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from annotator.models import APIToken, User

USED_PRECISION = datetime.timedelta(minutes=1)


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with CSRF checked on every unsafe method."""

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"  # so that who is not signed in gets 401, not 403


class TokenAuthentication(KnoxTokenAuthentication):
    """A token, in the header only. Where one is sent, cookies count for nothing."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, APIToken]:
        if not token.isascii():
            raise exceptions.AuthenticationFailed("Invalid token.")
        user, found = super().authenticate_credentials(token)  # type: ignore[no-untyped-call]
        now = timezone.now()
        if found.last_used_at is None or now - found.last_used_at > USED_PRECISION:
            APIToken.objects.filter(digest=found.digest).update(last_used_at=now)
        return user, found
