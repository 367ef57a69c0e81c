"""Sentences into clauses: where the guideline lets one sentence carry two labels."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.nlp.rules.lexicon import Lexicon

SHORTEST_CLAUSE = 4


class ClauseSplitter:
    """Parts a sentence at ", but", ", while", "because", ";" and before ", and it ..."."""

    def __init__(self, lexicon: Lexicon) -> None:
        frames, words = lexicon.frames, lexicon.words
        self.after_comma = frozenset(frames["comma_splitters"])
        self.bare = frozenset(frames["bare_splitters"])
        self.subjects = frozenset(frames["subjects"])
        self.openers = frozenset(frames["openers"])
        self.finite = lexicon.verb_forms | frozenset(words["auxiliaries"])

    def split(
        self, words: Sequence[str], lower: Sequence[str], start: int, end: int
    ) -> list[tuple[int, int]]:
        """Return the clauses of the sentence `[start, end)`, in order, without gaps.

        `lower` holds the words in lower case. A part without a finite verb or with fewer
        than SHORTEST_CLAUSE tokens is no clause; it stays with its neighbour.
        """
        clauses: list[tuple[int, int]] = []
        begin = start
        for at in range(start + 1, end):
            if not self._may_part(words, lower, start, at, end):
                continue
            if self._is_clause(lower, begin, at) and self._is_clause(lower, at, end):
                clauses.append((begin, at))
                begin = at
        return [*clauses, (begin, end)]

    def _may_part(
        self, words: Sequence[str], lower: Sequence[str], start: int, at: int, end: int
    ) -> bool:
        before, word = lower[at - 1], lower[at]
        if before in {";", "—", "--"}:
            return True
        if before != ",":
            return word in self.bare
        if word in self.after_comma or self._new_subject(lower, at, end):
            return True
        # "Although ..., the summit": a comma before a subject ends the subordinate clause.
        opens = lower[start] in self.openers
        return opens and (word in self.subjects or words[at][0].isupper())

    def _new_subject(self, lower: Sequence[str], at: int, end: int) -> bool:
        return lower[at] == "and" and at + 1 < end and lower[at + 1] in self.subjects

    def _is_clause(self, lower: Sequence[str], start: int, end: int) -> bool:
        # A finite verb comes early; the look ahead is bounded so that long sentences stay cheap.
        near = lower[start : min(end, start + 60)]
        return end - start >= SHORTEST_CLAUSE and any(word in self.finite for word in near)
