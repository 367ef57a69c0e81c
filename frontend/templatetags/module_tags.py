"""What lets a page's modules arrive together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def preload_modules(folder: str) -> SafeString:
    """Return a modulepreload link for every JavaScript module below a static folder.

    Imports are found only once the importing module has arrived; with the links, all are asked
    for at once. Files come and go only while one develops, so otherwise they are looked up once.
    """
    return _links.__wrapped__(folder) if settings.DEBUG else _links(folder)


@cache
def _links(folder: str) -> SafeString:
    rows = ((static(path),) for path in _modules(folder))
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', rows)


def _modules(folder: str) -> Iterator[str]:
    root = finders.find(folder)
    if root is None:
        raise template.TemplateSyntaxError(
            f"Expected a static folder to preload, as 'frontend/workspace'; seen {folder!r}."
        )
    for path in sorted(Path(str(root)).rglob("*.js")):
        yield f"{folder}/{path.relative_to(str(root)).as_posix()}"
