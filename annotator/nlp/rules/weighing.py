"""From cues to a label: noisy-or of the weights, damped by negation, for one clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.nlp.rules.cue_matches import CueMatch
from annotator.nlp.rules.lexicon import DISCOURSE

# Provisional, set by reading three articles; to be fitted on adjudicated annotations.
THRESHOLDS: Mapping[str, float] = {"threat_claim": 0.65, "evidence": 0.44, "argument": 0.35}
NEGATION_REACH = 4
NEGATION_DAMPING = 0.2
MOST_REASONS = 4
FIGURE = re.compile(r"\d[\d.,:]*")
# "may" is left out: it is a modal far more often than a month.
MONTHS = frozenset(
    (
        *("january", "february", "march", "april", "june", "july"),
        *("august", "september", "october", "november", "december"),
    )
)


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


def weigh(
    words: Sequence[str], start: int, end: int, matches: Sequence[CueMatch]
) -> Verdict | None:
    """Return the winning label of the clause `[start, end)`, None where no cue is strong enough.

    Danger comes first (guideline, "Choosing between them" 1); then the surer one of the others.
    """
    voices = _voices(words, start, end, matches)
    scores = {label: noisy_or(weight.value for weight in voices[label]) for label in DISCOURSE}
    reached = [label for label in DISCOURSE if scores[label] >= THRESHOLDS[label]]
    if not reached:
        return None
    label = reached[0] if reached[0] == "threat_claim" else max(reached, key=scores.__getitem__)
    return Verdict(label, round(min(scores[label], 0.99), 3), _explain(voices[label]))


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


def _voices(
    words: Sequence[str], start: int, end: int, matches: Sequence[CueMatch]
) -> dict[str, list[Weight]]:
    roles = {match.cue.role for match in matches}
    has_modal = "modals" in roles or "conditionals" in roles
    voices: dict[str, dict[str, Weight]] = {label: {} for label in DISCOURSE}
    for match in matches:
        cue = match.cue
        if cue.role not in voices or (cue.needs_modal and not has_modal):
            continue
        damped = cue.role == "threat_claim" and _is_negated(match, matches)
        weight = cue.weight * (NEGATION_DAMPING if damped else 1.0)
        name = f"cue '{cue.name}'" + (" (negated)" if damped else "")
        known = voices[cue.role].get(cue.name)
        if known is None or known.value < weight:
            voices[cue.role][cue.name] = Weight(name, weight)
    weighed = {label: list(by_name.values()) for label, by_name in voices.items()}
    if has_modal and weighed["threat_claim"]:
        weighed["threat_claim"].append(Weight(_first_frame(matches), 0.25))
    weighed["evidence"] += _facts(words, start, end, roles)
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


def _facts(words: Sequence[str], start: int, end: int, roles: set[str]) -> list[Weight]:
    """Figures, dates, quotations and attribution: the shapes of what can be checked."""
    inside = words[start:end]
    found = []
    if any(FIGURE.fullmatch(word) for word in inside):
        found.append(Weight("a figure", 0.4))
    if any(word.lower() in MONTHS for word in inside):
        found.append(Weight("a date", 0.3))
    if any(word in {"“", '"'} for word in inside):
        found.append(Weight("a quotation", 0.15))
    if roles & {"reporting", "reporting_verbs"}:
        found.append(Weight("attributed statement", 0.55))
    return found


def _explain(weights: Iterable[Weight]) -> str:
    strongest = sorted(weights, key=lambda weight: (-weight.value, weight.name))
    return "; ".join(weight.name for weight in strongest[:MOST_REASONS])
