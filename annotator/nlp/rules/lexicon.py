"""Reading the lexicons of a language: TOML in, phrases with their meaning out."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from annotator.errors import InvalidInput
from annotator.nlp.rules.inflection import inflect_noun, inflect_verb

LEXICONS = Path(__file__).parent.parent / "lexicons"
DISCOURSE = ("threat_claim", "evidence", "argument")
CUE_FILES = {
    "threat_claim": "cues_threat",
    "evidence": "cues_evidence",
    "argument": "cues_argument",
}
# Frames that are found as phrases; the other lists of frames.toml are looked up word by word.
FRAMES = (
    "modals",
    "conditionals",
    "negators",
    "denials",
    "reporting",
    "reporting_verbs",
    "linkers",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase's meaning: what it speaks for (`role`: a label or a frame), and how strongly.

    `name` is the base form, shown to people; `needs_modal` cues count only beside a modal.
    """

    role: str
    name: str
    weight: float = 0.0
    needs_modal: bool = False


class Lexicon:
    """One language's lists. Raises InvalidInput for a folder or file that is not there."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InvalidInput(
                f"A lexicon folder is expected at {folder.name!r}; there is none.",
                code="no_lexicon",
            )
        self.folder = folder

    def _read(self, name: str) -> dict[str, Any]:
        path = self.folder / f"{name}.toml"
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as missing:
            raise InvalidInput(
                f"The lexicon {self.folder.name!r} needs a file {path.name!r}; it has none.",
                code="no_lexicon",
            ) from missing

    @cached_property
    def actors(self) -> dict[str, list[str]]:
        return self._read("actors")

    @cached_property
    def frames(self) -> dict[str, list[str]]:
        return self._read("frames")

    @cached_property
    def zones(self) -> dict[str, list[str]]:
        return self._read("zones")

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The flat lists of words.toml; the irregular verbs are `irregular`."""
        return {name: listed for name, listed in self._words.items() if isinstance(listed, list)}

    @cached_property
    def irregular(self) -> Mapping[str, Sequence[str]]:
        irregular: dict[str, list[str]] = self._words["irregular"]
        return irregular

    @cached_property
    def adjectives(self) -> dict[str, list[str]]:
        """State names with their adjectives: `{"Russia": ["Russian"]}`."""
        adjectives: dict[str, list[str]] = self._states["adjectives"]
        return adjectives

    @cached_property
    def bare_attributives(self) -> frozenset[str]:
        return frozenset(self._states["use"]["bare_attributives"])

    @cached_property
    def _words(self) -> dict[str, Any]:
        return self._read("words")

    @cached_property
    def _states(self) -> dict[str, Any]:
        return self._read("states")

    @cached_property
    def verb_forms(self) -> frozenset[str]:
        """Every form but -ing of the verbs of words.toml: what makes a clause of some words."""
        forms = (
            form for verb in self.words["verbs"] for form in inflect_verb(verb, self.irregular)
        )
        return frozenset(form for form in forms if not form.endswith("ing"))

    @cached_property
    def past_forms(self) -> frozenset[str]:
        """The past forms and participles of the verbs of words.toml, where they show as such."""
        return frozenset(
            form
            for verb in self.words["verbs"]
            for form in inflect_verb(verb, self.irregular)[2:]
            if not form.endswith("ing")
        )

    def cues(self) -> Iterator[tuple[str, Cue]]:
        """Yield (phrase, cue) for every cue and frame, inflections expanded, lower case."""
        for label, name in CUE_FILES.items():
            for entry in self._read(name)["cue"]:
                yield from self._expand(label, entry)
        for frame in FRAMES:
            for phrase in self.frames[frame]:
                yield phrase, Cue(frame, phrase)

    def _expand(self, label: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Cue]]:
        modal = bool(entry.get("modal", False))
        bases = [(verb, inflect_verb(verb, self.irregular)) for verb in entry.get("verbs", ())]
        bases += [(noun, inflect_noun(noun)) for noun in entry.get("nouns", ())]
        bases += [(phrase, [phrase]) for phrase in entry.get("phrases", ())]
        for name, forms in bases:
            for form in forms:
                halved = (
                    entry.get("reports") and name in entry["verbs"] and _is_infinite(name, form)
                )
                weight = float(entry["weight"]) * (0.5 if halved else 1.0)
                yield form, Cue(label, name, weight, modal)


def _is_infinite(verb: str, form: str) -> bool:
    return form == verb or form.partition(" ")[0].endswith("ing")


def spellings(phrases: Iterable[str]) -> list[str]:
    """Return the phrases with their other spellings: curly apostrophes, decomposed accents."""
    found: dict[str, None] = {}
    for phrase in phrases:
        for form in (phrase, phrase.replace("'", "’")):
            found[form] = None
            found[unicodedata.normalize("NFD", form)] = None
    return list(found)
