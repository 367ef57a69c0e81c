"""The component that proposes actors: names, people with titles, definite descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.rules.actor_phrases import ActorMatch, ActorPhrases
from annotator.nlp.rules.context import NameContext
from annotator.nlp.rules.lexicon import Lexicon
from annotator.nlp.rules.people import People
from annotator.nlp.rules.proposals import Proposal, store
from annotator.nlp.rules.words import words_of
from annotator.nlp.rules.zones import META, ZONES

FACTORY = "parallax_actors"


@Language.factory(FACTORY)
class ActorRules:
    """Stores its proposals under `doc.spans["actor"]`."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        lists = Lexicon(Path(lexicon))
        self.phrases = ActorPhrases(nlp, lists)
        self.context = NameContext(lists)
        self.people = People(lists)

    def __call__(self, doc: Doc) -> Doc:
        words, zones = words_of(doc), doc.user_data[ZONES]
        matches = [match for match in self.phrases.find(doc) if zones[match.start] != META]
        titled = [match for match in matches if match.phrase.kind == "title"]
        proposals = [*self._named(words, matches), *self.people.with_titles(words, titled)]
        proposals += self.people.later_mentions(words, zones, proposals)
        store(doc, "actor", _longest(proposals))
        return doc

    def _named(self, words: Sequence[str], matches: Iterable[ActorMatch]) -> list[Proposal]:
        found = []
        attributive_at: set[int] = set()
        for match in reversed(_outermost(matches)):
            start, end = match.start + match.phrase.skip, match.end
            if self._is_attributive(words, start, end, attributive_at):
                attributive_at.add(match.start)
            elif self._stands_for_actor(words, match):
                reason = f"{match.phrase.kind} '{' '.join(words[start:end])}'"
                found.append(Proposal(start, end, "actor", match.phrase.weight, reason))
        return found

    def _is_attributive(self, words: Sequence[str], start: int, end: int, known: set[int]) -> bool:
        """Names joined by "and" share the noun behind them ("EU and NATO membership")."""
        if self.context.is_attributive(words, start, end):
            return True
        return end + 1 in known and words[end].lower() == "and"

    def _stands_for_actor(self, words: Sequence[str], match: ActorMatch) -> bool:
        if match.phrase.kind == "capital" and self.context.is_place(words, match.start):
            return False
        if match.phrase.kind not in {"state", "organisation", "capital"}:
            return True
        return not self.context.is_inside_name(words, match.start, match.end)


def _outermost(matches: Iterable[ActorMatch]) -> list[ActorMatch]:
    """Drop titles (they have rules of their own) and what lies inside an earlier, longer match."""
    kept: list[ActorMatch] = []
    for match in matches:
        if match.phrase.kind == "title":
            continue
        if not kept or match.end > kept[-1].end:
            kept.append(match)
    return kept


def _longest(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Of overlapping proposals keep the longest, of equally long ones the surest."""
    taken: set[int] = set()
    kept = []
    for proposal in sorted(proposals, key=lambda p: (p.start - p.end, p.start, -p.score)):
        if proposal.start not in taken and proposal.end - 1 not in taken:
            taken.update(range(proposal.start, proposal.end))
            kept.append(proposal)
    return sorted(kept, key=lambda p: p.start)
