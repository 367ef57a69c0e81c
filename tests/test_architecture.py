"""The rooms of the house, and which way imports flow: docs/architecture.md has the table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = {
    "annotator.errors": "errors",
    "annotator.domain": "domain",
    "annotator.nlp": "nlp",
    "annotator.models": "models",
    "annotator.access": "access",
    "annotator.services": "services",
    "annotator.tasks": "tasks",
    "api": "api",
    "frontend": "frontend",
}
BELOW_PAGES = {"errors", "domain", "nlp", "models", "access", "services", "tasks"}
# Each room and the rooms of ours it may import, besides itself.
MAY_IMPORT = {
    "errors": set[str](),
    "domain": {"errors"},
    "nlp": {"domain", "errors"},
    "models": {"domain", "errors"},
    "access": {"models", "errors"},
    "services": {"models", "domain", "nlp", "errors"},
    "tasks": {"services", "models", "errors"},
    "api": BELOW_PAGES,
    "frontend": BELOW_PAGES,
}
# Each room and the libraries of others it never imports.
NEVER = {
    "domain": {"django", "celery", "rest_framework", "spacy", "requests"},
    "nlp": {"django", "celery", "rest_framework", "requests"},
    "models": {"celery", "rest_framework", "spacy"},
    "access": {"celery", "rest_framework", "spacy"},
    "services": {"rest_framework", "requests", "httpx"},
    "tasks": {"rest_framework"},
}
# `from annotator import x` names x as well; the package alone says nothing.
PACKAGES = {"annotator"}
ORM_WRITES = {
    "save",
    "delete",
    "update",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
NO_SUBJECT = {"utils", "helpers", "common", "base", "mixins"}

SOURCES = sorted(
    path
    for room in ("annotator", "api", "frontend")
    for path in (settings.BASE_DIR / room).rglob("*.py")
)


def module_of(path: Path) -> str:
    parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return ROOMS.get(parts[0]) or ROOMS.get(".".join(parts[:2]))


def imports(source: str, module: str, *, is_package: bool = False) -> Iterator[str]:
    """Yield every module that is imported anywhere in the source, inside functions too."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*up, *([node.module] if node.module else [])])
            yield from (f"{origin}.{name.name}" for name in node.names)


def forbidden_imports(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Return the imports that a module's room does not allow."""
    room = room_of(module)
    if room is None:
        return []
    return [seen for seen in imports(source, module, is_package=is_package) if not _may(room, seen)]


def _may(room: str, seen: str) -> bool:
    library, target = seen.split(".")[0], room_of(seen)
    if target is not None:
        return target == room or target in MAY_IMPORT[room]
    if library in {"annotator", "api", "frontend", "tests"} and seen not in PACKAGES:
        return False
    if room == "errors":
        return library in sys.stdlib_module_names
    return library not in NEVER.get(room, set())


def orm_writes(source: str) -> list[str]:
    """Return the calls that look like a write to the database, as they are written."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ORM_WRITES
    ]


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_it_imports_only_what_its_room_may(path: Path) -> None:
    is_package = path.name == "__init__.py"
    assert forbidden_imports(path.read_text(), module_of(path), is_package=is_package) == []


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if room_of(module_of(p)) in {"api", "frontend"}], ids=module_of
)
def test_it_leaves_writing_to_the_services(path: Path) -> None:
    assert orm_writes(path.read_text()) == []


def test_it_names_every_module_after_a_subject() -> None:
    vague = [module_of(path) for path in SOURCES if path.stem in NO_SUBJECT]
    assert vague == ["annotator.sqlite3.base"]  # Django asks for this name


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("annotator.errors", "import numpy"),
        ("annotator.errors", "from annotator.models import User"),
        ("annotator.domain.spans", "import django.db"),
        ("annotator.domain.spans", "from annotator import models"),
        ("annotator.nlp.pipeline", "def f():\n    from django.conf import settings"),
        ("annotator.models.jobs", "from annotator.services import jobs"),
        ("annotator.access", "from annotator.services.jobs import enqueue"),
        ("annotator.services.jobs", "def f():\n    import api.errors"),
        ("annotator.services.jobs", "from ..access import access_job"),
        ("annotator.services.jobs", "from annotator.tasks import run_job"),
        ("annotator.tasks", "from annotator import access"),
        ("api.views.review", "from frontend import urls"),
        ("frontend.urls", "import api"),
        ("annotator.domain.spans", "from annotator import settings"),
        ("annotator.services.jobs", "from annotator import supervisor"),
    ],
)
def test_it_catches_a_planted_import(module: str, planted: str) -> None:
    assert forbidden_imports(planted, module)


@pytest.mark.parametrize(
    "planted",
    [
        "Job.objects.create(kind='x')",
        "job.save()",
        "rows.filter(id=1).delete()",
        "rows.update(a=1)",
    ],
)
def test_it_catches_a_planted_write(planted: str) -> None:
    assert orm_writes(f"def get(self):\n    {planted}")


def test_it_lets_the_allowed_arrows_pass() -> None:
    allowed = "import json\nfrom annotator.models import Job\nfrom .events import record"
    assert forbidden_imports(allowed, "annotator.services.jobs") == []
