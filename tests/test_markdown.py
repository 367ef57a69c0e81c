"""Markdown of strangers: well-formed HTML that no page has to refuse."""

from __future__ import annotations

import pytest

from frontend.markdown import render_markdown


@pytest.mark.parametrize("source", ["# Last", "a\n\n# Last", "Last\n==="])
def test_it_closes_a_heading_at_the_end_as_it_was_opened(source: str) -> None:
    assert render_markdown(source).endswith('<h2 id="last">Last</h2>\n')


@pytest.mark.parametrize(
    "source",
    [
        "[x](data:image/png;base64,AAAA)",
        "[x](DATA:image/gif,a)",
        "[x](&#100;ata:image/webp;a)",
        "<data:image/png,a>",
        "[x]\n\n[x]: data:image/jpeg;base64,AAAA",
        "[x](javascript:alert(1))",
    ],
)
def test_it_makes_no_link_to_what_is_no_address(source: str) -> None:
    assert "<a" not in render_markdown(source)


def test_it_links_to_addresses() -> None:
    assert '<a href="https://x.org/data:a">' in render_markdown("[x](https://x.org/data:a)")


def test_it_aligns_no_table_by_a_style() -> None:
    shown = render_markdown("|a|b|\n|:-:|-:|\n|1|2|")
    assert "style" not in shown
    assert "<td>2</td>" in shown
