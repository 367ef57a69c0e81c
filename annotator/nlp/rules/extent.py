"""Where a discourse span begins and ends inside its clause (guideline T3, E1, G3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.nlp.rules.cue_matches import CueMatch
from annotator.nlp.rules.lexicon import Lexicon

# A reporting frame stands near the clause's beginning.
FRAME_REACH = 30
PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»", "(": ")", "[": "]"}
OPENERS = {closing: opening for opening, closing in PAIRS.items()}
STOPS = frozenset({".", ",", ";", ":", "-", "–", "—"})


class Extents:
    """Trims clauses: linking words, reporting frames, closing marks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.linkers = sorted(
            (tuple(phrase.split()) for phrase in lexicon.frames["linkers"]), key=len, reverse=True
        )

    def trim(
        self,
        words: Sequence[str],
        lower: Sequence[str],
        start: int,
        end: int,
        label: str,
        matches: Sequence[CueMatch],
    ) -> tuple[int, int]:
        """Return the span's tokens `[start, end)`; evidence keeps its frame and linking words."""
        if label != "evidence":
            start = self._after_frame(start, end, matches)
            start = self._after_linkers(lower, start, end)
        return _without_marks(words, start, end)

    def _after_frame(self, start: int, end: int, matches: Sequence[CueMatch]) -> int:
        """Step over "X said that", unless the frame denies ("an exaggeration to say that")."""
        for match in matches:
            if not start <= match.start < start + FRAME_REACH:
                continue
            if match.cue.role == "denials":
                return start
            if match.cue.role == "reporting":
                return match.end if end - match.end > 3 else start
        return start

    def _after_linkers(self, lower: Sequence[str], start: int, end: int) -> int:
        while start < end:
            quoted = start + 1 if lower[start] in PAIRS else start
            width = self._linker_width(lower, quoted)
            if not width and lower[start] not in STOPS:
                break
            start = quoted + width if width else start + 1
        return start

    def _linker_width(self, lower: Sequence[str], start: int) -> int:
        for linker in self.linkers:
            if tuple(lower[start : start + len(linker)]) == linker:
                return len(linker)
        return 0


def _without_marks(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Drop white space, stops, half pairs of marks at the edges, and marks around the whole."""
    while start < end and _drops(words[start], words[start + 1 : end], PAIRS):
        start += 1
    while start < end and _drops(words[end - 1], words[start : end - 1], OPENERS):
        end -= 1
    if end - start > 2 and _encloses(words[start], words[end - 1], words[start + 1 : end - 1]):
        return _without_marks(words, start + 1, end - 1)
    return start, end


def _encloses(first: str, last: str, inside: Sequence[str]) -> bool:
    return PAIRS.get(first) == last and first not in inside and last not in inside


def _drops(edge: str, rest: Sequence[str], partners: Mapping[str, str]) -> bool:
    if edge.isspace() or edge in STOPS:
        return True
    if edge in PAIRS and edge in OPENERS:
        return rest.count(edge) % 2 == 0
    if edge in partners:
        return partners[edge] not in rest
    return edge in PAIRS or edge in OPENERS
