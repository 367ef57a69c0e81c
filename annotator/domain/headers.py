"""Reads what a press article says of itself in its leading lines; the text is never changed.

Three kinds of header are known, alone or mixed: `Key: value` lines (several keys may share a
line), a key on one line with its value on the next, and a title line with credits below it.
The rule throughout is "rather nothing than a wrong guess". Beyond the leading lines only two
things near the end are read: an outlet's own mailbox, and "The author is <name>".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.bylines import people
from annotator.domain.dates import read_date
from annotator.domain.outlets import outlet_at, outlet_in_dateline, outlet_in_note, outlet_named

# What a one-line field (a title, a file name) must not hold: controls, line separators,
# surrogates, and the bidi overrides and isolates that make a line read as another.
UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_TITLE = 250
MAX_FIELD = 200
MAX_URL = 2000

_HEAD, _HEAD_LINES, _TAIL, _TAIL_LINES = 20_000, 40, 4_000, 12
_LINE = 1_000  # no line is read further
_BODY_LINE = 120  # a longer line that is no header field begins the body
_MAX_STRANGERS = 5  # short lines that are no header field, before we call them the body

_FIELDS = {
    "title": "title|headline",
    "author": "authors|author|byline|written by|by",
    "source": "source|outlet|publisher|publication|newspaper",
    "category": r"category\s*[0-9]*|section",
    "published": "published time|published date|published on|publication date|date published"
    "|publish time|publish date|published|release time|posted on|posted|time|date",
    "url": "url|link",
    "note": "editor['’]s note",
    "ignored": "author title|author description|editors|editor|last updated|updated|photos|photo"
    "|keywords|tags|language",
    "body": "text|body|content",
}
_ANY_KEY = "|".join(f"(?P<{field}>{names})" for field, names in _FIELDS.items())
_OPENING = re.compile(rf"(?:{_ANY_KEY})\s*[:：]\s*(?P<value>.*)", re.IGNORECASE)
_BARE = re.compile(rf"(?!by$|text$|body$|content$|link$)(?:{_ANY_KEY})", re.IGNORECASE)
# Inside a line a key must be capitalised, so that "a source: ..." in prose stays prose.
_INNER = re.compile(
    r"(?:(?<=[\s;|,])|^)(?:(?P<published>Published Time|Published|Time|Date)|(?P<source>Source)"
    r"|(?P<author>Author)|(?P<category>(?:Category|CATEGORY)\s*[0-9]*)"
    r"|(?P<ignored>Last Updated|Updated|Editor))\s*[:：]\s*"
)
_BYLINE = re.compile(r"(?:By|BY)\s+(?P<value>\S.*)")
_UNMARKED = re.compile(r"(?P<key>Source|Editor|Time|Published|Date)\s+(?P<value>\S.*)")
_CAPTION = re.compile(
    r"\b(?:File photo|Photo(?:s|graph)?)\s*(?:[:：]|by\b)|\(Photo\b", re.IGNORECASE
)
_ABSENT = re.compile(r"(?:.*\bnot found\b.*|n/?a|none|null|unknown|-*)", re.IGNORECASE)
_AUTHOR_IS = re.compile(
    r"(?:Disclaimer\s*[:：]\s*)?The author is (?P<name>[^.,;(]+?)\s*(?:[.,;(]|$)"
)
_MAILBOX = re.compile(r"[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_WEB_ADDRESS = re.compile(
    r"https?://(?P<host>[^\s/?#:@\\]+)(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE
)

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """What an article says of itself; "" (for the date: None) where it says nothing certain."""

    title: str = ""
    source: str = ""
    author: str = ""
    published: datetime.date | None = None
    category: str = ""
    url: str = ""


def read_header(text: str) -> Header:
    """Return what the leading lines of `text` say of title, source, author, date, category, url.

    A text without header fields has at most a title: its first line, if that is short, does
    not end like a sentence and stands alone before an empty line. Several authors are joined
    with ", ", several categories with " / ". The author is a person: an editor, an office or
    "details not found" never becomes one. Never raises; constant time for any length.
    """
    lines = [_tidied(line) for line in text[:_HEAD].split("\n")[:_HEAD_LINES]]
    tail = [_tidied(line) for line in text[-_TAIL:].split("\n")]
    closing = [line for line in tail if line][-_TAIL_LINES:]
    pairs = list(_pairs(lines))
    return Header(
        title=_first(pairs, "title", MAX_TITLE) or _title_line(lines),
        source=_source(pairs, lines, closing),
        author=_author(pairs, closing),
        published=next(
            (day for _, value in _of(pairs, "published") if (day := read_date(value))), None
        ),
        category=_fitting(" / ".join(value for _, value in _of(pairs, "category"))),
        url=_address(pairs),
    )


def is_web_address(value: str) -> bool:
    """Say whether `value` is an absolute http or https address without blanks or credentials."""
    return len(value) <= MAX_URL and _WEB_ADDRESS.fullmatch(value) is not None


def _tidied(line: str) -> str:
    """Return the line's beginning with every run of white space as one blank.

    Short and without runs, no pattern above can take more than an instant on it.
    """
    return " ".join(line[:_LINE].split()).strip("\ufeff\u200b ")


def _pairs(lines: list[str]) -> Iterator[_Pair]:
    """Yield (field, value) from the leading lines, up to the body."""
    strangers, at, first = 0, 0, _first_line(lines)
    while at < len(lines) and strangers <= _MAX_STRANGERS:
        line = lines[at]
        over_two = _pairs_over_two_lines(lines, at)
        found = over_two or _pairs_in_line(line, is_first=at == first)
        yield from found
        if any(field == "body" for field, _ in found):
            return
        if not found and line and at != first and not _is_caption(line):
            if len(line) > _BODY_LINE:
                return
            strangers += 1
        at += 2 if over_two else 1


def _pairs_over_two_lines(lines: list[str], at: int) -> list[_Pair]:
    """Return the pair of a line that is only a key and the line below it, its value.

    After a colon an empty value may simply be unknown, so that there the next line counts
    only where it can be nothing else.
    """
    key, below = lines[at].rstrip(":： "), _after(lines, at)
    match = _BARE.fullmatch(key)
    if not match or not below or _pairs_in_line(below, is_first=False) or _BARE.fullmatch(below):
        return []
    field = match.lastgroup or ""
    if key == lines[at]:
        return [(field, below)] if len(below) <= _BODY_LINE else []
    certain = {
        "published": read_date(below),
        "source": outlet_named(below),
        "author": people(below),
    }
    return [(field, below)] if certain.get(field) or field == "note" else []


def _after(lines: list[str], at: int) -> str:
    """Return the line below, or, below an editor's note, the next line that is not empty."""
    is_note = lines[at].lower().replace("’", "'").startswith("editor's note")
    below = (line for line in lines[at + 1 :] if line) if is_note else iter(lines[at + 1 : at + 2])
    return next(below, "")


def _pairs_in_line(line: str, *, is_first: bool) -> list[_Pair]:
    """Return the (field, value) pairs of one header line; [] for any other line.

    A text's first line is a byline only with further keys in it: it may be a title like
    "By Any Means".
    """
    if match := _OPENING.match(line):
        field = next(name for name in _FIELDS if match[name] is not None)
        return _split(field, match["value"])
    if match := _UNMARKED.match(line):
        return _unmarked(match["key"], match["value"])
    if match := _BYLINE.match(line):
        pairs = _split("author", match["value"])
        return pairs if len(pairs) > 1 or (not is_first and people(pairs[0][1])) else []
    return []


def _split(field: str, value: str) -> list[_Pair]:
    """Split `value` where further keys or upright bars begin another field."""
    if field in ("title", "url", "note", "body"):
        return [(field, value)]
    pairs, start = [], 0
    for match in _INNER.finditer(value):
        pairs.append((field, value[start : match.start()]))
        field, start = match.lastgroup or "", match.end()
    pairs.append((field, value[start:]))
    return [part for name, told in pairs for part in _bars(name, told)]


def _bars(field: str, value: str) -> list[_Pair]:
    """Split "Xinhua | 2020-05-06 | ..." into its field and the date behind the bar."""
    head, *rest = (part.strip(" \t;,") for part in value.split("|"))
    return [(field, head), *(("published", part) for part in rest if read_date(part))]


def _unmarked(key: str, value: str) -> list[_Pair]:
    """Read "Time 2020-05-06" and the like, a key without colon, where the value proves it."""
    if key == "Source":
        return [("source", value)] if outlet_named(value) else []
    if key == "Editor":
        return [("ignored", value)] if people(value) else []
    return _split("published", value) if read_date(value) else []


def _of(pairs: list[_Pair], field: str) -> list[_Pair]:
    """Return the pairs of one field whose value says something that can be shown."""
    return [
        (name, value.strip("\"'“” "))
        for name, value in pairs
        if name == field and not _ABSENT.fullmatch(value) and not UNSHOWABLE.search(value)
    ]


def _first(pairs: list[_Pair], field: str, longest: int) -> str:
    return next((value for _, value in _of(pairs, field) if len(value) <= longest), "")


def _is_caption(line: str) -> bool:
    return _CAPTION.search(line) is not None


def _first_line(lines: list[str]) -> int:
    """Return the index of the first line with something in it (past a front matter fence)."""
    return next((at for at, line in enumerate(lines) if line.strip("-")), len(lines))


def _title_line(lines: list[str]) -> str:
    """Return the first line where it can only be a title, without a Markdown heading's marks."""
    first = _first_line(lines)
    rest = [line for line in lines[first + 1 :] if line]
    if not rest or _pairs_in_line(lines[first], is_first=True) or _is_caption(lines[first]):
        return ""
    line, below = lines[first].lstrip("#").strip(), lines[first + 1]
    has_credits = bool(_pairs_in_line(rest[0], is_first=False) or _is_caption(rest[0]))
    reads_as_title = not line.endswith((".", ",", ";", ":", "。")) and not below
    is_plain = 0 < len(line) <= MAX_TITLE and not UNSHOWABLE.search(line)
    return line if is_plain and (has_credits or reads_as_title) else ""


def _source(pairs: list[_Pair], lines: list[str], closing: list[str]) -> str:
    """Return the outlet: as named, else by the article's address, a note, dateline or mailbox."""
    for _, value in _of(pairs, "source"):
        if address := _WEB_ADDRESS.match(value):
            return outlet_at(address["host"])
        if len(value) <= _BODY_LINE and not value.endswith((".", "。")):
            return outlet_named(value) or value
    guesses = [outlet_at(match["host"]) for match in [_WEB_ADDRESS.match(_address(pairs))] if match]
    guesses += [outlet_in_note(value) for _, value in _of(pairs, "note")]
    guesses += [outlet_in_dateline(line) for line in lines]
    guesses += [outlet_at(match["host"]) for line in closing for match in _MAILBOX.finditer(line)]
    return next((outlet for outlet in guesses if outlet), "")


def _author(pairs: list[_Pair], closing: list[str]) -> str:
    told = [value for _, value in _of(pairs, "author")]
    told += [match["name"] for line in closing if (match := _AUTHOR_IS.match(line))]
    return _fitting(next((", ".join(names) for value in told if (names := people(value))), ""))


def _fitting(value: str) -> str:
    return value if len(value) <= MAX_FIELD else ""


def _address(pairs: list[_Pair]) -> str:
    told = _of(pairs, "url") + _of(pairs, "source")
    return next((value for _, value in told if is_web_address(value)), "")
