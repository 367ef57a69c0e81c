"""JSON as Parallax accepts it: whatever databases, browsers or other readers choke on is refused.

Used for uploaded JSON Lines and for the bodies of API requests.
"""

from __future__ import annotations

import json
import math
import re
from itertools import islice
from typing import NoReturn, TypeAlias

from annotator.domain.formats.limits import MAX_JSON_DEPTH, MAX_JSON_DIGITS, MAX_JSON_VALUES
from annotator.errors import InvalidInput

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# A string, which may lack its end, or what stands before a value or a member.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{,]', re.DOTALL)
_POISONED_KEYS = frozenset({"__proto__", "constructor", "prototype"})
_TOO_DEEP = f"The JSON is nested more than {MAX_JSON_DEPTH} levels deep, the limit."
_MAX_SHOWN = 40


def loads_strict(data: bytes | str, *, max_values: int = MAX_JSON_VALUES) -> JSON:
    """Return the value of a JSON text (RFC 8259; bytes are UTF-8 without byte order mark).

    Raises InvalidInput (`invalid_json`) for anything that is not JSON, and for what `json.loads`
    lets pass: duplicate keys, NaN and Infinity, numbers beyond a double, NUL and lone surrogates
    in any string, the keys `__proto__`, `constructor` and `prototype`, and for more depth or
    digits than `limits` allows, or more than `max_values` values (a member of an object is one).

    >>> loads_strict('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    annotator.errors.InvalidInput: The key 'a' occurs twice in one JSON object.
    """
    text = _decoded(data) if isinstance(data, bytes) else data
    if _has_more(text, max_values):
        _refuse(f"The JSON has more than {max_values:,} values, the limit.")
    try:
        value: JSON = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        _refuse(f"This is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}.")
    except RecursionError:
        _refuse(_TOO_DEEP)
    _check(value, ())
    return value


def _has_more(text: str, n: int) -> bool:
    """Say whether a JSON text has more than `n` values, before any of them is made."""
    if sum(map(text.count, "[{,")) <= n:
        return False
    starts = (match for match in _TOKEN.finditer(text) if match[0][0] != '"')
    return next(islice(starts, n, None), None) is not None


def _refuse(message: str) -> NoReturn:
    raise InvalidInput(message, code="invalid_json") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse(f"JSON must be UTF-8; the byte at position {error.start} (from 0) is not.")


def _shown(string: str) -> str:
    """Return a Python literal of the string, cut short, in characters that anything can show."""
    return ascii(string if len(string) <= _MAX_SHOWN else string[:_MAX_SHOWN] + "…")


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for key, value in pairs:
        if key in found:
            _refuse(f"The key {_shown(key)} occurs twice in one JSON object.")
        if key in _POISONED_KEYS:
            _refuse(f"The key {_shown(key)} is not allowed in JSON.")
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > MAX_JSON_DIGITS:
        _refuse(f"The JSON has an integer of more than {MAX_JSON_DIGITS:,} digits, the limit.")
    return int(digits)


def _float(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        _refuse(f"The number {_shown(number)} is beyond what a double can hold.")
    return value


def _constant(name: str) -> NoReturn:
    _refuse(f"{name} is not a JSON number.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
)


def _check(value: JSON, path: tuple[str, ...]) -> None:
    """Refuse too deep a nesting, and keys and strings that cannot be kept."""
    if isinstance(value, str):
        _check_string(value, path)
    elif isinstance(value, dict | list):
        if len(path) >= MAX_JSON_DEPTH:
            _refuse(_TOO_DEEP)
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str):
                _check_string(key, path)
            _check(member, (*path, str(key)))


def _check_string(string: str, path: tuple[str, ...]) -> None:
    if match := _UNSTORABLE.search(string):
        name = "NUL (U+0000)" if match[0] == "\x00" else f"a lone surrogate (U+{ord(match[0]):04X})"
        where = " in " + ".".join(_shown(key)[1:-1] for key in path) if path else ""
        _refuse(
            f"A string{where} holds {name} at character {match.start() + 1}; it cannot be kept."
        )
