"""Docs are part of the product: what the code names must be in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import URLPattern

from annotator.domain.formats import READERS, WRITERS
from annotator.models import APIToken
from api.urls import urlpatterns

ROOT = Path(__file__).resolve().parent.parent
ENV_CALL = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")


def docs() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def environment_variables() -> list[str]:
    return sorted(set(ENV_CALL.findall((ROOT / "annotator" / "settings.py").read_text())))


def api_paths() -> list[str]:
    routes = [str(p.pattern) for p in urlpatterns if isinstance(p, URLPattern) and p.pattern]
    return sorted({re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes if route})


def make_targets() -> list[str]:
    makefile = (ROOT / "Makefile").read_text()
    return re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE)


@pytest.mark.parametrize("name", environment_variables())
def test_every_environment_variable_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", api_paths())
def test_every_endpoint_is_documented(path: str) -> None:
    assert f"`/api/v1/{path}`" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*READERS, *WRITERS}))
def test_every_format_is_documented(name: str) -> None:
    assert name.lstrip(".") in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("scope", APIToken.Scope.values)
def test_every_token_scope_is_documented(scope: str) -> None:
    assert f"`{scope}`" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", make_targets())
def test_every_make_target_is_documented(target: str) -> None:
    assert f"make {target}" in docs()


def test_every_relative_link_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {link}"
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_every_test_that_is_cited_exists() -> None:
    cited = set(re.findall(r"`(tests/[\w/]+(?:\.py)?)/?`", docs()))
    assert cited, "docs/trust.md cites the tests that show its promises"
    assert [path for path in sorted(cited) if not (ROOT / path).exists()] == []
