"""Which file extension is read by which format, and which format writes what.

A new format is one file with `read` and a writer, and its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from annotator.domain.formats import archive, jsonl, text
from annotator.domain.formats.drafts import (
    Draft,
    Finding,
    GuessLanguage,
    Note,
    Problem,
    Reader,
    Upload,
)
from annotator.domain.formats.limits import (
    MAX_DOCUMENTS,
    MAX_PROBLEMS,
    MAX_UPLOAD_BYTES,
    MAX_WEIGHT,
)
from annotator.domain.formats.names import check_name, extension, shown_name
from annotator.domain.formats.strict_json import JSON
from annotator.errors import InvalidInput

Writer = Callable[[Mapping[str, JSON]], str]
"""One record in, its text out."""

_FILE_READERS: dict[str, Reader] = {".txt": text.read, ".md": text.read, ".jsonl": jsonl.read}

READERS: Mapping[str, Reader] = _FILE_READERS | {
    ".zip": partial(archive.read, readers=_FILE_READERS)
}
"""Extension, in small letters with its dot -> reader."""

WRITERS: Mapping[str, Writer] = {"jsonl": jsonl.write_line}
"""Name of a format -> writer of one record."""


def read_upload(files: Iterable[tuple[str, bytes]], *, guess_language: GuessLanguage) -> Upload:
    """Read files, given as (name, content), into drafts; never raises for what they hold.

    Every problem is collected instead of stopping at the first (up to `MAX_PROBLEMS`, then
    a last one says so); a caller stores the drafts only if there is none. The format goes by
    the extension. Of an upload of more than `MAX_UPLOAD_BYTES` the rest is not read.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    notes: list[Note] = []
    weight = 0
    for finding in _findings(files, guess_language):
        if isinstance(finding, Draft):
            drafts.append(finding)
            weight += finding.weight
        elif isinstance(finding, Note):
            notes.append(finding)
        else:
            problems.append(finding)
        if stop := _enough(len(drafts), len(problems), weight):
            problems.append(Problem("", None, stop))
            break
    return Upload(tuple(drafts), tuple(problems), tuple(notes))


def _enough(drafts: int, problems: int, weight: int) -> str:
    """Return why reading ends here, or ""."""
    if problems >= MAX_PROBLEMS:
        return f"There are {MAX_PROBLEMS:,} problems or more; the rest was not read."
    if drafts > MAX_DOCUMENTS:
        return f"There are more than {MAX_DOCUMENTS:,} documents, the limit of one upload."
    if weight > MAX_WEIGHT:
        return f"The documents take more than {MAX_WEIGHT:,} bytes of memory; send fewer at a time."
    return ""


def _findings(
    files: Iterable[tuple[str, bytes]], guess_language: GuessLanguage
) -> Iterator[Finding]:
    sent = 0
    for name, data in files:
        sent += len(data)
        if sent > MAX_UPLOAD_BYTES:
            yield Problem(
                shown_name(name),
                None,
                f"With this file the upload has {sent:,} bytes; the limit is {MAX_UPLOAD_BYTES:,}.",
            )
            return
        try:
            reader = _reader(name)
        except InvalidInput as error:
            yield Problem(shown_name(name), None, error.message)
        else:
            yield from reader(name, data, guess_language)


def _reader(name: str) -> Reader:
    check_name(name)
    kind = extension(name)
    if kind not in READERS:
        raise InvalidInput(f"The extension {kind!a} is not one of {', '.join(READERS)}.")
    return READERS[kind]
