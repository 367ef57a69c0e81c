"""Plain text comes in to the byte, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.formats import Draft, Problem, Upload, read_upload

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


def read(data: bytes, name: str = "a.txt") -> Upload:
    return read_upload([(name, data)], guess_language=lambda _: "en")


def draft(data: bytes, name: str = "a.txt") -> Draft:
    upload = read(data, name)
    assert upload.problems == ()
    return upload.drafts[0]


def problem(data: bytes) -> Problem:
    upload = read(data)
    assert upload.drafts == ()
    return upload.problems[0]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.name)
def test_it_keeps_the_demo_articles_to_the_byte(path: Path) -> None:
    data = path.read_bytes()
    read = draft(data, path.name)
    assert read.sha256 == hashlib.sha256(data).hexdigest()
    assert read.text.encode() == data
    assert read.length == len(data.decode())


def test_there_are_three_demo_articles() -> None:
    assert len(list(DOCUMENTS.glob("*.txt"))) == 3


@given(text=TEXTS)
def test_it_keeps_any_text_without_nul_and_surrogates(text: str) -> None:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    assert draft((mark + text).encode()).text.encode() == text.encode()


@given(text=TEXTS, codec=st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_it_decodes_utf_16_with_a_byte_order_mark(text: str, codec: str) -> None:
    read = draft(("\ufeff" + text).encode(codec))
    assert read.text == text
    assert read.notes == (f"Decoded from UTF-16 {codec[-2:].upper()}.",)


@pytest.mark.parametrize(
    "text",
    [
        "a\r\nb\rc\n",
        "  leading and trailing \t\n\n",
        "Kie\u0308v e\u0301",
        "\u202eabc\u202c \u2066d\u2069",
        "\x01\x1b[31m\x7f\x85",
        "\ufffe\uffff",
        "👩‍👩‍👧 🇺🇦 1️⃣",
        "e" + "\u0301" * 10_000,
        "a\u2028b\u2029c",
        " ",
    ],
)
def test_it_keeps_line_ends_blanks_controls_and_normalisation(text: str) -> None:
    assert draft(text.encode()).text == text


def test_it_removes_one_utf_8_byte_order_mark_and_says_so() -> None:
    read = draft(b"\xef\xbb\xbf\xef\xbb\xbfa")
    assert read.text == "\ufeffa"
    assert read.notes == ("A UTF-8 byte order mark was removed.",)


def test_it_gives_no_note_where_nothing_was_changed() -> None:
    assert draft(b"a").notes == ()


@pytest.mark.parametrize(
    ("codec", "text"),
    [("cp1252", "caf\u00e9"), ("shift_jis", "caf日本"), ("gb18030", "caf中文"), ("koi8-r", "cafД")],
)
def test_it_refuses_other_encodings_with_position_and_line(codec: str, text: str) -> None:
    seen = problem(b"one\ntwo\n" + text.encode(codec) + b" x")
    assert seen.line == 3
    byte = text.encode(codec)[3]
    assert seen.message.startswith(f"The file is not UTF-8: byte 0x{byte:02X} at position 11")


def test_it_counts_the_byte_order_mark_in_the_position() -> None:
    assert "position 4 (from 0)" in problem(b"\xef\xbb\xbfa\xff").message
    assert (
        "not UTF-16 LE: byte 0x00 at position 4" in problem(b"\xff\xfea\x00\x00\xd8b\x00").message
    )


def test_it_refuses_nul_with_its_position() -> None:
    seen = problem(b"one\ntwo\x00")
    assert seen == Problem(
        "a.txt", 2, "The text holds NUL (U+0000) at code point 7 (from 0); it cannot be kept."
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_it_refuses_an_empty_text(data: bytes) -> None:
    assert problem(data).message == "The text is empty."


def test_it_takes_a_million_code_points_and_not_one_more() -> None:
    assert draft(("😀" * 1_000_000).encode()).length == 1_000_000
    seen = problem(b"a" * 1_000_001)
    assert seen.message == "The text has 1,000,001 code points; the limit is 1,000,000 code points."


def test_it_refuses_one_line_of_forty_megabytes_before_decoding() -> None:
    assert "40,000,000 bytes" in problem(b"\xff" * 40_000_000).message


def test_it_reads_metadata_from_the_header_and_asks_for_the_language() -> None:
    data = (DOCUMENTS / "us-ukraine-defense-framework.txt").read_bytes()
    metadata = draft(data).metadata
    assert (metadata.author, metadata.source, metadata.language) == (
        "Zhang Hong",
        "Global Times",
        "en",
    )


def test_it_reads_markdown_as_text() -> None:
    read = draft(b"# A heading\n\nBody *text*.\n", "a.md")
    assert read.text == "# A heading\n\nBody *text*.\n"
    assert read.metadata.title == "A heading"
