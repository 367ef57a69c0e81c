"""Where a discourse span begins and ends inside its clause (guideline T3, E1, G3)."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.nlp.rules.cue_matches import CueMatch
from annotator.nlp.rules.lexicon import Lexicon

# A reporting frame stands near the clause's beginning.
FRAME_REACH = 30
PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»"}


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
            width = self._linker_width(lower, start)
            if not width and lower[start] not in {",", ":", "-", "–", "—"} | set(PAIRS):
                break
            start += width or 1
        return start

    def _linker_width(self, lower: Sequence[str], start: int) -> int:
        for linker in self.linkers:
            if tuple(lower[start : start + len(linker)]) == linker:
                return len(linker)
        return 0


def _without_marks(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Drop white space, closing stops and a pair of quotation marks around the whole."""
    while end > start and (words[end - 1].isspace() or words[end - 1] in {".", ",", ";", ":", "—"}):
        end -= 1
    while start < end and (
        words[start].isspace() or words[start] in {",", ";", ":", ".", ")", "]"}
    ):
        start += 1
    if end - start > 2 and PAIRS.get(words[start]) == words[end - 1]:
        return _without_marks(words, start + 1, end - 1)
    return start, end
