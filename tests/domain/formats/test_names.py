"""File names are shown as what they are."""

from __future__ import annotations

import pytest

from annotator.domain.formats.names import check_name, shown_name
from annotator.errors import InvalidInput


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("report.txt", "report.txt"),
        ("Звіт 日本.md", "Звіт 日本.md"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("a\r\nb", "a\\r\\nb"),
        ("a\u200fb\u061c", "a\\u200fb\\u061c"),
        ("a\ud800", "a\\ud800"),
        ("x" * 200, "x" * 120 + "…"),
    ],
)
def test_it_writes_out_what_would_deceive(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize("name", ["a.txt", "d/a.txt", "d\\a.txt", "a..b.txt", ".hidden", "x" * 255])
def test_it_accepts_plain_relative_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    "name", ["", "a\x00", "a\x1b", "\ud800", "\u2066a", "\u200fa", "..", "é" * 128, "/a", "z:a"]
)
def test_it_refuses_others(name: str) -> None:
    with pytest.raises(InvalidInput):
        check_name(name)
