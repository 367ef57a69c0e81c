"""From cues to a label: noisy-or of the weights, damped by negation, for one clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.nlp.rules.cue_matches import CueMatch
from annotator.nlp.rules.lexicon import DISCOURSE, Lexicon

# Provisional, set by reading three articles; to be fitted on adjudicated annotations.
THRESHOLDS: Mapping[str, float] = {"threat_claim": 0.65, "evidence": 0.44, "argument": 0.35}
NEGATION_REACH = 4
NEGATION_DAMPING = 0.2
MOST_REASONS = 4
STATES = frozenset({"is", "are", "be", "being", "to", "by"})
FIGURE = re.compile(r"\d[\d.,:]*")


@dataclass(frozen=True, slots=True)
class Weight:
    """One voice for a label: a cue's or a frame's, `name` in words a person can check."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label that wins a clause, how surely, and why."""

    label: str
    score: float
    reason: str


class Weigher:
    """Knows the words of facts beside the cues: names of dates, verbs in the past."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.dates = frozenset(lexicon.frames["dates"])
        self.past = lexicon.past_forms

    def weigh(
        self, words: Sequence[str], start: int, end: int, matches: Sequence[CueMatch]
    ) -> Verdict | None:
        """Return the label that wins the clause `[start, end)`, None where no cue suffices.

        Danger comes first (guideline, "Choosing between them" 1); then the surer of the others.
        """
        voices = _voices(matches)
        voices["evidence"] += self._facts(words, start, end, matches)
        if words[end - 1] == "?":
            voices["evidence"] = []  # a question is no evidence (E2)
        scores = {label: noisy_or(weight.value for weight in voices[label]) for label in DISCOURSE}
        reached = [label for label in DISCOURSE if scores[label] >= THRESHOLDS[label]]
        if not reached:
            return None
        label = reached[0] if reached[0] == "threat_claim" else max(reached, key=scores.__getitem__)
        return Verdict(label, round(min(scores[label], 0.99), 3), _explain(voices[label]))

    def _facts(
        self, words: Sequence[str], start: int, end: int, matches: Sequence[CueMatch]
    ) -> list[Weight]:
        """Figures, dates, quotations, past events, attribution: shapes of what can be checked."""
        inside = words[start:end]
        found = []
        if any(FIGURE.fullmatch(word) for word in inside):
            found.append(Weight("a figure", 0.4))
        if any(word.lower() in self.dates for word in inside):
            found.append(Weight("a date", 0.3))
        if any(word in {"“", '"'} for word in inside):
            found.append(Weight("a quotation", 0.15))
        if any(self._is_past(before, word) for before, word in pairwise(inside)):
            found.append(Weight("a past event", 0.25))
        if any(match.cue.role in {"reporting", "reporting_verbs"} for match in matches):
            found.append(Weight("attributed statement", 0.55))
        return found

    def _is_past(self, before: str, word: str) -> bool:
        """A known verb's past, or any word in -ed behind a name; "is threatened" is no event."""
        if before.lower() in STATES:
            return False
        return word in self.past or (
            before[0].isupper() and word[0].islower() and word.endswith("ed")
        )


def noisy_or(weights: Iterable[float]) -> float:
    """Return 1 minus the product of (1 - w): independent voices, each enough by itself.

    >>> noisy_or([0.5, 0.5])
    0.75
    >>> noisy_or([])
    0.0
    """
    silent = 1.0
    for weight in weights:
        silent *= 1.0 - weight
    return 1.0 - silent


def _voices(matches: Sequence[CueMatch]) -> dict[str, list[Weight]]:
    roles = {match.cue.role for match in matches}
    has_modal = "modals" in roles or "conditionals" in roles
    voices: dict[str, dict[str, Weight]] = {label: {} for label in DISCOURSE}
    for match in matches:
        cue = match.cue
        if cue.role not in voices or (cue.needs_modal and not has_modal):
            continue
        damped = cue.role == "threat_claim" and _is_negated(match, matches)
        weight = cue.weight * (NEGATION_DAMPING if damped else 1.0)
        known = voices[cue.role].get(cue.name)
        if known is None or known.value < weight:
            name = f"cue '{cue.name}'" + (" (negated)" if damped else "")
            voices[cue.role][cue.name] = Weight(name, weight)
    weighed = {label: list(by_name.values()) for label, by_name in voices.items()}
    if has_modal and weighed["threat_claim"]:
        weighed["threat_claim"].append(Weight(_first_frame(matches), 0.25))
    return weighed


def _is_negated(match: CueMatch, matches: Sequence[CueMatch]) -> bool:
    return any(
        (other.cue.role == "denials" and other.start <= match.end)
        or (other.cue.role == "negators" and 0 <= match.start - other.end < NEGATION_REACH)
        for other in matches
    )


def _first_frame(matches: Sequence[CueMatch]) -> str:
    frame = next(m.cue for m in matches if m.cue.role in {"conditionals", "modals"})
    return f"{frame.role[:-1]} '{frame.name}'"


def _explain(weights: Iterable[Weight]) -> str:
    strongest = sorted(weights, key=lambda weight: (-weight.value, weight.name))
    return "; ".join(weight.name for weight in strongest[:MOST_REASONS])
