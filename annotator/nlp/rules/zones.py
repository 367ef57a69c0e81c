"""Lines that are not the article's own text: headers, bylines, captions (guideline H).

A line's zone is "meta" (no span at all), "headline" (actors only: titles and captions) or "body".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.rules.lexicon import Lexicon
from annotator.nlp.rules.words import LINE_BREAK, words_of

FACTORY = "parallax_zones"

META, HEADLINE, BODY = "meta", "headline", "body"
ZONES = "parallax_zones"
# Longer lines are text; they are not searched, so that one endless line costs nothing.
LONGEST_HEADER = 300
HEADER_LINES = 40
BYLINE = re.compile(r"by [A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|in)){0,7}", re.IGNORECASE)
ADDRESS = re.compile(r"(?:e-?mail:? ?)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+", re.I)
STAMP = re.compile(r"[\d\s:/.,-]{4,30}(?:[AP]M)?(?: ?(?:GMT|UTC|BST|EST)[+\d:]*)?", re.IGNORECASE)
PAGE = re.compile(r"(?:page|p\.) ?\d+(?: (?:of|/) ?\d+)?|\d+ ?/ ?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its tokens `[start, end)` and its text."""

    start: int
    end: int
    text: str


@Language.factory(FACTORY)
class Zones:
    """Writes each token's zone into `doc.user_data[ZONES]`, a list as long as the Doc."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        lists = Lexicon(Path(lexicon)).zones
        self.sets: Mapping[str, frozenset[str]] = {
            key: frozenset(listed) for key, listed in lists.items()
        }
        self.meta_starts = tuple(lists["meta_starts"])
        self.caption_marks = tuple(lists["caption_marks"])

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        zones = [BODY] * len(words)
        lines = list(_lines(doc, words))
        for line, zone in zip(lines, self.zone_lines([line.text for line in lines]), strict=True):
            if zone != BODY:
                zones[line.start : line.end] = [zone] * (line.end - line.start)
        doc.user_data[ZONES] = zones
        return doc

    def zone_lines(self, lines: Sequence[str]) -> list[str]:
        """Return the zone of each of a text's lines; blank lines are not among them."""
        text_key = self._text_key(lines)
        zones: list[str] = []
        value_next = in_tail = False
        for number, line in enumerate(lines):
            key, colon, value = (part.strip() for part in line.partition(":"))
            sole = line.strip().rstrip(":").lower()
            in_tail = (in_tail or sole in self.sets["tail_keys"]) and _is_short(line)
            if in_tail or (value_next and _is_short(line)):
                zones.append(META)
            elif number < text_key and colon:
                zones.append(HEADLINE if _bare_key(key) in self.sets["headline_keys"] else META)
            else:
                zones.append(self._zone(line, _bare_key(key) if colon else "", value))
            value_next = sole in self.sets["paired_keys"] and not value
        return zones

    def _text_key(self, lines: Sequence[str]) -> int:
        """The number of the "Text:" line that ends a header block; 0 if there is no such line."""
        for number, line in enumerate(lines[:HEADER_LINES]):
            key, colon, _ = line.partition(":")
            if colon and key.strip().lower() in self.sets["body_keys"]:
                return number
        return 0

    def _zone(self, line: str, key: str, value: str) -> str:
        stripped = line.strip()
        lower = stripped.lower()
        if len(stripped) >= LONGEST_HEADER:
            return META if lower[:80].startswith(self.meta_starts) else BODY
        if key in self.sets["headline_keys"]:
            return HEADLINE
        if key in self.sets["body_keys"] and value:
            return BODY
        if key in self.sets["meta_keys"] or lower.rstrip(":") in self.sets["sole_keys"]:
            return META
        if lower.startswith(self.meta_starts) or _is_furniture(stripped):
            return META
        if any(mark in lower for mark in self.caption_marks) and _is_short(line):
            return HEADLINE
        return BODY


def _lines(doc: Doc, words: Sequence[str]) -> Iterable[Line]:
    start = 0
    for index, word in enumerate(words):
        if word.isspace() and LINE_BREAK.search(word):
            if index > start:
                yield _line(doc, start, index)
            start = index + 1
    if len(words) > start:
        yield _line(doc, start, len(words))


def _line(doc: Doc, start: int, end: int) -> Line:
    # Keys and marks stand within the first characters; LONGEST_HEADER of them tell the rest.
    return Line(start, end, doc[start : min(end, start + LONGEST_HEADER)].text)


def _bare_key(key: str) -> str:
    """Return the key without its number: "Category 1" and "category" are one."""
    return key.lower().rstrip("0123456789 ")


def _is_short(line: str) -> bool:
    """A label or a name rather than a sentence: at most 15 words and no closing full stop."""
    return (
        len(line) < 150 and len(line.split()) <= 15 and not line.rstrip().endswith((".", "?", "!"))
    )


def _is_furniture(line: str) -> bool:
    if len(line) > 120:
        return False
    return any(kind.fullmatch(line) for kind in (ADDRESS, STAMP, PAGE)) or (
        line.startswith(("By ", "BY ")) and BYLINE.fullmatch(line) is not None
    )
