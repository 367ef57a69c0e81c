"""Markdown that strangers may write, as HTML that is safe to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  (the library's name)
        """Refuse what the library does (javascript:, vbscript:, file:), and all of data:."""
        return super().validateLink(url) and not url.strip().casefold().startswith("data:")


# Raw HTML is shown as text. Images are off: they would make a reader's browser ask somebody
# else's server.
_PARSER = _Markdown("commonmark", {"html": False}).enable("table").disable("image")


def render_markdown(source: str, *, prefix: str = "") -> SafeString:
    """Return `source` as HTML whose headings start at h2 and can be linked to.

    `prefix` begins every heading's id, and what links to it: on a page that has ids of its own.

    >>> render_markdown("# Threat claim\\n<b>now</b>")
    '<h2 id="threat-claim">Threat claim</h2>\\n<p>&lt;b&gt;now&lt;/b&gt;</p>\\n'
    >>> render_markdown("a\\n# Last")
    '<p>a</p>\\n<h2 id="last">Last</h2>\\n'
    >>> render_markdown("# Text\\n[there](#text)", prefix="in-")
    '<h2 id="in-text">Text</h2>\\n<p><a href="#in-text">there</a></p>\\n'
    """
    tokens = _PARSER.parse(source)
    _place_headings(tokens, prefix)
    _drop_styles(tokens)
    if prefix:
        _lead_links(tokens, prefix)
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return SafeString(html)  # the renderer has escaped everything in it


def _place_headings(tokens: Sequence[Token], prefix: str) -> None:
    """Move headings one level down (the page has its own h1) and name each after its words."""
    seen: Counter[str] = Counter()
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            words = tokens[place + 1].content
            name = re.sub(r"\W+", "-", words.casefold()).strip("-") or "section"
            seen[name] += 1
            token.attrSet("id", prefix + (name if seen[name] == 1 else f"{name}-{seen[name]}"))
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _drop_styles(tokens: Sequence[Token]) -> None:
    """Drop the alignment of a table's columns, which pages refuse as a style attribute."""
    for token in tokens:
        token.attrs.pop("style", None)


def _lead_links(tokens: Sequence[Token], prefix: str) -> None:
    """Let the links within the text lead to its headings' prefixed ids."""
    for token in tokens:
        for inner in token.children or ():
            target = str(inner.attrGet("href") or "")
            if inner.type == "link_open" and target.startswith("#"):
                inner.attrSet("href", f"#{prefix}{target[1:]}")
