"""Keys, how they are spelled and changed, and finding a command: the modules, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser
few = hypothesis_settings(max_examples=25, deadline=None)
Run = Callable[..., Any]

# --- Keys ---------------------------------------------------------------------------------

keys = st.sampled_from(
    ["a", "W", "q", "Ctrl+k", "Alt+w", "Tab", "5", "Escape", "Enter", "Ctrl+f", "é"]
)
commands = st.sampled_from(["word", "accept", "split", "redo", "clear", "details", "nonsense"])
REMAPPED = """({ KEYMAP, remapped, isFree }, chosen) => [
  KEYMAP.map(({ command, keys }) => [command, keys]),
  remapped(KEYMAP, chosen).map(({ command, keys }) => [command, keys]),
  remapped(KEYMAP, {}).every((binding, at) => binding.keys.join() === KEYMAP[at].keys.join()),
  Object.values(chosen).map(isFree),
]"""


@few
@given(chosen=st.dictionaries(commands, keys, max_size=5))
def test_no_key_does_two_things_whatever_one_chooses(run: Run, chosen: dict[str, str]) -> None:
    own, now, is_same, free = run("input/keymap input/remapping", REMAPPED, chosen)
    pressed = [key for _, keys in now for key in keys]
    assert len(pressed) == len(set(pressed))
    assert not {"Tab", "5", "Ctrl+f"} & set(pressed)
    assert is_same
    assert (dict(now)["clear"], dict(now)["details"]) == (["Escape"], ["Enter"])
    granted = {key for key, is_free in zip(chosen.values(), free, strict=True) if is_free}
    granted &= {
        key for command, key in chosen.items() if command not in ("clear", "details", "nonsense")
    }
    assert granted <= set(pressed)
    for command, keys in now:
        assert keys == [chosen.get(command)] or set(keys) <= set(dict(own)[command])


@pytest.mark.parametrize(
    ("press", "name"),
    [
        ({"key": " "}, "Space"),
        ({"key": "Z", "ctrlKey": True, "shiftKey": True}, "Ctrl+Z"),
        ({"key": "w", "shiftKey": True}, "W"),  # with CapsLock on
        ({"key": "k", "metaKey": True}, "Ctrl+k"),
        ({"key": "w", "altKey": True}, "Alt+w"),
        ({"key": "∑", "code": "KeyW", "altKey": True}, "Alt+w"),  # a Mac
        ({"key": "„", "code": "KeyW", "altKey": True, "shiftKey": True}, "Alt+W"),
        ({"key": "[", "code": "Digit5", "altKey": True}, "["),
        ({"key": "]", "ctrlKey": True, "altKey": True}, "]"),  # AltGr, as Windows tells it
        ({"key": "ArrowLeft", "altKey": True}, "Alt+ArrowLeft"),
    ],
)
def test_keys_are_known_on_any_keyboard(run: Run, press: dict[str, Any], name: str) -> None:
    body = "({ keyName }, press) => keyName(press)"
    assert run("input/keys", body, press) == name


def test_it_says_what_a_key_already_does(run: Run) -> None:
    body = """({ KEYMAP, objection, choose, remapped }) => {
      const taken = objection(KEYMAP, "split", "m");
      const chosen = choose(KEYMAP, {}, "merge", "y");
      return [taken, objection(remapped(KEYMAP, chosen), "split", "m"),
        objection(KEYMAP, "split", "3"), choose(KEYMAP, chosen, "merge", "m"), chosen]; }"""
    taken, free, fixed, back, chosen = run("input/keymap input/remapping", body)
    assert "Merge it with the next" in taken
    assert (free, back, chosen) == ("", {}, {"merge": "y"})
    assert "fixed meaning" in fixed


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("spl", "Split it"),
        ("nxs", "Next span"),
        ("evidence", "Label: Evidence"),
        ("Évid", "Label: Evidence"),
        ("span next", None),
        ("gst", None),  # within words that one did not begin
        ("nxtsg", "Next suggestion"),
        ("", "Redo"),  # used last
    ],
)
def test_a_few_letters_find_a_command(run: Run, query: str, first: str | None) -> None:
    body = """({ best }, query) => {
      const titles = "Next suggestion|Next span|Split it|Label: Evidence|Redo|Undo";
      const items = titles.split("|").map((title) => ({ id: title, title }));
      return best(query, items, ["Redo", "Undo"])[0]?.title ?? null; }"""
    assert run("model/fuzzy", body, query) == first


letters = st.text("abel sptx", max_size=8)


@few
@given(query=letters, title=letters)
def test_what_lacks_a_letter_in_its_order_is_not_found(run: Run, query: str, title: str) -> None:
    rest = iter(title)
    is_in_order = all(letter in rest for letter in query if letter != " ")
    found = run("model/fuzzy", "({ fit }, [query, title]) => fit(query, title) > 0", [query, title])
    assert not found or is_in_order
    assert found or title[: len(query)] != query
