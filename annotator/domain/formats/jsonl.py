"""JSON Lines: one JSON object a line, one document an object.

    {"text": "...", "title"?, "source"?, "author"?, "published"?: "YYYY-MM-DD", "category"?,
     "language"?: "en", "url"?: "https://...", "metadata"?: {...}}

A field that is absent or "" is unknown. Only a line feed ends a line (a carriage return before
it is white space to JSON); U+2028 and its like are text. Empty lines are passed over.
"""

from __future__ import annotations

import codecs
import datetime
import io
import json
import re
from collections.abc import Iterator, Mapping

from annotator.domain.formats.drafts import Draft, Finding, GuessLanguage, Metadata, Problem
from annotator.domain.formats.limits import MAX_FIELD, MAX_LANGUAGE, MAX_RECORD_BYTES
from annotator.domain.formats.strict_json import JSON, loads_strict
from annotator.domain.formats.text import UTF8_MARK_NOTE, check_text
from annotator.domain.headers import UNSHOWABLE, is_web_address
from annotator.errors import InvalidInput

_ONE_LINERS = ("title", "source", "author", "category")
_STRINGS = ("text", *_ONE_LINERS, "published", "language", "url")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def read(name: str, data: bytes, guess_language: GuessLanguage) -> Iterator[Finding]:
    """Yield a draft, or every problem, of each line.

    Metadata is what the record says; only a language it does not give is guessed.
    """
    has_mark, has_records = data.startswith(codecs.BOM_UTF8), False
    stream = io.BytesIO(data)
    stream.seek(len(codecs.BOM_UTF8) if has_mark else 0)
    notes = (UTF8_MARK_NOTE,) if has_mark else ()
    for number, line in enumerate(stream, 1):
        if line.strip():
            has_records = True
            yield from _findings(name, number, line, guess_language, notes)
    if not has_records:
        yield Problem(name, None, "The file holds no record.")


def write_line(record: Mapping[str, JSON]) -> str:
    r"""Return the record as one line of compact JSON in its own key order, newline included.

    Raises InvalidInput for NaN, Infinity and lone surrogates, which no JSON reader must accept.

    >>> write_line({"text": "Kiev — Київ", "title": ""})
    '{"text":"Kiev — Київ","title":""}\n'
    """
    try:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        line.encode()
    except ValueError as error:  # of which UnicodeEncodeError is one
        raise InvalidInput(f"The record cannot be written as JSON: {error}.") from error
    return line + "\n"


def _findings(
    name: str, number: int, line: bytes, guess_language: GuessLanguage, notes: tuple[str, ...]
) -> Iterator[Finding]:
    try:
        record = _record(line)
    except InvalidInput as error:
        yield Problem(name, number, error.message)
        return
    problems = [Problem(name, number, message) for message in complaints(record)]
    text = record.get("text")
    if isinstance(text, str) and (problem := check_text(name, text, number)):
        problems.append(problem)
    if problems or not isinstance(text, str):
        yield from problems
    else:
        yield Draft(name, text, metadata_of(record, text, guess_language), notes)


def _record(line: bytes) -> dict[str, JSON]:
    if len(line) > MAX_RECORD_BYTES:
        raise InvalidInput(
            f"The line has {len(line):,} bytes; the limit is {MAX_RECORD_BYTES:,} a record."
        )
    record = loads_strict(line)
    if not isinstance(record, dict):
        raise InvalidInput(f"A line holds one JSON object; seen {_kind(record)}.")
    return record


def complaints(record: dict[str, JSON]) -> Iterator[str]:
    """Yield a sentence for everything wrong with the fields, except the text's content."""
    allowed = (*_STRINGS, "metadata")
    for key in (key for key in record if key not in allowed):
        yield f"Unknown field {key[:MAX_FIELD]!a}; allowed are {', '.join(allowed)}."
    if "text" not in record:
        yield 'The field "text" is missing.'
    if "metadata" in record and not isinstance(record["metadata"], dict):
        yield f'The field "metadata" must be an object; seen {_kind(record["metadata"])}.'
    for field in _STRINGS:
        value = record.get(field, "")
        if not isinstance(value, str):
            yield f'The field "{field}" must be a string; seen {_kind(value)}.'
        elif value and (complaint := _complaint(field, value)):
            yield f'The field "{field}" {complaint}.'


def _complaint(field: str, value: str) -> str:
    """Return what is wrong with the value of a field, or ""."""
    seen = ascii(value[:MAX_FIELD])
    if field == "published" and _day(value) is None:
        return f"must be a day as YYYY-MM-DD; seen {seen}"
    if field == "language" and not (_LANGUAGE.fullmatch(value) and len(value) <= MAX_LANGUAGE):
        return f'must be a language code such as "en"; seen {seen}'
    if field == "url" and not is_web_address(value):
        return f"must be an http or https address; seen {seen}"
    if field in _ONE_LINERS and len(value) > MAX_FIELD:
        return f"has {len(value):,} code points; the limit is {MAX_FIELD}"
    if field in _ONE_LINERS and (match := UNSHOWABLE.search(value)):
        return f"holds U+{ord(match[0]):04X}; one line without controls was expected"
    return ""


def _kind(value: JSON) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")


def _day(value: str) -> datetime.date | None:
    if not _DAY.fullmatch(value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def metadata_of(record: dict[str, JSON], text: str, guess_language: GuessLanguage) -> Metadata:
    told = {field: str(record.get(field, "")) for field in _STRINGS}
    extra = record.get("metadata")
    return Metadata(
        title=told["title"],
        source=told["source"],
        author=told["author"],
        published=_day(told["published"]),
        category=told["category"],
        language=told["language"] or guess_language(text),
        url=told["url"],
        extra=extra if isinstance(extra, dict) else {},
    )
