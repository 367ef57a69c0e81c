"""A second, slow reading of the same definitions: every character and every matching, in fractions.

It shares no code with the engine. Alpha is computed from the coincidences o_ck of single
characters, F1 by trying every one-to-one matching, so keep the texts and span counts small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from typing import TypedDict, TypeVar

Value = TypeVar("Value", bound=Hashable)
Mark = tuple[int, int, str]
Figures = dict[str, float | None]


class TwinDocument(TypedDict):
    length: int
    spans: Mapping[str, Sequence[Mark]]


class TwinPair(TypedDict):
    overall: Figures
    labels: dict[str, Figures]


class TwinReport(TypedDict):
    overall: Figures
    labels: dict[str, Figures]
    pairs: dict[tuple[str, str], TwinPair]


def twin_report(
    documents: Sequence[TwinDocument], labels: Sequence[str] | None = None
) -> TwinReport:
    """Return the report as plain numbers; None where a figure is undefined.

    `labels` are by default those that occur. Every figures' keys are alpha, f1_exact, f1_iou50.
    """
    if labels is None:
        labels = sorted({m[2] for d in documents for marks in d["spans"].values() for m in marks})
    names = sorted({name for d in documents for name in d["spans"]})
    whole = _figures_of(documents, labels)
    return {
        "overall": whole["overall"],
        "labels": whole["labels"],
        "pairs": {
            pair: _figures_of([_only(d, pair) for d in documents], labels)
            for pair in combinations(names, 2)
        },
    }


def _only(document: TwinDocument, names: Sequence[str]) -> TwinDocument:
    kept = {name: marks for name, marks in document["spans"].items() if name in names}
    return {"length": document["length"], "spans": kept}


def _figures_of(documents: Sequence[TwinDocument], labels: Sequence[str]) -> TwinPair:
    return {
        "overall": {
            "alpha": _alpha(documents, labels_at, jaccard),
            "f1_exact": _mean_f1(documents, labels, is_same),
            "f1_iou50": _mean_f1(documents, labels, is_half),
        },
        "labels": {label: _label_figures(documents, label) for label in labels},
    }


def _label_figures(documents: Sequence[TwinDocument], label: str) -> Figures:
    return {
        "alpha": _alpha(documents, lambda marks, at: label in labels_at(marks, at), nominal),
        "f1_exact": _mean_f1(documents, [label], is_same),
        "f1_iou50": _mean_f1(documents, [label], is_half),
    }


def labels_at(marks: Sequence[Mark], at: int) -> frozenset[str]:
    return frozenset(label for start, end, label in marks if start <= at < end)


def nominal(one: Hashable, other: Hashable) -> Fraction:
    return Fraction(one != other)


def jaccard(one: frozenset[str], other: frozenset[str]) -> Fraction:
    if not one and not other:
        return Fraction(0)
    return 1 - Fraction(len(one & other), len(one | other))


def _alpha(
    documents: Sequence[TwinDocument],
    value_at: Callable[[Sequence[Mark], int], Value],
    distance: Callable[[Value, Value], Fraction],
) -> float | None:
    units = [
        [value_at(marks, at) for marks in document["spans"].values()]
        for document in documents
        for at in range(document["length"])
    ]
    return alpha_of_units(units, distance)


def alpha_of_units(
    units: Sequence[Sequence[Value]], distance: Callable[[Value, Value], Fraction]
) -> float | None:
    """Return alpha of units, each with the values that some annotators gave it."""
    coincidences: dict[tuple[Value, Value], Fraction] = defaultdict(Fraction)
    for values in units:
        for one, other in permutations(values, 2):
            coincidences[one, other] += Fraction(1, len(values) - 1)
    totals: dict[Value, Fraction] = defaultdict(Fraction)
    for (one, _), amount in coincidences.items():
        totals[one] += amount
    observed = sum(amount * distance(*pair) for pair, amount in coincidences.items())
    expected = sum(totals[c] * totals[k] * distance(c, k) for c in totals for k in totals)
    if not expected:
        return None
    return float(1 - (sum(totals.values()) - 1) * observed / expected)


def is_same(one: Mark, other: Mark) -> bool:
    return one == other


def is_half(one: Mark, other: Mark) -> bool:
    ours, theirs = set(range(*one[:2])), set(range(*other[:2]))
    return one[2] == other[2] and Fraction(len(ours & theirs), len(ours | theirs)) >= Fraction(1, 2)


def _mean_f1(
    documents: Sequence[TwinDocument], labels: Sequence[str], fits: Callable[[Mark, Mark], bool]
) -> float | None:
    names = sorted({name for d in documents for name in d["spans"]})
    defined = []
    for a, b in combinations(names, 2):
        matched = marked = 0
        for spans in [d["spans"] for d in documents if a in d["spans"] and b in d["spans"]]:
            ours, theirs = ([m for m in spans[name] if m[2] in labels] for name in (a, b))
            matched += largest_matching(ours, theirs, fits)
            marked += len(ours) + len(theirs)
        if marked:
            defined.append(Fraction(2 * matched, marked))
    return float(sum(defined) / len(defined)) if defined else None


def largest_matching(
    ours: Sequence[Mark], theirs: Sequence[Mark], fits: Callable[[Mark, Mark], bool]
) -> int:
    """Return the most pairs any one-to-one matching has, by trying each partner of each span."""
    if not ours:
        return 0
    first, rest = ours[0], ours[1:]
    best = largest_matching(rest, theirs, fits)
    for n, mark in enumerate(theirs):
        if fits(first, mark):
            best = max(best, 1 + largest_matching(rest, [*theirs[:n], *theirs[n + 1 :]], fits))
    return best
