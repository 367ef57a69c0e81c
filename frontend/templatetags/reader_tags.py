"""What of a page depends on who reads it: language and theme."""

from __future__ import annotations

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from annotator.models import Membership
from frontend.languages import script_catalogue

register = template.Library()

THEMES = {"system", "light", "dark", "sepia"}
Role = Membership.Role
ROLES = {
    Role.ANNOTATOR: gettext_lazy("Annotator"),
    Role.ADJUDICATOR: gettext_lazy("Adjudicator"),
    Role.MANAGER: gettext_lazy("Manager"),
}


@register.simple_tag
def script_words() -> str | SafeString:
    """Return the data block from which words.js translates; nothing where pages are English."""
    catalogue = script_catalogue(get_language() or "en")
    return json_script(catalogue, "words") if catalogue else ""


@register.filter
def theme(user: object) -> str:
    """Return the theme a person reads in, "system" where nobody is signed in or none is chosen."""
    preferences = getattr(user, "preferences", {})
    chosen = preferences.get("reading", {}).get("theme")
    return chosen if chosen in THEMES else "system"


@register.filter
def role_title(role: str) -> str:
    """Return a role's name in the page's language."""
    return str(ROLES[Role(role)])
