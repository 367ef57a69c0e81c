"""Which mentions are actors, and where they begin and end (guideline A1 to A5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Quotes = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The move ignores Russia's concerns.", ["Russia"]),
        ("The move ignores Russia’s concerns.", ["Russia"]),
        ("It reaffirms US' support.", ["US"]),
        ("Is it in the interest of the United States?", ["United States"]),
        ("The withdrawal from Syria began.", ["Syria"]),
        ("Washington pushed Moscow and Beijing.", ["Washington", "Moscow", "Beijing"]),
        ("The United Nations (UN) met.", ["United Nations", "UN"]),
        ("Tu\u0308rkiye agreed.", ["Tu\u0308rkiye"]),
        ("It wants to join NATO.This is new.", ["NATO"]),
        ("Beijing supports Moscow.", ["Beijing", "Moscow"]),
    ],
)
def test_it_marks_names_without_article_and_possessive(
    quotes: Quotes, text: str, expected: list[str]
) -> None:
    assert quotes(text, "actor") == expected


@pytest.mark.parametrize(
    "text",
    [
        "More US bombers came.",
        "NATO membership could help.",
        "The EU and NATO enlargement went on.",
        "The US-Russia relationship is cold.",
        "Russian officials spoke.",
        "A UN report appeared.",
        "After the Ukraine crisis they met.",
        "The Moscow-based academy is old.",
        "They met in Geneva and in Moscow.",
        "A senior official and some analysts spoke with Mr. Speaker.",
        "He ate turkey in the south china shop with us.",
    ],
)
def test_it_leaves_attributes_places_and_people_alone(quotes: Quotes, text: str) -> None:
    assert quotes(text, "actor") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Russian President Vladimir Putin left.", ["Russian President Vladimir Putin"]),
        (
            "Andrea L. Thompson, US Under-Secretary of State, left.",
            ["Andrea L. Thompson", "US Under-Secretary of State"],
        ),
        ("The Foreign Secretary spoke.", ["Foreign Secretary"]),
        (
            "Defence Minister Ann Oakley spoke; Oakley left.",
            ["Defence Minister Ann Oakley", "Oakley"],
        ),
        ("Every president and any minister knows it.", []),
    ],
)
def test_it_marks_people_who_act_for_a_state(
    quotes: Quotes, text: str, expected: list[str]
) -> None:
    assert quotes(text, "actor") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two countries talked.", ["two countries"]),
        ("It suits both sides.", ["both sides"]),
        ("The Biden administration waited.", ["Biden administration"]),
        ("The US and its allies agree.", ["US", "allies"]),
        ("The Russian side said so.", ["Russian side"]),
        ("The international community waits.", ["international community"]),
    ],
)
def test_it_marks_definite_descriptions(quotes: Quotes, text: str, expected: list[str]) -> None:
    assert quotes(text, "actor") == expected
