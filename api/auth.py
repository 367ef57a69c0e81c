"""How the API knows who asks: a token in the Authorization header, or the browser's session."""

from __future__ import annotations

from django.contrib.auth.middleware import get_user
from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from annotator.models import APIToken, User
from annotator.services.accounts import note_token_use


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with CSRF checked on every unsafe method."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        # The user itself, not Django's lazy wrapping, through which every look would go.
        user = get_user(request._request)
        if not user.is_active:
            return None
        self.enforce_csrf(request)
        return user, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"  # so that who is not signed in gets 401, not 403


class TokenAuthentication(KnoxTokenAuthentication):
    """A token, in the header only. Where one is sent, cookies count for nothing."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, APIToken]:
        if not token.isascii() or not token.decode().isprintable():
            raise exceptions.AuthenticationFailed("Invalid token.")
        user, found = super().authenticate_credentials(token)  # type: ignore[no-untyped-call]
        note_token_use(found)
        return user, found

    def _cleanup_token(self, auth_token: APIToken) -> bool:
        """Say whether a token has expired. Its owner may see it until they delete it."""
        return auth_token.expiry is None or auth_token.expiry <= timezone.now()
