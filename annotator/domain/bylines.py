"""Who wrote it: the persons named in a byline, and nobody else."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s*[,;/&|、，]\s*|\s+and\s+", re.IGNORECASE)
_LEADING_BY = re.compile(r"by\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_PLACE = re.compile(r"\s+in\s+[A-Z].*")
_NAME_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.·-])*")
_PARTICLE = re.compile("al|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von|y")
# Words that make a capitalised phrase an office, an outlet or a time instead of a person.
_NEVER_IN_A_NAME = re.compile(
    "academy|admin|agencies|agency|ambassador|american|analyst|anonymous|association|author"
    "|authors|board|british|bureau|center|centre|chief|china|chinese|column|columnist"
    "|commentary|commentator|committee|contributor|correspondent|correspondents|council|daily"
    "|department|deputy|desk|details|director|doctor|economic|editor|editorial|editors"
    "|embassy|european|expert|fellow|foreign|former|found|foundation|global|government|guest"
    "|institute|international|journal|journalist|magazine|media|military|minister|ministry"
    "|national|network|news|newspaper|not|office|official|online|opinion|party|political|post"
    "|president|press|prof|professor|reporter|reporters|research|researcher|russia|russian"
    "|scholar|school|science|security|senior|service|staff|state|states|students|studies"
    "|study|team|the|times|tribune|unknown|university|us|ukrainian|writer|writers|xinhua"
    "|by|note|photo|photos|published|source|time|title|updated"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|noon|night"
    "|january|february|march|june|july|august|september|october|november|december"
)
_MAX_PARTS = 5


def people(byline: str) -> tuple[str, ...]:
    """Return the persons `byline` begins with, as written; () where it names none.

    Reading stops at the first piece that is not a person: an office, outlet or description.
    A name in an alphabet with capitals needs two parts at least.

    >>> people("Zhang Hong and Li Wei in Beijing, Global Times")
    ('Zhang Hong', 'Li Wei')
    >>> people("The author is an associate research fellow"), people("Author details not found")
    ((), ())
    """
    bare = _IN_BRACKETS.sub("", _LEADING_BY.sub("", byline.strip(), count=1))
    names: list[str] = []
    for piece in _BETWEEN.split(bare):
        name = _PLACE.sub("", piece).strip()
        if not _is_person(name):
            break
        names.append(name)
    return tuple(names)


def _is_person(name: str) -> bool:
    parts = name.split()
    if not parts or len(parts) > _MAX_PARTS or _PARTICLE.fullmatch(parts[-1]):
        return False
    if any(_NEVER_IN_A_NAME.fullmatch(part.lower().strip(".'’-")) for part in parts):
        return False
    if len(parts) == 1:
        return 1 < len(name) <= _MAX_PARTS and _is_name_part(name) and name.lower() == name.upper()
    return all(_PARTICLE.fullmatch(part) or _is_name_part(part) for part in parts)


def _is_name_part(part: str) -> bool:
    return _NAME_PART.fullmatch(part) is not None and not part[0].islower()
