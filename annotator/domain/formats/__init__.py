"""The file formats of Parallax: one file a format, a registry, and limits in one place.

`read_upload` turns uploaded files into drafts and problems; `READERS` and `WRITERS` are the
registry; `loads_strict` is the JSON reader for anything that comes from outside.
"""

from annotator.domain.formats.corrections import correct
from annotator.domain.formats.drafts import (
    Draft,
    Finding,
    GuessLanguage,
    Metadata,
    Note,
    Problem,
    Reader,
    Upload,
)
from annotator.domain.formats.jsonl import write_line
from annotator.domain.formats.limits import MAX_BODY_VALUES, MAX_UPLOAD_BYTES
from annotator.domain.formats.registry import READERS, WRITERS, Writer, read_upload
from annotator.domain.formats.strict_json import JSON, loads_strict

__all__ = [
    "JSON",
    "MAX_BODY_VALUES",
    "MAX_UPLOAD_BYTES",
    "READERS",
    "WRITERS",
    "Draft",
    "Finding",
    "GuessLanguage",
    "Metadata",
    "Note",
    "Problem",
    "Reader",
    "Upload",
    "Writer",
    "correct",
    "loads_strict",
    "read_upload",
    "write_line",
]
