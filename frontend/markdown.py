"""Markdown that strangers may write, as HTML that is safe to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Raw HTML is shown as text; link targets are checked by the library (no javascript:, no data:).
# Images are off: they would make a reader's browser ask somebody else's server.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render_markdown(source: str, *, prefix: str = "") -> SafeString:
    """Return `source` as HTML whose headings start at h2 and can be linked to.

    `prefix` begins every heading's id, and what links to it: on a page that has ids of its own.

    >>> render_markdown("# Threat claim\\n<b>now</b>")
    '<h2 id="threat-claim">Threat claim</h2>\\n<p>&lt;b&gt;now&lt;/b&gt;</p>\\n'
    >>> render_markdown("# Text\\n[there](#text)", prefix="in-")
    '<h2 id="in-text">Text</h2>\\n<p><a href="#in-text">there</a></p>\\n'
    """
    tokens = _PARSER.parse(source)
    _place_headings(tokens, prefix)
    if prefix:
        _lead_links(tokens, prefix)
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return SafeString(html)  # the renderer has escaped everything in it


def _place_headings(tokens: Sequence[Token], prefix: str) -> None:
    """Move headings one level down (the page has its own h1) and name each after its words."""
    seen: Counter[str] = Counter()
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            name = re.sub(r"\W+", "-", following.content.casefold()).strip("-") or "section"
            seen[name] += 1
            token.attrSet("id", prefix + (name if seen[name] == 1 else f"{name}-{seen[name]}"))
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _lead_links(tokens: Sequence[Token], prefix: str) -> None:
    """Let the links within the text lead to its headings' prefixed ids."""
    for token in tokens:
        for inner in token.children or ():
            target = str(inner.attrGet("href") or "")
            if inner.type == "link_open" and target.startswith("#"):
                inner.attrSet("href", f"#{prefix}{target[1:]}")
