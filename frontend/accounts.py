"""How people get an account: by invitation only."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up page; an invitation makes the account instead."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
