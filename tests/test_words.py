"""Every word on a page can be said in every language: the catalogues are complete and compiled."""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth import __file__ as allauth_file
from babel.messages.jslexer import tokenize
from django.conf import settings

from annotator.domain.preferences import LANGUAGES
from frontend.management.commands.words import (
    BORROWED,
    DOMAINS,
    FRONTEND,
    LOCALE,
    catalogue_files,
    compiled,
    extracted,
    is_translated,
    read_catalogue,
)

FILES = catalogue_files()
OURS = [path for path in FILES if path.is_relative_to(LOCALE)]
BORROWED_FILES = [path for path in FILES if path.is_relative_to(BORROWED)]
TEMPLATES = sorted((FRONTEND / "templates").rglob("*.html"))
SCRIPTS = sorted((FRONTEND / "static").rglob("*.js"))
OTHER_LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]

PLACE = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%[sd]|</?[a-z]+")
TRANSLATED = re.compile(
    r"{%\s*(blocktranslate.*?endblocktranslate|comment.*?endcomment)\s*%}", re.S
)
CLASSES = re.compile(r"{% block \w+_class %}.*?{% endblock %}")
CODE = re.compile(r"{%.*?%}|{{.*?}}|<(pre|code)\b.*?</\1>", re.S)
SHOWN_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Parallax", "nbsp", "middot", "html", "doctype"}
SENTENCE = re.compile(r"[A-Z][a-z’]*,? [a-z“{]|[A-Z][a-z]+[.…?!]")
# A fault of our own speaks to programmers.
FAULT = re.compile(r"throw new (?:Range|Type)?(?:Error|DOMException)\(.*?\);", re.S)


def named(path: Path) -> str:
    return str(path.relative_to(FRONTEND))


def ids(catalogue: Any) -> set[Any]:
    return {(message.context, message.id) for message in catalogue if message.id}


def forms(said: Any) -> tuple[str, ...]:
    """Return one form, or all the plural forms, of a sentence."""
    return (said,) if isinstance(said, str) else tuple(said)


def sentences_of(mo: bytes) -> dict[Any, str]:
    catalogue: dict[Any, str] = GNUTranslations(BytesIO(mo))._catalog  # type: ignore[attr-defined]
    return {key: said for key, said in catalogue.items() if key != ""}


@cache
def script_sentences() -> set[str]:
    return {form for m in extracted("djangojs") if m.id for form in forms(m.id)}


def literals(source: str) -> list[str]:
    """Return what stands between quotes in JavaScript, of templates with their code left out."""
    kinds = {"string", "template_string"}
    found = [token.value for token in tokenize(source, jsx=False) if token.type in kinds]
    return [re.sub(r"\$\{[^}]*\}", "{}", text[1:-1]) for text in found]


def test_it_has_both_catalogues_for_every_language() -> None:
    expected = {LOCALE / c / "LC_MESSAGES" / f"{d}.po" for c in OTHER_LANGUAGES for d in DOMAINS}
    assert set(OURS) == expected


def test_it_offers_the_languages_that_a_person_can_prefer() -> None:
    assert set(LANGUAGES) == {"", *dict(settings.LANGUAGES)}


@pytest.mark.parametrize("path", OURS, ids=named)
def test_it_holds_exactly_what_the_code_says(path: Path) -> None:
    said, known = ids(extracted(path.stem)), ids(read_catalogue(path))
    assert (said - known, known - said) == (set(), set()), "`make words` brings it up to date"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_it_leaves_nothing_untranslated(path: Path) -> None:
    assert [m.id for m in read_catalogue(path) if m.id and not is_translated(m)] == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_it_keeps_the_places_in_every_sentence(path: Path) -> None:
    for message in read_catalogue(path):
        for form in forms(message.string) if message.id else ():
            places = sorted(PLACE.findall(forms(message.id)[-1]))
            assert sorted(PLACE.findall(form)) == places, message.id


@pytest.mark.parametrize("path", FILES, ids=named)
def test_it_serves_what_the_translators_wrote(path: Path) -> None:
    served = path.with_suffix(".mo").read_bytes()
    assert sentences_of(served) == sentences_of(compiled(read_catalogue(path)))


@pytest.mark.parametrize("path", BORROWED_FILES, ids=named)
def test_it_puts_right_only_what_allauth_says(path: Path) -> None:
    theirs = Path(allauth_file).parent / "locale" / "de" / "LC_MESSAGES" / "django.mo"
    assert ids(read_catalogue(path)) <= {(None, key) for key in sentences_of(theirs.read_bytes())}


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_marks_every_word_for_translation(path: Path) -> None:
    marked = TRANSLATED.sub("", path.read_text(encoding="utf-8"))
    source = CODE.sub("", CLASSES.sub("", marked))
    shown = [TAG.sub(" ", source), *SHOWN_ATTRIBUTE.findall(source)]
    assert [word for text in shown for word in LETTERS.findall(text) if word not in NAMES] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_marks_every_sentence_for_translation(path: Path) -> None:
    source = FAULT.sub("", path.read_text(encoding="utf-8"))
    said = [text for text in literals(source) if SENTENCE.match(text)]
    assert [text for text in said if text not in script_sentences()] == []
