"""An upload: every file by its extension, every problem told, limits kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.formats import (
    JSON,
    READERS,
    WRITERS,
    Draft,
    Metadata,
    Problem,
    Upload,
    read_upload,
)


def read(*files: tuple[str, bytes]) -> Upload:
    return read_upload(files, guess_language=lambda _: "")


def test_it_reads_all_files_and_collects_all_problems() -> None:
    upload = read(("a.txt", b"a"), ("b.txt", b"\x00"), ("c.pdf", b"%"), ("d.TXT", b"d"))
    assert [draft.file_name for draft in upload.drafts] == ["a.txt", "d.TXT"]
    assert [problem.file_name for problem in upload.problems] == ["b.txt", "c.pdf"]


@pytest.mark.parametrize(
    ("name", "seen"), [("a.docx", "'.docx'"), ("README", "''"), (".txt", "''")]
)
def test_it_names_the_extensions_it_reads(name: str, seen: str) -> None:
    message = f"The extension {seen} is not one of .txt, .md, .jsonl, .zip."
    assert read((name, b"x")).problems == (Problem(name, None, message),)


def test_it_refuses_a_disguised_name_and_shows_it_written_out() -> None:
    (problem,) = read(("a\u202etxt.md", b"x")).problems
    assert problem.file_name == "a\\u202etxt.md"
    assert problem.message == "The file name holds the invisible character U+202E."


def test_it_stops_reading_at_fifty_megabytes() -> None:
    upload = read(("a.txt", b"a"), ("b.txt", b"b" * 50_000_000), ("c.txt", b"c"))
    assert [draft.file_name for draft in upload.drafts] == ["a.txt"]
    assert upload.problems[0].file_name == "b.txt"
    assert upload.problems[0].message == (
        "With this file the upload has 50,000,001 bytes; the limit is 50,000,000."
    )


def test_it_tells_a_thousand_problems_and_that_there_may_be_more() -> None:
    upload = read(("a.jsonl", b"x\n" * 1_000_000))
    assert len(upload.problems) == 1_001
    assert upload.problems[-1].message.endswith("or more; the rest was not read.")


def test_it_refuses_more_than_fifty_thousand_documents() -> None:
    (problem,) = read(("a.jsonl", b'{"text":"a"}\n' * 50_001)).problems
    assert problem.message == "There are more than 50,000 documents, the limit of one upload."


def test_it_refuses_documents_that_would_fill_the_memory() -> None:
    buffer, wide = io.BytesIO(), b"a" * 999_996 + "😀".encode()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(63):
            archive.writestr(f"{number}.txt", wide)
    (problem,) = read(("a.zip", buffer.getvalue())).problems
    assert problem.message.startswith("The documents take more than 250,000,000 bytes of memory")


def test_it_weighs_small_json_values_at_what_they_take() -> None:
    extra: dict[str, JSON] = {"x": [[] for _ in range(1_000)], "y": {"k": "v" * 1_000}}
    bare, heavy = Draft("a", "a"), Draft("a", "a", Metadata(extra=extra))
    assert heavy.weight - bare.weight > 1_000 * 56 + 1_000


def test_it_reads_files_one_after_another() -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"a"
        yield "b.txt", b"b"

    assert len(read_upload(files(), guess_language=str).drafts) == 2


@given(name=st.text(), data=st.binary(), extension=st.sampled_from(sorted(READERS)))
def test_it_never_raises(name: str, data: bytes, extension: str) -> None:
    upload = read((name + extension, data))
    assert upload.drafts or upload.problems


def test_the_registry_knows_its_formats() -> None:
    assert list(READERS) == [".txt", ".md", ".jsonl", ".zip"]
    assert WRITERS["jsonl"]({"text": "a"}) == '{"text":"a"}\n'
