"""JSON from outside: what a database or a browser would choke on never gets in."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.formats import loads_strict
from annotator.errors import InvalidInput


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "This is not JSON: Expecting value at character 1."),
        ('{"a":1,}', "This is not JSON: Expecting property name"),
        ('{"a" 1}', "This is not JSON: Expecting ':' delimiter at character 6."),
        ("[1] x", "This is not JSON: Extra data at character 5."),
        ('"a\nb"', "This is not JSON: Invalid control character at character 3."),
        ('"a\x00b"', "This is not JSON: Invalid control character at character 3."),
        (b'"\xff"', "JSON must be UTF-8; the byte at position 1 (from 0) is not."),
        ('{"k":1,"k":2}', "The key 'k' occurs twice in one JSON object."),
        ('{"a":[{"k":1,"k":1}]}', "The key 'k' occurs twice in one JSON object."),
        ("[NaN]", "NaN is not a JSON number."),
        ("[Infinity]", "Infinity is not a JSON number."),
        ("[-Infinity]", "-Infinity is not a JSON number."),
        ("[1e999]", "The number '1e999' is beyond what a double can hold."),
        ("[-1e999]", "The number '-1e999' is beyond what a double can hold."),
        ("1" * 5_000, "The JSON has an integer of more than 1,000 digits, the limit."),
        ('{"__proto__":1}', "The key '__proto__' is not allowed in JSON."),
        ('{"a":{"constructor":1}}', "The key 'constructor' is not allowed in JSON."),
        ('[{"prototype":1}]', "The key 'prototype' is not allowed in JSON."),
        (r'{"\u005f_proto__":1}', "The key '__proto__' is not allowed in JSON."),
        (r'"\u0000"', "A string holds NUL (U+0000) at character 1; it cannot be kept."),
        (r'{"a":{"b":["x\u0000"]}}', "A string in a.b.0 holds NUL (U+0000) at character 2"),
        (r'{"a":{"k\u0000":1}}', "A string in a holds NUL (U+0000) at character 2"),
        (r'{"a":"\ud800"}', "A string in a holds a lone surrogate (U+D800) at character 1"),
        (r'{"\udfff":1}', "A string holds a lone surrogate (U+DFFF) at character 1"),
        ('["\ud800"]', "A string in 0 holds a lone surrogate (U+D800)"),
        ("[" * 33 + "]" * 33, "The JSON is nested more than 32 levels deep, the limit."),
        ('{"a":' * 900 + "1" + "}" * 900, "The JSON is nested more than 32 levels deep"),
        ("[" * 1_000_000, "The JSON is nested more than 32 levels deep, the limit."),
        ("[" + "[]," * 1_200_000 + "[]]", "The JSON has more than 1,200,000 values, the limit."),
    ],
    ids=lambda value: ascii(value[:30]),
)
def test_it_refuses_with_a_sentence(data: bytes | str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        loads_strict(data)
    assert caught.value.message.startswith(message)
    assert caught.value.code == "invalid_json"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("null", None),
        (" [1, 1.0, 1e3, -0.5, true] ", [1, 1.0, 1000.0, -0.5, True]),
        ('{"a":{"k":1},"b":{"k":1}}', {"a": {"k": 1}, "b": {"k": 1}}),
        (r'"\ud83d\ude00"', "😀"),
        ('"\u2028\x7f\u202e"', "\u2028\x7f\u202e"),
        (b'"\xc3\xa9"', "é"),
    ],
)
def test_it_reads_what_is_sound(data: bytes | str, value: object) -> None:
    assert loads_strict(data) == value


def test_it_reads_thirty_two_levels() -> None:
    assert json.dumps(loads_strict("[" * 32 + "]" * 32)) == "[" * 32 + "]" * 32


def test_it_survives_a_long_key_over_many_values() -> None:
    text = '{"' + "k" * 100_000 + '":[' + "0," * 100_000 + "0]}"
    assert loads_strict(text) == json.loads(text)


@given(data=st.binary() | st.text())
def test_it_never_raises_anything_but_invalid_input(data: bytes | str) -> None:
    with suppress(InvalidInput):
        assert json.dumps(loads_strict(data)) == json.dumps(json.loads(data))


def test_it_counts_values_not_the_commas_of_a_text() -> None:
    text = json.dumps([',[{"\\' * 50, {"a,b": 1}])
    assert loads_strict(text, max_values=3) == json.loads(text)
    with pytest.raises(InvalidInput, match="more than 2 values"):
        loads_strict(text, max_values=2)
