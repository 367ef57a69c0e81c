"""ZIP archives: names are data, sizes are not believed, every bad member is told."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.formats import Upload, read_upload

CENTRAL = b"PK\x01\x02"
FLAGS, METHOD, DECLARED, OFFSET = 8, 10, 24, 42  # places in an entry of the central directory


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def patched(data: bytes, place: int, kind: str, value: int, entry: int = 0) -> bytes:
    """Overwrite one number in the given entry of the archive's central directory."""
    at = -1
    for _ in range(entry + 1):
        at = data.index(CENTRAL, at + 1)
    changed = bytearray(data)
    struct.pack_into(kind, changed, at + place, value)
    return bytes(changed)


def read(data: bytes) -> Upload:
    return read_upload([("a.zip", data)], guess_language=lambda _: "")


def told(data: bytes) -> list[tuple[str, str]]:
    return [(problem.file_name, problem.message) for problem in read(data).problems]


def test_it_reads_texts_and_records_in_the_archives_order() -> None:
    lines = b'{"text":"1"}\n{"text":"2"}'
    upload = read(packed(("z/b.txt", b"one\r\n"), ("a.jsonl", lines), ("m.MD", b"m")))
    seen = [(draft.file_name, draft.text) for draft in upload.drafts]
    assert seen == [("z/b.txt", "one\r\n"), ("a.jsonl", "1"), ("a.jsonl", "2"), ("m.MD", "m")]
    assert (upload.problems, upload.notes) == ((), ())


def test_it_passes_over_folders_and_hidden_files_and_says_so() -> None:
    names = ["d/", "d/a.txt", "__MACOSX/d/._a.txt", "d/.DS_Store", ".git/x.bin"]
    upload = read(packed(*((name, b"" if name == "d/" else b"x") for name in names)))
    assert [draft.file_name for draft in upload.drafts] == ["d/a.txt"]
    (note,) = upload.notes
    assert note.message == (
        "Passed over in the archive: d/, __MACOSX/d/._a.txt, d/.DS_Store, .git/x.bin."
    )


def test_it_lists_twenty_passed_over_entries_and_counts_the_rest() -> None:
    (note,) = read(packed(("a.txt", b"a"), *((f".{n}", b"") for n in range(23)))).notes
    assert note.message.endswith(".18, .19 and 3 more.")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../a.txt", 'The file name leads out of its folder by "..".'),
        ("a/../../b.txt", 'The file name leads out of its folder by "..".'),
        ("a\\..\\b.txt", 'The file name leads out of its folder by "..".'),
        ("/etc/a.txt", "The file name is an absolute path; a relative one was expected."),
        ("\\\\host\\a.txt", "The file name is an absolute path; a relative one was expected."),
        ("C:\\a.txt", "The file name begins with a drive; a relative path was expected."),
        ("a\r\nb.txt", "The file name holds the invisible character U+000D."),
        ("a\u202etxt.md", "The file name holds the invisible character U+202E."),
        ("a" * 252 + ".txt", "The file name has 256 bytes; the limit is 255."),
        ("__MACOSX/../../a.txt", 'The file name leads out of its folder by "..".'),
    ],
)
def test_it_refuses_names_that_play_tricks(name: str, message: str) -> None:
    data = packed((name, b"x"), ("sound.txt", b"y"))
    assert [message for _, message in told(data)] == [message]
    assert len(read(data).drafts) == 1


def test_it_refuses_a_name_with_nul_and_shows_it_written_out() -> None:
    data = packed(("a!.txt", b"x")).replace(b"a!.txt", b"a\x00.txt")
    assert told(data) == [("a\\x00.txt", "The file name holds NUL (U+0000).")]


def test_it_shows_odd_but_harmless_names_as_they_are() -> None:
    names = ["CON.txt", "a. .txt", "<img onerror=x>.txt", "ä/日本.txt", "x; rm -rf.md"]
    upload = read(packed(*((name, b"x") for name in names)))
    assert [draft.file_name for draft in upload.drafts] == names


def test_it_refuses_an_encrypted_member() -> None:
    data = patched(packed(("a.txt", b"x"), ("b.txt", b"y")), FLAGS, "<H", 1)
    assert told(data) == [("a.txt", "The entry is encrypted.")]


@pytest.mark.parametrize("method", [12, 14, 99])
def test_it_refuses_other_compressions(method: int) -> None:
    data = patched(packed(("a.txt", b"x")), METHOD, "<H", method)
    assert told(data)[0] == (
        "a.txt",
        f"Compression method {method}; only stored and deflated are read.",
    )


def test_it_refuses_a_member_whose_checksum_is_wrong() -> None:
    data = packed(("a.txt", b"truth"), method=zipfile.ZIP_STORED).replace(b"truth", b"trust")
    assert told(data) == [("a.txt", "The entry is damaged: Bad CRC-32 for file 'a.txt'.")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_it_refuses_names_that_occur_twice() -> None:
    data = packed(("a.txt", b"x"), ("a.txt", b"y"))
    assert told(data) == [("a.txt", "2 entries of the archive have this name.")]


def test_it_refuses_overlapping_entries() -> None:
    data = packed(("a.txt", b"x" * 1000), ("b.txt", b"y"))
    overlapping = patched(data, OFFSET, "<I", 0, entry=1)
    assert told(overlapping) == [("b.txt", "The entry overlaps another part of the archive.")]


def test_it_refuses_an_entry_that_reaches_into_the_directory() -> None:
    data = patched(packed(("a.txt", b"x")), 20, "<I", 1_000)
    assert told(data) == [("a.txt", "The entry overlaps another part of the archive.")]


def test_it_refuses_a_directory_that_points_nowhere() -> None:
    data = patched(packed(("a.txt", b"x")), OFFSET, "<I", 5)
    assert told(data) == [("a.zip", "The archive is damaged: no entry begins at byte 5.")]


def test_it_refuses_an_archive_in_an_archive() -> None:
    data = packed(("b.zip", packed(("a.txt", b"x"))))
    assert told(data) == [("b.zip", "An archive inside an archive is not read.")]


def test_it_refuses_unknown_extensions_and_links() -> None:
    link = zipfile.ZipInfo("l.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.exe", b"x")
        archive.writestr(link, "/etc/passwd")
    assert told(buffer.getvalue()) == [
        ("a.exe", "The extension '.exe' is not one of .txt, .md, .jsonl."),
        ("l.txt", "The entry is a link, not a file."),
    ]


def test_it_refuses_more_than_ten_thousand_entries() -> None:
    data = packed(*((f"{n}.txt", b"x") for n in range(10_001)), method=zipfile.ZIP_STORED)
    assert told(data) == [("a.zip", "The archive has 10,001 entries; the limit is 10,000.")]


def test_it_refuses_a_declared_total_above_the_limit() -> None:
    data = patched(packed(("a.txt", b"x")), DECLARED, "<I", 200_000_001)
    assert told(data) == [
        (
            "a.zip",
            "The archive unpacks to 200,000,001 bytes or more; the limit is 200,000,000.",
        )
    ]


def test_it_does_not_believe_a_small_declared_size() -> None:
    data = patched(packed(("a.txt", b"0" * 50_000_000)), DECLARED, "<I", 10)
    started = time.process_time()
    assert told(data) == [("a.txt", "The entry is damaged: Bad CRC-32 for file 'a.txt'.")]
    assert time.process_time() - started < 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", packed(("a.txt", b"x"))[:-5]])
def test_it_refuses_what_is_no_archive(data: bytes) -> None:
    ((name, message),) = told(data)
    assert name == "a.zip"
    assert message.startswith("This is not a readable ZIP archive: ")


@pytest.mark.parametrize("members", [(), (("d/", b""),)])
def test_it_refuses_an_archive_without_documents(members: tuple[tuple[str, bytes], ...]) -> None:
    assert told(packed(*members)) == [("a.zip", "The archive holds no document.")]


def test_it_tells_the_problems_of_all_members() -> None:
    data = packed(("a.txt", b"\xff"), ("b.jsonl", b'{"text":"x"}\n{'), ("c.txt", b"fine"))
    problems = read(data).problems
    assert [(problem.file_name, problem.line) for problem in problems] == [
        ("a.txt", 1),
        ("b.jsonl", 2),
    ]


SOUND = packed(("a.txt", b"Some text"), ("b.jsonl", b'{"text":"x"}'), ("d/", b""))


@settings(max_examples=500)
@given(changes=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(max_size=4))))
def test_it_never_raises_on_damage(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SOUND)
    for at, piece in changes:
        data[at : at + len(piece)] = piece
    upload = read(bytes(data))
    assert upload.drafts or upload.problems
