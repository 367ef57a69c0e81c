"""Where sentences begin: after closing punctuation, at line breaks, and inside "NATO.This"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.rules.lexicon import Lexicon
from annotator.nlp.rules.words import LINE_BREAK, spaces_of, words_of

FACTORY = "parallax_sentences"

ENDERS = frozenset(".?!…。！？؟।")
CLOSERS = frozenset("\"'”’)]»」』")


@Language.factory(FACTORY)
class SentenceStarts:
    """Sets the sentence starts of a Doc."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        frames = Lexicon(Path(lexicon)).frames
        self.abbreviations = frozenset(frames["abbreviations"])
        self.starters = frozenset(frames["starters"])

    def __call__(self, doc: Doc) -> Doc:
        column = doc.to_array("SENT_START")
        column[:1] = 1
        for start in self.find_starts(words_of(doc), spaces_of(doc)):
            column[start] = 1
        # The whole column at once: setting token.is_sent_start reads the whole Doc each time.
        # (Its stub asks for thinc's own array type; the array that it has just given out will do.)
        return doc.from_array("SENT_START", column)  # type: ignore[arg-type]

    def find_starts(self, words: Sequence[str], gaps: Sequence[bool]) -> list[int]:
        """Return the indices of the tokens that begin a sentence, without the first token.

        `gaps[i]` says whether a space follows token i.
        """
        starts = []
        last = -1  # the last token that is not white space
        for here, word in enumerate(words):
            if word.isspace():
                continue
            if last >= 0 and self._parts(words, gaps, last, here):
                starts.append(here)
            last = here
        return starts

    def _parts(self, words: Sequence[str], gaps: Sequence[bool], last: int, here: int) -> bool:
        between = "".join(words[last + 1 : here])
        if LINE_BREAK.search(between):
            return not self._wraps(words, last, here, between)
        return self._closes(words, last, here, glued=not gaps[last] and not between)

    def _wraps(self, words: Sequence[str], last: int, here: int, between: str) -> bool:
        """A single line break in the midst of a sentence: the next line goes on in lower case."""
        single = len(LINE_BREAK.findall(between)) == 1
        return single and words[last][-1] not in ENDERS and words[here][0].islower()

    def _closes(self, words: Sequence[str], last: int, here: int, *, glued: bool) -> bool:
        if glued and words[here] in CLOSERS:
            return False
        mark = last
        while mark > last - 4 and mark > 0 and words[mark] in CLOSERS:
            mark -= 1
        ender = words[mark]
        if ender[-1] not in ENDERS or words[here][0].islower():
            return False
        if ender[0] not in ENDERS:
            return words[here].lower() in self.starters and not glued
        if ender == ".":
            return self._full_stop(words, mark, here, glued=glued)
        return not glued or words[here][0].isalpha()

    def _full_stop(self, words: Sequence[str], mark: int, here: int, *, glued: bool) -> bool:
        before = words[mark - 1] if mark else ""
        if before.lower() in self.abbreviations or (len(before) == 1 and before.isupper()):
            return False
        if not glued:
            return True
        return len(before) > 1 and before.isalpha() and words[here][0].isupper()


def sentence_bounds(doc: Doc) -> list[tuple[int, int]]:
    """Return the sentences as token ranges `[start, end)`, white space at their ends left out."""
    words = words_of(doc)
    flags = doc.to_array("SENT_START").tolist()
    starts = [at for at, flag in enumerate(flags) if flag == 1]
    bounds = []
    for start, end in pairwise([*starts, len(words)]):
        while end > start and words[end - 1].isspace():
            end -= 1
        while end > start and words[start].isspace():
            start += 1
        if end > start:
            bounds.append((start, end))
    return bounds
