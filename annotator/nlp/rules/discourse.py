"""The component that proposes threat claims, evidence and arguments, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.rules.clauses import ClauseSplitter
from annotator.nlp.rules.cue_matches import CueMatch, CueMatcher, FoundCues
from annotator.nlp.rules.extent import Extents
from annotator.nlp.rules.lexicon import DISCOURSE, Lexicon
from annotator.nlp.rules.proposals import Proposal, store
from annotator.nlp.rules.sentences import sentence_bounds
from annotator.nlp.rules.weighing import Verdict, Weigher
from annotator.nlp.rules.words import words_of
from annotator.nlp.rules.zones import BODY, ZONES

FACTORY = "parallax_discourse"

# Longer "sentences" are tables, lists or texts without punctuation.
LONGEST_SENTENCE = 200
SHORTEST_SPAN = 3


@Language.factory(FACTORY)
class DiscourseRules:
    """Stores its proposals under `doc.spans`, one group a label."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        lists = Lexicon(Path(lexicon))
        self.cues = CueMatcher(nlp, lists)
        self.splitter = ClauseSplitter(lists)
        self.weigher = Weigher(lists)
        self.extents = Extents(lists)
        self.question_words = frozenset(lists.frames["question_words"])

    def __call__(self, doc: Doc) -> Doc:
        words, zones = words_of(doc), doc.user_data[ZONES]
        lower = [word.lower() for word in words]
        found = self.cues.find(doc)
        proposals: list[Proposal] = []
        for start, end in sentence_bounds(doc):
            if zones[start] == BODY and SHORTEST_SPAN <= end - start <= LONGEST_SENTENCE:
                proposals += self._sentence(words, lower, start, end, found)
        for label in DISCOURSE:
            store(doc, label, (each for each in proposals if each.label == label))
        return doc

    def _sentence(
        self, words: Sequence[str], lower: Sequence[str], start: int, end: int, found: FoundCues
    ) -> list[Proposal]:
        inside = found.between(start, end)
        clauses = self.splitter.split(words, lower, start, end)
        if self._only_asks(lower, start, end):
            return []
        verdicts = [self.weigher.weigh(words, a, b, _in_clause(inside, a, b)) for a, b in clauses]
        if not any(verdicts):
            clauses, verdicts = [(start, end)], [self.weigher.weigh(words, start, end, inside)]
        proposals = []
        for a, b, verdict in _join(clauses, verdicts):
            first, last = self.extents.trim(words, lower, a, b, verdict.label, inside)
            if last - first >= SHORTEST_SPAN:
                proposals.append(
                    Proposal(first, last, verdict.label, verdict.score, verdict.reason)
                )
        return proposals

    def _only_asks(self, lower: Sequence[str], start: int, end: int) -> bool:
        """Say whether a sentence like "What may come of it?" asserts nothing (G1)."""
        return lower[end - 1] == "?" and lower[start] in self.question_words


def _in_clause(matches: Sequence[CueMatch], start: int, end: int) -> list[CueMatch]:
    """The clause's matches, and the denials before it: they hold to the sentence's end."""
    return [
        match
        for match in matches
        if match.end <= end and (match.start >= start or match.cue.role == "denials")
    ]


def _join(
    clauses: Sequence[tuple[int, int]], verdicts: Sequence[Verdict | None]
) -> list[tuple[int, int, Verdict]]:
    """Join neighbouring clauses of one label; a clause without a label goes with its neighbour."""
    joined: list[tuple[int, int, Verdict]] = []
    waiting: int | None = None
    for (start, end), verdict in zip(clauses, verdicts, strict=True):
        begin = start if waiting is None else waiting
        if joined and (verdict is None or verdict.label == joined[-1][2].label):
            first, _, known = joined[-1]
            surer = known if verdict is None or known.score >= verdict.score else verdict
            joined[-1] = (first, end, surer)
        elif verdict is None:
            waiting = begin
        else:
            joined.append((begin, end, verdict))
            waiting = None
    return joined
