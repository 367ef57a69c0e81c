"""What a person may prefer: how texts look to them, their own keys, their language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from annotator.errors import FieldErrors

LANGUAGES = ("", "en", "de")  # "" is what the browser asks for
COMMAND = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
KEYS_LIMIT = 200
KEY_LIMIT = 40  # code points
SHOWN = 60

Check = Callable[[object], str]


def _one_of(*names: str) -> Check:
    def check(value: object) -> str:
        return "" if value in names and isinstance(value, str) else f"one of {', '.join(names)}"

    return check


def _number(low: float, high: float) -> Check:
    def check(value: object) -> str:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number and low <= value <= high else f"a number from {low} to {high}"  # type: ignore[operator]  # checked

    return check


READING: Mapping[str, Check] = {
    "font": _one_of("serif", "sans", "legible"),
    "size": _number(12, 40),  # CSS pixels
    "measure": _number(30, 140),  # characters a line
    "leading": _number(1, 4),  # times the size
    "theme": _one_of("system", "light", "dark", "sepia"),
    "marks": _one_of("digits", "plain"),  # whether the text shows its labels' digits
}


def check_preferences(sent: Mapping[str, object]) -> dict[str, Any]:
    """Return preferences as they are stored. Everything may be left out; nothing may be added.

    Raises FieldErrors that name what is expected where.

    >>> check_preferences({"language": "de", "reading": {"size": 20}})
    {'language': 'de', 'reading': {'size': 20}}
    >>> check_preferences({"language": "fr"})
    Traceback (most recent call last):
    ...
    annotator.errors.FieldErrors: language: Expected en, de or nothing; seen 'fr'.
    """
    wrong: dict[str, list[str]] = {}
    for name, value in sent.items():
        parts = _PARTS.get(name)
        expected = parts(value) if parts else {"": f"only {', '.join(_PARTS)}"}
        for inner, said in expected.items():
            seen = value.get(inner) if inner and isinstance(value, Mapping) else value
            where = f"{name[:SHOWN]}.{inner[:SHOWN]}" if inner else name[:SHOWN]
            wrong[where] = [f"Expected {said}; seen {repr(seen)[:SHOWN]}."]
    if wrong:
        raise FieldErrors(wrong)
    return dict(sent)


def _reading(value: object) -> dict[str, str]:
    """Return what is expected, by the name of what is wrong; "" is the whole."""
    if not isinstance(value, Mapping) or len(value) > len(READING):
        return {"": f"an object of only {', '.join(READING)}"}
    said = {
        name: READING[name](inner) if name in READING else f"only {', '.join(READING)}"
        for name, inner in value.items()
    }
    return {name: expected for name, expected in said.items() if expected}


def _keys(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or len(value) > KEYS_LIMIT:
        return {"": f"an object of at most {KEYS_LIMIT} commands, each with its key"}
    return {
        command: "the name of a command with the name of a key"
        for command, key in value.items()
        if not (COMMAND.fullmatch(command) and _is_key(key))
    }


def _is_key(key: object) -> bool:
    return isinstance(key, str) and 0 < len(key) <= KEY_LIMIT and key.isprintable()


def _language(value: object) -> dict[str, str]:
    is_known = isinstance(value, str) and value in LANGUAGES
    return {} if is_known else {"": "en, de or nothing"}


_PARTS: dict[str, Callable[[object], dict[str, str]]] = {
    "reading": _reading,
    "keys": _keys,
    "language": _language,
}
