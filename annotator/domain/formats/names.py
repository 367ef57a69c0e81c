"""File names: data to show, never a place to write to."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from annotator.domain.formats.limits import MAX_NAME_BYTES
from annotator.domain.headers import UNSHOWABLE
from annotator.errors import InvalidInput

_MARKS = re.compile("[\u061c\u200e\u200f\ufeff]")  # reorder or hide, without being overrides
_DRIVE = re.compile("[A-Za-z]:")
_MAX_SHOWN = 120


def extension(name: str) -> str:
    """Return the last extension in small letters with its dot, or "".

    >>> extension("news/Report.TXT"), extension("README")
    ('.txt', '')
    """
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def shown_name(name: str) -> str:
    """Return a name that shows what it is: deceiving characters written out, cut if very long.

    >>> shown_name("report\\u202etxt.exe")
    'report\\\\u202etxt.exe'
    """
    cut = name if len(name) <= _MAX_SHOWN else name[:_MAX_SHOWN] + "…"
    for pattern in (UNSHOWABLE, _MARKS):
        cut = pattern.sub(lambda match: ascii(match[0])[1:-1], cut)
    return cut


def check_name(name: str) -> None:
    """Raise InvalidInput unless `name` is a plain relative path of at most 255 bytes.

    Refused are controls and bidi overrides, absolute paths, drives and "..", with slashes
    of either kind.
    """
    if not name:
        raise InvalidInput("A file needs a name; this one is empty.")
    if "\x00" in name:
        raise InvalidInput("The file name holds NUL (U+0000).")
    if match := UNSHOWABLE.search(name) or _MARKS.search(name):
        raise InvalidInput(f"The file name holds the invisible character U+{ord(match[0]):04X}.")
    if (size := len(name.encode())) > MAX_NAME_BYTES:
        raise InvalidInput(f"The file name has {size} bytes; the limit is {MAX_NAME_BYTES}.")
    _check_path(name.replace("\\", "/"))


def _check_path(path: str) -> None:
    if path.startswith("/"):
        raise InvalidInput("The file name is an absolute path; a relative one was expected.")
    if _DRIVE.match(path):
        raise InvalidInput("The file name begins with a drive; a relative path was expected.")
    if ".." in path.split("/"):
        raise InvalidInput('The file name leads out of its folder by "..".')
