"""Slow readings of the further coefficients: character by character, in fractions.

Like the twin they share no code with the engine. A table of characters is, for one label, the
values that the annotators of a document gave each of its characters.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from tests.domain.agreement import twin
from tests.domain.agreement.twin import Mark, TwinDocument

Values = dict[str, float | None]


def label_values(documents: Sequence[TwinDocument], label: str) -> Values:
    """Return a label's coefficients over all annotators; None where one is undefined."""
    units = list(characters(documents, label))
    teams = [set(d["spans"]) for d in documents if len(d["spans"]) > 1]
    complete = all(team == set().union(*teams) for team in teams)
    return {
        "u_alpha": u_alpha(documents, label),
        "gwet_ac1": ac1(units),
        "percent_agreement": percent(units),
        "fleiss_kappa": fleiss(units) if complete else None,
    }


def pair_values(documents: Sequence[TwinDocument], label: str) -> Values:
    """Return a label's coefficients of the two annotators that the documents have."""
    units = [values for values in characters(documents, label) if len(values) == 2]
    return {
        "u_alpha": u_alpha(documents, label),
        "gwet_ac1": ac1(units),
        "percent_agreement": percent(units),
        "cohen_kappa": cohen(units),
        "scott_pi": fleiss(units),
    }


def characters(documents: Sequence[TwinDocument], label: str) -> Iterator[list[bool]]:
    for document in documents:
        for at in range(document["length"]):
            spans = sorted(document["spans"].items())
            yield [label in twin.labels_at(marks, at) for _, marks in spans]


def percent(units: Sequence[Sequence[bool]]) -> float | None:
    pairs = [one == other for values in units for one, other in combinations(values, 2)]
    return float(Fraction(sum(pairs), len(pairs))) if pairs else None


def mean_agreement(units: Sequence[Sequence[bool]]) -> Fraction:
    shares = []
    for values in units:
        pairs = [one == other for one, other in combinations(values, 2)]
        shares.append(Fraction(sum(pairs), len(pairs)))
    return sum(shares, Fraction(0)) / len(shares)


def fleiss(units: Sequence[Sequence[bool]]) -> float | None:
    pairable = [values for values in units if len(values) > 1]
    given = [value for values in pairable for value in values]
    if len(set(given)) < 2:
        return None
    share = Fraction(sum(given), len(given))
    by_chance = share**2 + (1 - share) ** 2
    return float((mean_agreement(pairable) - by_chance) / (1 - by_chance))


def ac1(units: Sequence[Sequence[bool]]) -> float | None:
    pairable = [values for values in units if len(values) > 1]
    valued = [Fraction(sum(values), len(values)) for values in units if values]
    if not pairable or sum(valued) in (0, len(valued)):
        return None
    share = sum(valued, Fraction(0)) / len(valued)
    by_chance = 2 * share * (1 - share)
    return float((mean_agreement(pairable) - by_chance) / (1 - by_chance))


def cohen(units: Sequence[Sequence[bool]]) -> float | None:
    n = len(units)
    if not n:
        return None
    first, second = (Fraction(sum(values[side] for values in units), n) for side in (0, 1))
    by_chance = first * second + (1 - first) * (1 - second)
    return float((mean_agreement(units) - by_chance) / (1 - by_chance)) if by_chance < 1 else None


def u_alpha(documents: Sequence[TwinDocument], label: str) -> float | None:
    """Compute the family's formula of 2016 on the coincidences l_ck of a value and the gap."""
    coincidence = {(c, k): Fraction(0) for c in (False, True) for k in (False, True)}
    squares = {False: Fraction(0), True: Fraction(0)}
    for document in documents:
        raters = len(document["spans"])
        if raters < 2:
            continue
        for values in characters([document], label):
            for i, one in enumerate(values):
                for j, other in enumerate(values):
                    if i != j:
                        coincidence[one, other] += Fraction(1, raters - 1)
            squares[False] += values.count(False)
        for marks in document["spans"].values():
            squares[True] += sum(length**2 for length in stretches(marks, label))
    totals = {c: coincidence[c, False] + coincidence[c, True] for c in (False, True)}
    n = sum(totals.values())
    observed = coincidence[False, True] + coincidence[True, False]
    if not totals[False] or not totals[True]:
        return None
    expected = 2 * n * totals[False] * totals[True] / (n**2 - sum(squares.values()))
    return float(1 - observed / expected)


def stretches(marks: Sequence[Mark], label: str) -> list[int]:
    """Return the lengths of an annotator's spans of a label, overlapping ones joined."""
    found: list[list[int]] = []
    for start, end, own in sorted(marks):
        if own == label and found and start < found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        elif own == label:
            found.append([start, end])
    return [end - start for start, end in found]


def set_values(documents: Sequence[TwinDocument]) -> Values:
    """Return alpha of label sets with three distances."""
    units = [
        [twin.labels_at(marks, at) for marks in document["spans"].values()]
        for document in documents
        for at in range(document["length"])
    ]
    return {
        "alpha": twin.alpha_of_units(units, twin.jaccard),
        "alpha_masi": twin.alpha_of_units(units, masi),
        "alpha_sets": twin.alpha_of_units(units, unequal),
    }


def unequal(one: Hashable, other: Hashable) -> Fraction:
    return Fraction(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> Fraction:
    weight = Fraction(1, 3) if one & other else Fraction(0)
    if one <= other or other <= one:
        weight = Fraction(2, 3)
    return 1 - (1 - twin.jaccard(one, other)) * (Fraction(1) if one == other else weight)


def f1_overlap(documents: Sequence[TwinDocument], label: str) -> float | None:
    """Return F1 of the two annotators that the documents have, by any overlap."""
    matched = marked = 0
    for spans in [d["spans"].values() for d in documents if len(d["spans"]) == 2]:
        ours, theirs = ([m for m in marks if m[2] == label] for marks in spans)
        matched += twin.largest_matching(ours, theirs, overlaps)
        marked += len(ours) + len(theirs)
    return float(Fraction(2 * matched, marked)) if marked else None


def overlaps(one: Mark, other: Mark) -> bool:
    return bool(set(range(*one[:2])) & set(range(*other[:2])))
