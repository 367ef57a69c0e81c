"""The actor lexicon as phrases, each with its kind and the part of it that is the span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from annotator.nlp.rules.lexicon import Lexicon, spellings


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """What a matched phrase is: `kind` decides the checks, `weight` the score.

    The span leaves out `skip` tokens at the phrase's start ("the [two countries]").
    """

    kind: str
    weight: float
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """A phrase found at the tokens `[start, end)` of a Doc."""

    start: int
    end: int
    phrase: ActorPhrase


class ActorPhrases:
    """Two phrase matchers: names keep their capitals, descriptions and titles do not."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self.nlp = nlp
        self.names = PhraseMatcher(nlp.vocab, attr="ORTH")
        self.others = PhraseMatcher(nlp.vocab, attr="LOWER")
        self.phrases: dict[str, ActorPhrase] = {}
        for text, phrase in _names(lexicon):
            self._add(self.names, text, phrase)
        for text, phrase in _descriptions(nlp, lexicon):
            self._add(self.others, text, phrase)

    def _add(self, matcher: PhraseMatcher, text: str, phrase: ActorPhrase) -> None:
        key = f"{phrase.kind} {phrase.weight} {phrase.skip}"
        self.phrases[key] = phrase
        matcher.add(key, [self.nlp.make_doc(form) for form in spellings([text])])

    def find(self, doc: Doc) -> list[ActorMatch]:
        """Return all matches, overlapping ones too, sorted by position."""
        strings = self.nlp.vocab.strings
        found = [
            ActorMatch(start, end, self.phrases[str(strings[key])])
            for matcher in (self.names, self.others)
            for key, start, end in matcher(doc)
        ]
        return sorted(found, key=lambda match: (match.start, -match.end, match.phrase.kind))


def _names(lexicon: Lexicon) -> Iterator[tuple[str, ActorPhrase]]:
    actors = lexicon.actors
    kinds = {
        "state": (list(lexicon.adjectives), 0.9),
        "organisation": (actors["organisations"], 0.85),
        "capital": (actors["capitals"], 0.7),
        "leader": (actors["leaders"], 0.85),
    }
    for kind, (listed, weight) in kinds.items():
        for name in listed:
            yield name, ActorPhrase(kind, weight)
            if kind != "leader" and len(name) > 4 and "." not in name:
                yield name.upper(), ActorPhrase(kind, weight)


def _descriptions(nlp: Language, lexicon: Lexicon) -> Iterator[tuple[str, ActorPhrase]]:
    for written in lexicon.actors["descriptions"]:
        outside, _, inside = written.partition("[")
        skip = len(nlp.make_doc(outside.strip())) if outside else 0
        yield outside + inside.rstrip("]"), ActorPhrase("description", 0.65, skip)
    for owner in _owners(lexicon):
        for body in lexicon.actors["bodies"]:
            yield f"{owner} {body}".lower(), ActorPhrase("body", 0.75)
    for title in lexicon.actors["titles"]:
        yield title, ActorPhrase("title", 0.8)


def _owners(lexicon: Lexicon) -> Iterator[str]:
    """Whatever may stand before a body's noun: "Russian", "US"."""
    for name, adjectives in lexicon.adjectives.items():
        yield from adjectives
        yield name
