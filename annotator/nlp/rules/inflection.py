"""English inflection: a lexicon lists base forms, the matchers need every form as a phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VOWELS = "aeiou"


def inflect_verb(verb: str, irregular: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a verb's forms, base first; in a verb of several words the first one changes.

    `irregular` maps a base form to its other forms, in any order.

    >>> inflect_verb("stop", {})
    ['stop', 'stops', 'stopping', 'stopped']
    >>> inflect_verb("lead to", {"lead": ["leads", "leading", "led"]})
    ['lead to', 'leads to', 'leading to', 'led to']
    """
    head, space, rest = verb.partition(" ")
    others = irregular.get(head) or _regular_verb(head)
    return [form + space + rest for form in (head, *others)]


def inflect_noun(noun: str) -> list[str]:
    """Return singular and plural; in a noun of several words the last one changes.

    >>> inflect_noun("crisis"), inflect_noun("mortal danger"), inflect_noun("calamity")
    (['crisis', 'crises'], ['mortal danger', 'mortal dangers'], ['calamity', 'calamities'])
    """
    if noun.endswith("sis"):
        return [noun, noun[:-2] + "es"]
    return [noun, _with_s(noun)]


def _regular_verb(verb: str) -> list[str]:
    if verb.endswith("e"):
        stem = verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]
        return [verb + "s", stem + "ing", verb + "d"]
    if _ends_in_consonant_y(verb):
        return [_with_s(verb), verb + "ing", verb[:-1] + "ied"]
    stem = verb + verb[-1] if _doubles(verb) else verb
    return [_with_s(verb), stem + "ing", stem + "ed"]


def _with_s(word: str) -> str:
    if _ends_in_consonant_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in VOWELS


def _doubles(verb: str) -> bool:
    """One syllable ending consonant, vowel, consonant (stop, ban); longer ones are irregular."""
    if len(verb) < 3 or verb[-1] in VOWELS + "wxy":
        return False
    return verb[-2] in VOWELS and sum(letter in VOWELS for letter in verb) == 1
