"""Time in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def in_minutes(seconds: int | None) -> str:
    """Return a time of work in whole minutes, as "12 min" or "1 h 5 min"; nothing for none.

    >>> in_minutes(725), in_minutes(59), in_minutes(7500), in_minutes(None)
    ('12 min', 'under 1 min', '2 h 5 min', '')
    """
    if not seconds:
        return ""
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return gettext("%(minutes)d min") % {"minutes": minutes} if minutes else gettext("under 1 min")
