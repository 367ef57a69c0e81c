"""`manage.py words`: bring the catalogues of translations up to what the code says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management import BaseCommand
from django.utils.translation.template import templatize

FRONTEND = settings.BASE_DIR / "frontend"
LOCALE = FRONTEND / "locale"
# Translations of others' sentences that put theirs right; nothing of ours says them.
BORROWED = FRONTEND / "borrowed"
DOMAINS = ("django", "djangojs")
PYTHON_ROOMS = ("annotator", "api", "frontend")
Keywords = dict[str, tuple[int | tuple[int, str], ...] | None]
PYTHON_WORDS: Keywords = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SCRIPT_WORDS: Keywords = {"t": None, "n": (1, 2)}
# Babel writes when and by whom; the history of the file says that better.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
EMPTY_HEADERS = re.compile(
    rb'^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Tr|Language-Team|Generated).*\n',
    re.MULTILINE,
)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)


class Command(BaseCommand):
    help = "Extracts what pages and scripts say, updates the .po files and compiles them."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogue_files():
            catalogue = read_catalogue(path)
            if path.is_relative_to(LOCALE):
                catalogue = translated(extracted(path.stem), catalogue)
            write_catalogue(path, catalogue)
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
            left = sum(1 for message in catalogue if message.id and not is_translated(message))
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {left} left to translate")


def catalogue_files() -> list[Path]:
    """Return every .po file; a new language begins with two empty ones."""
    return sorted([*LOCALE.rglob("*.po"), *BORROWED.rglob("*.po")])


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue in a file `<language>/LC_MESSAGES/<domain>.po`."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name, domain=path.stem)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    return catalogue


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write it in the order of its sentences, so that a change shows as what it is."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    path.write_bytes(EMPTY_HEADERS.sub(b"", file.getvalue()))


def translated(said: Catalog, known: Catalog) -> Catalog:
    """Return what is said, with what is known of it in another catalogue's language."""
    catalogue = Catalog(known.locale, known.domain, header_comment=known.header_comment)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    catalogue.fuzzy = False
    for message in said:
        if message.id:
            old = known.get(message.id, message.context)
            message.string = old.string if old is not None else message.string
            catalogue[message.id] = message
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the catalogue's .mo file."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def is_translated(message: Any) -> bool:
    """Say whether the message, with all its plural forms, has a translation to rely on."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def extracted(domain: str) -> Catalog:
    """Return all that is said in a domain: "django" is pages, "djangojs" is scripts."""
    catalogue = Catalog(domain=domain)
    for path, messages in _scripts() if domain == "djangojs" else _pages():
        for _line, said, comments, context in messages:
            place = str(path.relative_to(settings.BASE_DIR))
            catalogue.add(said, None, [(place, 0)], auto_comments=comments, context=context)
    return catalogue


def _scripts() -> Iterator[tuple[Path, Iterable[Any]]]:
    for path in sorted((FRONTEND / "static").rglob("*.js")):
        options = {"template_string": True}
        file = BytesIO(path.read_bytes())
        yield path, extract("javascript", file, SCRIPT_WORDS, options=options)


def _pages() -> Iterator[tuple[Path, Iterable[Any]]]:
    for room in PYTHON_ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            yield path, extract("python", BytesIO(path.read_bytes()), PYTHON_WORDS)
    for path in sorted((FRONTEND / "templates").rglob("*.*")):
        # Python's tokenizer minds indentation, which in a template means nothing.
        source = INDENTATION.sub("", templatize(path.read_text(encoding="utf-8")))
        yield path, extract("python", BytesIO(source.encode()), PYTHON_WORDS)
