"""The press outlets we can tell by a domain, a name, a dateline or an editor's note."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Name as shown -> domains the outlet publishes or receives mail under.
OUTLETS: Mapping[str, tuple[str, ...]] = {
    "AFP": ("afp.com",),
    "Al Jazeera": ("aljazeera.com",),
    "Associated Press": ("apnews.com", "ap.org"),
    "BBC": ("bbc.com", "bbc.co.uk"),
    "CGTN": ("cgtn.com",),
    "China Daily": ("chinadaily.com.cn",),
    "China Military Online": ("chinamil.com.cn", "81.cn"),
    "CNN": ("cnn.com",),
    "Deutsche Welle": ("dw.com",),
    "Global Times": ("globaltimes.cn", "globaltimes.com.cn"),
    "Kyiv Post": ("kyivpost.com",),
    "People's Daily Online": ("people.cn", "people.com.cn"),
    "Reuters": ("reuters.com",),
    "RIA Novosti": ("ria.ru",),
    "RT": ("rt.com",),
    "South China Morning Post": ("scmp.com",),
    "Sputnik": ("sputniknews.com", "sputnikglobe.com"),
    "TASS": ("tass.com", "tass.ru"),
    "The Guardian": ("theguardian.com",),
    "The Moscow Times": ("themoscowtimes.com",),
    "The New York Times": ("nytimes.com",),
    "The Washington Post": ("washingtonpost.com",),
    "Ukrinform": ("ukrinform.net", "ukrinform.ua"),
    "Xinhua": ("xinhuanet.com", "news.cn"),
}
_BY_DOMAIN = {domain: outlet for outlet, domains in OUTLETS.items() for domain in domains}
_BY_NAME = {outlet.casefold().removeprefix("the "): outlet for outlet in OUTLETS}
_AGENCIES = {
    "AFP": "AFP",
    "AP": "Associated Press",
    "Reuters": "Reuters",
    "TASS": "TASS",
    "Xinhua": "Xinhua",
}
# "BEIJING, May 6 (Xinhua) -- ..." and "MOSCOW, September 2. /TASS/. ..."
_DATELINE = re.compile(
    rf"[A-Z]{{3}}[^a-z(]{{0,40}}\w+\.? [0-9]{{1,2}}\.? ?[(/](?P<agency>{'|'.join(_AGENCIES)})[)/]"
)
_ASKED = re.compile(
    rf"\b(?P<outlet>{'|'.join(re.escape(name) for name in OUTLETS)})(?: \([A-Z]+\))?"
    r"(?: reporters?(?: [A-Z]\w+){0,4})? (?:has )?"
    r"(?:asked|collected|compiled|gathered|interviewed|invited|solicited|talked|spoke)\b"
)


def outlet_at(host: str) -> str:
    """Return the outlet whose domain `host` is or belongs to, or "".

    >>> outlet_at("enapp.globaltimes.cn"), outlet_at("notglobaltimes.cn")
    ('Global Times', '')
    """
    labels = host.lower().rstrip(".").split(".")
    endings = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_BY_DOMAIN[ending] for ending in endings if ending in _BY_DOMAIN), "")


def outlet_named(name: str) -> str:
    """Return the outlet called `name`, whatever its case and with or without "the", or ""."""
    return _BY_NAME.get(name.strip().replace("’", "'").casefold().removeprefix("the "), "")


def outlet_in_dateline(line: str) -> str:
    """Return the agency an agency's dateline opens `line` with, or ""."""
    match = _DATELINE.match(line)
    return _AGENCIES[match["agency"]] if match else ""


def outlet_in_note(note: str) -> str:
    """Return the outlet that says in an editor's note whom it asked, or "".

    In the body such a sentence may be about another paper; the note speaks for its own.

    >>> outlet_in_note("Global Times collected views from both Chinese and Russian scholars.")
    'Global Times'
    """
    match = _ASKED.search(note)
    return match["outlet"] if match else ""
