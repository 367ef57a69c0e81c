"""Plain text and Markdown: a file is one document, kept to the byte."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from annotator.domain.formats.drafts import Draft, Finding, GuessLanguage, Metadata, Problem
from annotator.domain.formats.limits import MAX_TEXT, MAX_TEXT_BYTES
from annotator.domain.headers import read_header

UTF8_MARK_NOTE = "A UTF-8 byte order mark was removed."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8", UTF8_MARK_NOTE),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE", "Decoded from UTF-16 LE."),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE", "Decoded from UTF-16 BE."),
)


def read(name: str, data: bytes, guess_language: GuessLanguage) -> Iterator[Finding]:
    """Yield the one draft in `data`, or the one problem that prevents it.

    UTF-8, or UTF-16 with a byte order mark; no other encoding is guessed. Line ends, trailing
    blanks, controls and the form of normalisation stay as they are. Title, source, author,
    date, category and url come from the leading lines (`headers.read_header`).
    """
    if len(data) > MAX_TEXT_BYTES:
        yield Problem(name, None, _too_long(f"{len(data):,} bytes"))
        return
    mark, codec, encoding, note = _encoding(data)
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        yield _undecodable(name, data, len(mark) + error.start, codec, encoding)
        return
    problem = check_text(name, text)
    yield problem or Draft(name, text, _metadata(text, guess_language), (note,) if note else ())


def check_text(name: str, text: str, line: int | None = None) -> Problem | None:
    """Return why `text` cannot be a document's text, or None.

    `line` is where the text stands in its file; without it the line within the text is told.
    """
    if not text:
        return Problem(name, line, "The text is empty.")
    if len(text) > MAX_TEXT:
        return Problem(name, line, _too_long(f"{len(text):,} code points"))
    if (nul := text.find("\x00")) >= 0:
        message = f"The text holds NUL (U+0000) at code point {nul} (from 0); it cannot be kept."
        return Problem(name, line or text.count("\n", 0, nul) + 1, message)
    return None


def _too_long(seen: str) -> str:
    return f"The text has {seen}; the limit is {MAX_TEXT:,} code points."


def _encoding(data: bytes) -> tuple[bytes, str, str, str]:
    """Return byte order mark, codec, encoding's name and the note to give."""
    return next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8", "UTF-8", ""))


def _undecodable(name: str, data: bytes, at: int, codec: str, encoding: str) -> Problem:
    line = data[:at].decode(codec, "ignore").count("\n") + 1
    message = (
        f"The file is not {encoding}: byte 0x{data[at]:02X} at position {at} (from 0). "
        "Save it as UTF-8 and send it again."
    )
    return Problem(name, line, message)


def _metadata(text: str, guess_language: GuessLanguage) -> Metadata:
    header = read_header(text)
    return Metadata(
        title=header.title,
        source=header.source,
        author=header.author,
        published=header.published,
        category=header.category,
        language=guess_language(text),
        url=header.url,
    )
