"""Days as press articles write them."""

from __future__ import annotations

import datetime
import re

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_BEFORE_DATE = (
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[AP]M)?,?\s+)?"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
)
_DATES = tuple(
    re.compile(_BEFORE_DATE + pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])",
        r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日",
        r"(?P<m>[a-z]{3,9})\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})(?![0-9])",
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?P<m>[a-z]{3,9})\.?,?\s+(?P<y>[0-9]{4})(?![0-9])",
    )
)


def read_date(value: str) -> datetime.date | None:
    """Return the day `value` begins with, or None; 03/04/2021 is ambiguous and gives None.

    >>> read_date("Nov 24, 2021 08:53 PM"), read_date("2020/5/6 19:03:40")
    (datetime.date(2021, 11, 24), datetime.date(2020, 5, 6))
    """
    for pattern in _DATES:
        if match := pattern.match(value):
            try:
                return datetime.date(int(match["y"]), _month(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def _month(name: str) -> int:
    """Return the number of a month written in digits, in full or cut to three letters or more."""
    if name.isdigit():
        return int(name)
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name.lower()):
            return number
    return 0  # which datetime.date refuses
