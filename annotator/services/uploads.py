"""From uploaded bytes to drafts that may be stored: all of them, or a list of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.domain.formats import (
    JSON,
    Draft,
    Problem,
    Upload,
    correct,
    loads_strict,
    read_upload,
    write_line,
)
from annotator.errors import FieldErrors, InvalidInput
from annotator.nlp.language import guess_language

PROBLEMS_TOLD = 20


def read_files(files: Iterable[tuple[str, bytes]]) -> Upload:
    """Read (name, content) pairs, guessing each text's language."""
    return read_upload(files, guess_language=guess_language)


def drafts_of_files(files: Iterable[tuple[str, bytes]], *, corrections: str) -> list[Draft]:
    """Return the drafts of an upload, corrected by {sha256 of a text: {field: value}}.

    Raises FieldErrors naming file, line and cause if anything cannot be used, InvalidInput for
    corrections that cannot.
    """
    upload = read_files(files)
    if upload.problems:
        raise FieldErrors({"files": [*_told(upload.problems), "Nothing was stored."]})
    return list(_corrected(upload.drafts, corrections))


def draft_of_record(record: dict[str, JSON]) -> Draft:
    """Return the draft of one document sent as a JSON object, by the rules of a .jsonl line."""
    upload = read_files([("body.jsonl", write_line(record).encode())])
    if upload.problems:
        raise FieldErrors({"body": [problem.message for problem in upload.problems]})
    return replace(upload.drafts[0], file_name="")


def _told(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems[:PROBLEMS_TOLD]:
        line = f", line {problem.line}" if problem.line else ""
        yield f"{problem.file_name}{line}: {problem.message}"
    if len(problems) > PROBLEMS_TOLD:
        yield f"… and {len(problems) - PROBLEMS_TOLD} more."


def _corrected(drafts: Iterable[Draft], corrections: str) -> Iterator[Draft]:
    sent = loads_strict(corrections)
    members = sent.items() if isinstance(sent, dict) else ()
    changes = {sha256: change for sha256, change in members if isinstance(change, dict)}
    if not isinstance(sent, dict) or len(changes) < len(sent):
        raise InvalidInput("corrections: expected an object of objects, by sha256 of the texts.")
    for draft in drafts:
        yield correct(draft, changes.pop(draft.sha256, {}))
    if changes:
        raise InvalidInput(f"corrections: no text has the sha256 {sorted(changes)[0][:64]!r}.")
