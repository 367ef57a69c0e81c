"""Finding cues and frames in a Doc."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from annotator.nlp.rules.lexicon import Cue, Lexicon, spellings


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue or frame found at the tokens `[start, end)`."""

    start: int
    end: int
    cue: Cue


class CueMatcher:
    """One phrase matcher for every cue and frame; token patterns would be many times slower."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self.strings = nlp.vocab.strings
        self.cues: dict[str, Cue] = {}
        for phrase, cue in lexicon.cues():
            key = f"{cue.role}|{cue.name}|{cue.weight}|{cue.needs_modal}"
            self.cues[key] = cue
            self.matcher.add(key, [nlp.make_doc(form) for form in spellings([phrase])])

    def find(self, doc: Doc) -> FoundCues:
        found = [
            CueMatch(start, end, self.cues[str(self.strings[key])])
            for key, start, end in self.matcher(doc)
        ]
        return FoundCues(sorted(found, key=lambda m: (m.start, m.end, m.cue.role, m.cue.name)))


class FoundCues:
    """The matches of one Doc by position; asking for a stretch costs what lies in it."""

    def __init__(self, matches: Sequence[CueMatch]) -> None:
        self.matches = matches
        self.starts = [match.start for match in matches]

    def between(self, start: int, end: int) -> list[CueMatch]:
        """Return the matches that lie wholly inside the tokens `[start, end)`."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [match for match in self.matches[first:last] if match.end <= end]
