"""What a page's scripts must know of the session they run in."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def csrf_cookie_name() -> str:
    """Return the name of the cookie from which scripts read the token as it is now."""
    return settings.CSRF_COOKIE_NAME
