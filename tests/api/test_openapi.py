"""The API's own description: complete, valid, and served."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.api.routes import resolved
from tests.cast import Client


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return made


def test_it_is_made_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_it_is_valid(schema: dict[str, Any]) -> None:
    validate_schema(schema)  # type: ignore[no-untyped-call]


def test_it_describes_every_route_and_method(schema: dict[str, Any]) -> None:
    described = {
        (method.upper(), re.sub(r"\{(\w+)\}", r"<\1>", path.removeprefix("/api/v1/")))
        for path, methods in schema["paths"].items()
        for method in methods
    }
    about_itself = {("GET", "schema/"), ("GET", "docs/"), ("GET", "")}
    assert described - about_itself == set(resolved()) - about_itself


def test_it_describes_every_operation_in_words(schema: dict[str, Any]) -> None:
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert operation["description"].endswith(".")


def test_it_says_how_to_sign_in(schema: dict[str, Any]) -> None:
    assert set(schema["components"]["securitySchemes"]) == {"token", "session"}


@pytest.mark.django_db
def test_it_is_served_with_a_page_to_read_it() -> None:
    client = Client()
    assert client.get("schema/").status_code == 200
    page = client.get("docs/")
    assert (page.status_code, b"swagger" in page.content) == (200, True)
    assert b"https://" not in page.content
