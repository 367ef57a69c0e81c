"""ZIP archives of the other formats. Member names are data; nothing is written to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

from annotator.domain.formats.drafts import Finding, GuessLanguage, Note, Problem, Reader
from annotator.domain.formats.limits import MAX_MEMBERS, MAX_UNPACKED_BYTES
from annotator.domain.formats.names import check_name, extension, shown_name
from annotator.errors import InvalidInput, ParallaxError, TooLarge

_CENTRAL_SIGNATURE, _LOCAL_SIGNATURE = b"PK\x01\x02", b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, ..., lengths of name and extra field
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # encrypted; strongly so; its central directory, too
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for gigabytes
_CHUNK = 1 << 16
_MAX_LISTED = 20
# What zipfile lets through on damaged input, besides its own error.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def read(
    name: str, data: bytes, guess_language: GuessLanguage, *, readers: Mapping[str, Reader]
) -> Iterator[Finding]:
    """Yield the findings in every member, in the archive's order; `readers` by extension.

    What is wrong with the archive as a whole is told before anything is unpacked; unpacked
    bytes are counted as they come, whatever sizes are declared. Folders, `__MACOSX/` and dot
    files are passed over and told in a note.
    """
    try:
        with _opened(data) as archive:
            entries = archive.infolist()
            problems = [*_twins(entries), *_overlaps(data, entries, archive.start_dir)]
            _check_total(sum(entry.file_size for entry in entries))
            yield from problems or _members(archive, guess_language, readers)
            yield from _passed_over(name, entries)
    except ParallaxError as error:
        yield Problem(name, None, error.message)


def _opened(data: bytes) -> zipfile.ZipFile:
    """Open the archive, having counted its entries: each would cost memory before we could."""
    if (count := data.count(_CENTRAL_SIGNATURE)) > MAX_MEMBERS:
        raise TooLarge(f"The archive has {count:,} entries; the limit is {MAX_MEMBERS:,}.")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise InvalidInput(f"This is not a readable ZIP archive: {error}.") from error


def _check_total(unpacked: int) -> None:
    if unpacked > MAX_UNPACKED_BYTES:
        raise TooLarge(
            f"The archive unpacks to {unpacked:,} bytes or more; "
            f"the limit is {MAX_UNPACKED_BYTES:,}."
        )


def _twins(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Yield every name that several entries have."""
    names = Counter(entry.orig_filename for entry in entries)
    for name, count in names.items():
        if count > 1:
            yield Problem(shown_name(name), None, f"{count} entries of the archive have this name.")


def _overlaps(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> Iterator[Problem]:
    """Yield every entry whose bytes overlap the entry before it or the archive's directory.

    One compressed kernel shared by thousands of entries makes a small archive unpack to
    terabytes (D. Fifield, "A better zip bomb", WOOT 2019).
    """
    before = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        start, end = _extent(data, entry)
        if start < before or end > directory:
            yield Problem(
                shown_name(entry.orig_filename),
                None,
                "The entry overlaps another part of the archive.",
            )
        before = max(before, end)


def _extent(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Return where an entry begins and ends in the archive, header included."""
    start = entry.header_offset
    header = data[start : start + _LOCAL_HEADER.size] if start >= 0 else b""
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
        raise InvalidInput(f"The archive is damaged: no entry begins at byte {start}.")
    _, name_size, extra_size = _LOCAL_HEADER.unpack(header)
    return start, start + _LOCAL_HEADER.size + name_size + extra_size + entry.compress_size


def _members(
    archive: zipfile.ZipFile, guess_language: GuessLanguage, readers: Mapping[str, Reader]
) -> Iterator[Finding]:
    if all(map(_is_passed_over, archive.infolist())):
        raise InvalidInput("The archive holds no document.")
    unpacked = 0
    for entry in archive.infolist():
        shown = shown_name(entry.orig_filename)
        try:
            check_name(entry.orig_filename)
            if _is_passed_over(entry):
                continue
            reader = _reader(entry, readers)
            content = _content(archive, entry, unpacked)
        except InvalidInput as error:
            yield Problem(shown, None, error.message)
            continue
        unpacked += len(content)
        yield from reader(shown, content, guess_language)


def _reader(entry: zipfile.ZipInfo, readers: Mapping[str, Reader]) -> Reader:
    """Return the reader for an entry, having checked that it can be unpacked at all."""
    kind = extension(entry.orig_filename)
    if kind == ".zip":
        raise InvalidInput("An archive inside an archive is not read.")
    if kind not in readers:
        raise InvalidInput(f"The extension {kind!a} is not one of {', '.join(readers)}.")
    if entry.flag_bits & _ENCRYPTED:
        raise InvalidInput("The entry is encrypted.")
    if entry.compress_type not in _METHODS:
        method = entry.compress_type
        raise InvalidInput(f"Compression method {method}; only stored and deflated are read.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InvalidInput("The entry is a link, not a file.")
    return readers[kind]


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacked: int) -> bytes:
    """Return an entry's bytes, read in pieces; `unpacked` bytes came before them."""
    content = bytearray()
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                content += piece
                _check_total(unpacked + len(content))
    except _DAMAGE as error:
        raise InvalidInput(f"The entry is damaged: {error}.") from error
    return bytes(content)


def _is_passed_over(entry: zipfile.ZipInfo) -> bool:
    path = entry.orig_filename.replace("\\", "/")
    parts = [part for part in path.split("/") if part != "."]
    return path.endswith("/") or any(part == "__MACOSX" or part.startswith(".") for part in parts)


def _passed_over(name: str, entries: list[zipfile.ZipInfo]) -> Iterator[Note]:
    names = [shown_name(entry.orig_filename) for entry in entries if _is_passed_over(entry)]
    if names:
        more = f" and {len(names) - _MAX_LISTED} more" if len(names) > _MAX_LISTED else ""
        yield Note(name, f"Passed over in the archive: {', '.join(names[:_MAX_LISTED])}{more}.")
