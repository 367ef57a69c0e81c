"""The u-alpha family of 2016: do annotators give the same stretches the same values?"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.unitizing.continua import (
    Figure,
    Units,
    disjoint,
    figure,
    of_label,
)

_MEASURES = ("u_alpha", "bar_u_alpha", "cu_alpha")

Value = str | None
"""A label, or None for a gap."""


@dataclass(frozen=True, slots=True)
class UnitizingAgreement:
    """The u-alpha family, and on how much it rests (documents that two or more completed).

    `u_alpha` is of units and values, `bar_u_alpha` (written |u-alpha) of unit or gap alone,
    `cu_alpha` of values where both have one, `k_u_alpha` of each label where both have a value.
    `coverage` is what share of a label's characters meets a value, not a gap.
    """

    u_alpha: Figure
    bar_u_alpha: Figure
    cu_alpha: Figure
    k_u_alpha: Mapping[str, Figure]
    coverage: Mapping[str, float]
    n_documents: int
    n_annotators: int
    n_units: int


@dataclass(slots=True)
class UnitizingSums:
    """What the u-alpha family follows from: exact sums over documents, in characters.

    Documents are added one by one and not kept.
    """

    coincidences: dict[tuple[Value, Value], Fraction] = field(default_factory=dict)
    marked: Counter[str] = field(default_factory=Counter)  # L_c, summed over annotators
    squares: Counter[str] = field(default_factory=Counter)  # S_c: the sum of squared unit lengths
    # C_c: the sum of squared stretches of units that meet values
    met: dict[str, Fraction] = field(default_factory=dict)
    total: int = 0
    annotators: set[str] = field(default_factory=set)
    n_documents: int = 0
    n_units: int = 0
    overlap: bool = False

    def add(self, document: DocumentSpans, label: str | None = None) -> None:
        """Add a document, of all labels or of one; of nothing where fewer than two completed it."""
        if len(document.spans) > 1 and not _add(self, document, label):
            self.overlap = True

    def agreement(self) -> UnitizingAgreement:
        """Return the u-alpha family of what was added: see `unitizing_agreement`."""
        reason = _why_nothing(self)
        labels = sorted(self.marked) if reason is None else []
        found = [reason] * 3 if reason else [_u_alpha(self), _bar_u_alpha(self), _cu_alpha(self)]
        u_alpha, bar, cu_alpha = map(figure, _MEASURES, found)
        return UnitizingAgreement(
            u_alpha,
            bar,
            cu_alpha,
            {each: figure("k_u_alpha", _k_u_alpha(self, each)) for each in labels},
            {each: float(_met(self, each) / self.marked[each]) for each in labels},
            n_documents=self.n_documents,
            n_annotators=len(self.annotators),
            n_units=self.n_units,
        )


def unitizing_agreement(
    documents: Sequence[DocumentSpans], label: str | None = None
) -> UnitizingAgreement:
    r"""Return the u-alpha family of one document, or of several pooled.

    Each annotator has one value at each character: a label, or none (0, a gap). With
    coincidences l_ck = sum over documents of 1 / (m - 1) times the characters where of two
    annotators one says c, the other k (each pair both ways), l = sum l_ck, S_c the sum of
    squared unit lengths (a gap counts character by character, so that S_0 is its length):

        e_ck    = l (l_c l_k - [c = k] S_c) / (l^2 - sum S)
        u-alpha = 1 - sum l_ck / sum e_ck       over c != k

    |u-alpha is the same with all labels as one value. Starred sums run over labels only, and
    C_c = sum over documents of 1 / (m - 1) times the sum, over units of c and over each other
    annotator, of the squared length of the unit that meets a value of theirs:

        e*_ck       = (l*_c l*_k - [c = k] C_c) / (l* - C / l*)
        cu-alpha    = 1 - sum l*_ck / sum e*_ck       over c != k
        (k)u-alpha  = 1 - (e*_k / l*_k) (l*_k - l*_kk) / (e*_k - e*_kk)
        coverage_k  = l*_k / l_k

    Spans of one label that overlap count as one unit, abutting ones as two. `label` looks at
    one label alone. All sums are exact.

    Undefined: NO_PAIRABLE_DOCUMENTS; NO_SPANS; NO_VARIATION where chance cannot disagree;
    NO_MATCHED_SPANS where no value meets another; ONE_VALUE where those that meet are all the
    same; OVERLAPPING_SPANS where an annotator gave a character two labels (look at the labels
    one by one then).

    Reference: K. Krippendorff, Y. Mathet, S. Bouvry and A. Widlöcher (2016), "On the
    reliability of unitizing textual continua: Further developments", Quality & Quantity 50,
    2347-2364; K. Krippendorff (2019), "Content Analysis", 4th ed., ch. 12.

    >>> from annotator.domain.spans import Span
    >>> spans = {"ada": [Span(0, 5, "x")], "bo": [Span(0, 4, "x")]}
    >>> found = unitizing_agreement([DocumentSpans(10, spans)])
    >>> found.u_alpha.value, found.coverage
    (0.8242424242424242, {'x': 0.8888888888888888})
    """
    sums = UnitizingSums()
    for document in documents:
        sums.add(document, label)
    return sums.agreement()


def _why_nothing(sums: UnitizingSums) -> str | None:
    if sums.overlap:
        return Reason.OVERLAPPING_SPANS
    if not sums.n_documents:
        return Reason.NO_PAIRABLE_DOCUMENTS
    return None if sums.marked else Reason.NO_SPANS


def _add(sums: UnitizingSums, document: DocumentSpans, label: str | None) -> bool:
    """Add one document; return False, with only the counts added, where labels overlap."""
    spans = of_label(document, label)
    sums.n_documents += 1
    sums.annotators |= document.spans.keys()
    sums.n_units += sum(map(len, spans))
    found = [disjoint(own) for own in spans]
    layers = [units for units in found if units is not None]
    if len(layers) < len(found):
        return False
    sums.total += len(layers) * document.length
    _add_coincidences(sums, layers, document.length)
    _add_lengths(sums, layers)
    return True


def _add_coincidences(sums: UnitizingSums, layers: Sequence[Units], length: int) -> None:
    weight = Fraction(1, len(layers) - 1)
    pairs: Counter[tuple[Value, Value]] = Counter()
    for width, values in _stretches(layers, length):
        for c, count in values.items():
            for k, other in values.items():
                pairs[c, k] += width * count * (other - (c == k))
    for cell, found in pairs.items():
        sums.coincidences[cell] = sums.coincidences.get(cell, Fraction()) + weight * found


def _stretches(layers: Sequence[Units], length: int) -> Iterator[tuple[int, Counter[Value]]]:
    """Yield the stretches in which no value changes: how long, and how many say what."""
    changes: dict[int, list[tuple[Value, Value]]] = defaultdict(list)
    for unit in (unit for units in layers for unit in units):
        changes[unit.start].append((None, unit.label))
        changes[unit.end].append((unit.label, None))
    values: Counter[Value] = Counter({None: len(layers)})
    ends = sorted({*changes, 0, length})
    for start, end in pairwise(ends):
        for before, after in changes[start]:
            values[before] -= 1
            values[after] += 1
        yield end - start, +values


def _add_lengths(sums: UnitizingSums, layers: Sequence[Units]) -> None:
    weight = Fraction(1, len(layers) - 1)
    for n, units in enumerate(layers):
        others = [layer for other, layer in enumerate(layers) if other != n]
        for unit in units:
            sums.marked[unit.label] += len(unit)
            sums.squares[unit.label] += len(unit) ** 2
            met = sum(_covered(layer, unit.start, unit.end) ** 2 for layer in others)
            sums.met[unit.label] = sums.met.get(unit.label, Fraction()) + weight * met


def _covered(units: Units, start: int, end: int) -> int:
    """Return how many characters of `[start, end)` are in a unit."""
    covered = 0
    for unit in units[bisect_right(units, start, key=lambda unit: unit.end) :]:
        if unit.start >= end:
            break
        covered += min(unit.end, end) - max(unit.start, start)
    return covered


def _differing(sums: UnitizingSums, *, labels_only: bool = False) -> Fraction:
    return sum(
        (
            found
            for (c, k), found in sums.coincidences.items()
            if c != k and not (labels_only and None in (c, k))
        ),
        Fraction(),
    )


def _expected(sums: UnitizingSums, values: Sequence[int]) -> Fraction:
    """Return the sum of e_ck over c != k, of values that are given so many characters.

    The denominator is positive: each of two annotators or more has part of the sum of squares.
    """
    total = sums.total
    gaps = total - sums.marked.total()
    squares = gaps + sums.squares.total()
    pairs = total**2 - sum(each**2 for each in values)
    return Fraction(total * pairs, total**2 - squares)


def _u_alpha(sums: UnitizingSums) -> float | str:
    gaps = sums.total - sums.marked.total()
    expected = _expected(sums, [gaps, *sums.marked.values()])
    return float(1 - _differing(sums) / expected) if expected else Reason.NO_VARIATION


def _bar_u_alpha(sums: UnitizingSums) -> float | str:
    marked = sums.marked.total()
    expected = _expected(sums, [sums.total - marked, marked])
    if not expected:
        return Reason.NO_VARIATION
    against_gaps = _differing(sums) - _differing(sums, labels_only=True)
    return float(1 - against_gaps / expected)


def _met(sums: UnitizingSums, label: str) -> Fraction:
    """Return l*_k: the characters of one label that meet a label."""
    cells = sums.coincidences.items()
    return sum((found for (c, k), found in cells if c == label and k is not None), Fraction())


def _cu_alpha(sums: UnitizingSums) -> float | str:
    """The denominator can be 0 or less with three annotators or more, who rarely meet."""
    met = [_met(sums, label) for label in sums.marked]
    total = sum(met, Fraction())
    if not total:
        return Reason.NO_MATCHED_SPANS
    pairs = total**2 - sum(each**2 for each in met)
    if not pairs:
        return Reason.ONE_VALUE
    free = total - sum(sums.met.values(), Fraction()) / total
    if free <= 0:
        return Reason.NO_VARIATION
    return float(1 - _differing(sums, labels_only=True) * free / pairs)


def _k_u_alpha(sums: UnitizingSums, label: str) -> float | str:
    """With e*_k and e*_kk written out, their common denominator cancels."""
    own, total = _met(sums, label), sum((_met(sums, each) for each in sums.marked), Fraction())
    if not own:
        return Reason.NO_MATCHED_SPANS
    if own == total:
        return Reason.ONE_VALUE
    expected = (own * total - sums.met[label]) / (own * (total - own))
    alike = sums.coincidences.get((label, label), Fraction())
    return float(1 - expected * (own - alike) / own)
