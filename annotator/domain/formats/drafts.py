"""What reading an upload yields: drafts of documents, and the problems found on the way."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.domain.formats.strict_json import JSON

GuessLanguage = Callable[[str], str]
"""Text in, ISO 639-1 code or "" out."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text; "" (for the date: None) means unknown."""

    title: str = ""
    source: str = ""
    author: str = ""
    published: datetime.date | None = None
    category: str = ""
    language: str = ""
    url: str = ""
    extra: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that could be stored: its text exactly as sent, metadata, notes on decoding."""

    file_name: str
    text: str
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8 (without byte order mark), in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def length(self) -> int:
        """The length of the text in Unicode code points."""
        return len(self.text)

    @property
    def weight(self) -> int:
        """About how many bytes of memory the draft takes.

        One wide character makes every character of a text take four bytes, and small JSON
        values take twenty times their written size, so that the size as sent tells little.
        """
        return _DRAFT_WEIGHT + sys.getsizeof(self.text) + _weight(dict(self.metadata.extra))


_DRAFT_WEIGHT = 1_000  # the objects and the short strings of one draft


def _weight(value: JSON) -> int:
    own = sys.getsizeof(value)
    if isinstance(value, dict):
        return own + sum(sys.getsizeof(key) + _weight(member) for key, member in value.items())
    return own + sum(map(_weight, value)) if isinstance(value, list) else own


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something in a file cannot be used; `line` counts from 1, None where no line is meant.

    `file_name` is safe to show: characters that would disguise it are written out.
    """

    file_name: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file as a whole that its sender should know, but need not mend."""

    file_name: str
    message: str


@dataclass(frozen=True, slots=True)
class Upload:
    """All drafts of an upload in the order of the files, every problem, and notes on files.

    Whoever stores an upload stores it only if there is no problem.
    """

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


Finding = Draft | Problem | Note
Reader = Callable[[str, bytes, GuessLanguage], Iterator[Finding]]
"""Shown file name, content and language guesser in, findings out; never raises."""
