"""What the words around a name say: does it stand for the state, for a place, or before a noun?"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.nlp.rules.lexicon import Lexicon

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
NOUN_ENDINGS = ("tion", "ment", "ship", "ness", "ity", "ance", "ence", "ism")


class NameContext:
    """The word lists behind the questions about a name's neighbours."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.closed = frozenset(words["auxiliaries"]) | frozenset(words["function_words"])
        self.heads = frozenset(words["attributive_heads"])
        self.ambiguous = frozenset(words["ambiguous"])
        self.followers = frozenset(words["verb_followers"])
        self.verbs = lexicon.verb_forms
        self.bases = frozenset(words["verbs"])
        self.place_words = frozenset(lexicon.actors["place_words"])
        self.bare = lexicon.bare_attributives

    def is_attributive(self, words: Sequence[str], start: int, end: int) -> bool:
        """Say whether the name at `[start, end)` only describes the noun behind it (A4)."""
        following = words[end] if end < len(words) else ""
        lower = following.lower()
        if not following or not following[0].isalnum() or following in POSSESSIVES:
            return False
        if lower in self.closed or lower.endswith("ly"):
            return False
        if lower in self.ambiguous:
            return not self._has_object(words, end + 1)
        if lower in self.heads:
            return True
        if lower in self.verbs:
            return not self._can_be_predicate(words, start, end, lower)
        if following[0].isupper() or following[0].isdigit():
            return following[0].isupper()
        return self._is_bare(words, start, end) or lower.endswith(NOUN_ENDINGS)

    def _has_object(self, words: Sequence[str], at: int) -> bool:
        """Say whether what may be a verb goes on like one ("plans to", "supports Moscow")."""
        after = words[at] if at < len(words) else ""
        return after.lower() in self.followers or after[:1].isupper()

    def _is_bare(self, words: Sequence[str], start: int, end: int) -> bool:
        return " ".join(words[start:end]) in self.bare

    def _can_be_predicate(self, words: Sequence[str], start: int, end: int, verb: str) -> bool:
        """A base form is a verb only after a plural ("allies agree", "China and Russia sign")."""
        if verb not in self.bases or (words[end - 1].islower() and words[end - 1].endswith("s")):
            return True
        before = words[start - 1].lower() if start else ""
        if before == "the" and start > 1:
            before = words[start - 2].lower()
        return before in {"and", "can", "will", "let", "help", "make"}

    def is_place(self, words: Sequence[str], start: int) -> bool:
        """Say whether a capital's name is only a place here ("talks in Moscow", A3)."""
        return start > 0 and words[start - 1].lower() in self.place_words

    def is_inside_name(self, words: Sequence[str], start: int, end: int) -> bool:
        """Say whether the name is a part of a longer one ("Bank of China", "South China Sea")."""
        before = words[start - 1] if start else ""
        if (
            before.lower() in {"south", "east", "north", "west", "new", "latin"}
            and before[0].isupper()
        ):
            return True
        if before == "of" and start > 1 and words[start - 2] in {"Bank", "University", "Academy"}:
            return True
        return before in {"-", "/", "–"} and start > 1
