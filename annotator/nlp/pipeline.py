"""The makers of suggestions: what they are called, which version, and what they suggest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.rules import actors, discourse, sentences, zones
from annotator.nlp.rules.lexicon import DISCOURSE, LEXICONS
from annotator.nlp.rules.proposals import stored
from annotator.nlp.rules.words import WordTokenizer

LABELS = ("actor", *DISCOURSE)
# The order matters: the rules read the sentence starts and the zones.
COMPONENTS = (sentences.FACTORY, zones.FACTORY, actors.FACTORY, discourse.FACTORY)
CHUNK = 32
LONGEST_TEXT = 10_000_000


@dataclass(frozen=True, order=True, slots=True)
class SuggestedSpan:
    """A stretch `text[start:end]` (code points) that a pipeline would mark, and why.

    `label` is one of "argument", "actor", "threat_claim", "evidence"; `0 < score <= 1`;
    `reason` says in a few words which cues spoke for it. Ordered by position.
    """

    start: int
    end: int
    label: str
    score: float
    reason: str


class Pipeline(Protocol):
    """A named, versioned maker of suggestions."""

    @property
    def name(self) -> str:
        """What it is and for which language: "rules-en"."""

    @property
    def version(self) -> str:
        """Changes whenever the same text might get other suggestions."""

    def suggest(self, texts: Iterable[str]) -> Iterator[list[SuggestedSpan]]:
        """Yield one list for each text, in order, each sorted by position."""


@dataclass(frozen=True, slots=True)
class SilentPipeline:
    """Suggests nothing, and says so in its name: there are no rules for the language."""

    name: str
    version: str

    def suggest(self, texts: Iterable[str]) -> Iterator[list[SuggestedSpan]]:
        return ([] for _ in texts)


@dataclass(frozen=True, slots=True)
class RulesPipeline:
    """Suggests by rules alone. Not for several threads at once: spaCy's memory zones are not."""

    name: str
    version: str
    nlp: Language

    def suggest(self, texts: Iterable[str]) -> Iterator[list[SuggestedSpan]]:
        """Yield the suggestions for each text; texts are read CHUNK at a time.

        Any text will do, the empty one and one long line too; up to LONGEST_TEXT code points.
        """
        waiting = iter(texts)
        while chunk := list(islice(waiting, CHUNK)):
            # The zone frees the chunk's words; it is closed before control leaves this function.
            with self.nlp.memory_zone():
                found = [_suggestions(doc) for doc in self.nlp.pipe(chunk)]
            yield from found


def load_pipeline(language: str) -> Pipeline:
    """Return the pipeline for a language tag ("en", "en-GB", "zh"), the same one each time.

    A language without rules gets a SilentPipeline named "none-<language>".
    """
    return _load(language.strip().lower().partition("-")[0] or "und")


@lru_cache(maxsize=16)
def _load(language: str) -> Pipeline:
    if language in {folder.name for folder in LEXICONS.iterdir() if folder.is_dir()}:
        return build_rules(language, LEXICONS / language)
    return SilentPipeline(f"none-{language}", f"none-{language} 1")


def build_rules(language: str, lexicon: Path) -> RulesPipeline:
    """Build a rules pipeline from a folder of lexicons.

    Raises InvalidInput for a missing folder or lexicon file.
    """
    nlp = spacy.blank(language)
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.max_length = LONGEST_TEXT
    for component in COMPONENTS:
        nlp.add_pipe(component, config={"lexicon": str(lexicon)})
    name = f"rules-{language}"
    return RulesPipeline(name, f"{name} 1 / spacy {spacy_version} / {_fingerprint(lexicon)}", nlp)


def _fingerprint(lexicon: Path) -> str:
    """Return 8 hexadecimal digits over everything that decides what is suggested."""
    code = [Path(__file__), *sorted((Path(__file__).parent / "rules").glob("*.py"))]
    digest = hashlib.sha256()
    for path in [*code, *sorted(lexicon.glob("*.toml"))]:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]


def _suggestions(doc: Doc) -> list[SuggestedSpan]:
    found = {
        (span.start_char, span.end_char, label): SuggestedSpan(
            span.start_char, span.end_char, label, each.score, each.reason
        )
        for label in LABELS
        for each in stored(doc, label)
        for span in (doc[each.start : each.end],)
    }
    return sorted(found.values())
