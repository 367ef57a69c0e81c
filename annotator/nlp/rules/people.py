"""Leaders and officials by their titles (guideline A5): "Russian President Vladimir Putin"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.nlp.rules.actor_phrases import ActorMatch
from annotator.nlp.rules.lexicon import Lexicon
from annotator.nlp.rules.proposals import Proposal
from annotator.nlp.rules.zones import META

LONGEST_NAME = 5


class People:
    """Extends titles to the owner on their left and the name on their right."""

    def __init__(self, lexicon: Lexicon) -> None:
        actors = lexicon.actors
        self.modifiers = frozenset(actors["title_modifiers"])
        self.particles = frozenset(actors["name_particles"])
        self.sole_titles = frozenset(actors["sole_titles"])
        names = set(lexicon.adjectives) | {a for some in lexicon.adjectives.values() for a in some}
        self.owners = frozenset(names | {"UN", "EU", "NATO"})
        self.closed = frozenset(lexicon.words["function_words"])
        self.not_names = self.owners | {name.capitalize() for name in self.closed}

    def with_titles(self, words: Sequence[str], titles: Iterable[ActorMatch]) -> list[Proposal]:
        """Return a proposal for every title that a name, an owner or "the" makes definite."""
        found: list[Proposal] = []
        for title in titles:
            start = self._owner_start(words, title.start)
            end = self._name_end(words, title.end)
            said = " ".join(words[title.start : title.end])
            if end > title.end and words[title.start][0].isupper():
                found.append(Proposal(start, end, "actor", 0.9, f"title '{said}' with a name"))
            elif self._is_definite(words, start, title):
                found.append(Proposal(start, title.end, "actor", 0.6, f"title '{said}' alone"))
            else:
                continue
            found += self._apposed_name(words, start, said)
        return found

    def later_mentions(
        self, words: Sequence[str], zones: Sequence[str], known: Iterable[Proposal]
    ) -> list[Proposal]:
        """Return the other mentions of the last names that titles have introduced."""
        surnames = {
            words[person.end - 1]
            for person in known
            if person.reason.endswith("name") and words[person.end - 1].isalpha()
        }
        return [
            Proposal(at, at + 1, "actor", 0.7, f"'{word}' was introduced with a title")
            for at, word in enumerate(words)
            if word in surnames and len(word) > 2 and zones[at] != META
        ]

    def _owner_start(self, words: Sequence[str], start: int) -> int:
        """Step left over modifiers and one or two words of an owner ("former South Korean")."""
        while start and words[start - 1].lower() in self.modifiers:
            start -= 1
        for width in (2, 1):
            if start >= width and " ".join(words[start - width : start]) in self.owners:
                start -= width
                break
        while start and words[start - 1].lower() in self.modifiers:
            start -= 1
        return start

    def _name_end(self, words: Sequence[str], end: int) -> int:
        """Step right over capitalised words, initials and particles; at most LONGEST_NAME."""
        last = end
        for at in range(end, min(len(words), end + LONGEST_NAME)):
            word = words[at]
            if word[0].isupper() and word not in self.not_names:
                last = at + 1
            elif not (word.lower() in self.particles or (word == "." and len(words[at - 1]) == 1)):
                break
        return last

    def _is_definite(self, words: Sequence[str], start: int, title: ActorMatch) -> bool:
        if not words[title.start][0].isupper():
            return False
        if start < title.start and words[start] in self.owners:
            return True
        said = " ".join(words[title.start : title.end]).lower()
        return said in self.sole_titles and start > 0 and words[start - 1].lower() == "the"

    def _apposed_name(self, words: Sequence[str], start: int, title: str) -> list[Proposal]:
        """Return the name in "Andrea Thompson, US Under-Secretary": a span of its own."""
        if start < 3 or words[start - 1] != ",":
            return []
        first = end = start - 1
        while first > max(0, end - LONGEST_NAME) and _in_name(words[first - 1]):
            first -= 1
        if end - first < 2 or not words[first][0].isupper():
            return []
        return [Proposal(first, end, "actor", 0.75, f"apposed title '{title}' of a name")]


def _in_name(word: str) -> bool:
    return word[0].isupper() or word == "."
