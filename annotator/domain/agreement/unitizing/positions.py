"""Alpha-U of 1995 and 2004, as DKPro and INCEpTION compute it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate, permutations

from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.unitizing.continua import Figure, figure
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class AlphaU:
    """Alpha-U of all labels together and of each, and on how much it rests."""

    overall: Figure
    labels: Mapping[str, Figure]
    n_documents: int
    n_annotators: int
    units: Mapping[str, int]  # of each label, of everyone

    @property
    def n_units(self) -> int:
        return sum(self.units.values())


@dataclass(slots=True)
class _Continuum:
    """One label on documents laid end to end: what its disorders follow from.

    `apart` is the sum of d, each pair of annotators twice. Gaps go on from one document to the
    next, so that `ends` holds where each annotator's last unit ended.
    """

    ends: dict[str, int]
    apart: int = 0
    units: Counter[int] = field(default_factory=Counter)  # how many, by length
    gaps: Counter[int] = field(default_factory=Counter)  # but for those behind the last units
    overlap: bool = False


class AlphaUSums:
    """What alpha-U follows from: documents are added one by one, and lengths of units kept.

    `annotators` are those whose agreement is asked for: a document that one of them did not
    complete adds nothing.
    """

    def __init__(self, annotators: Collection[str]) -> None:
        self.annotators = sorted(annotators)
        self.n_documents = 0
        self.length = 0
        self._is_partial = False
        self._continua: dict[str, _Continuum] = {}

    def add(self, document: DocumentSpans) -> None:
        """Lay one more document behind the others."""
        if len(self.annotators) < 2 or not document.spans.keys() >= set(self.annotators):
            self._is_partial |= len(document.spans) > 1
            return
        labels: dict[str, dict[str, list[Span]]] = {}
        for name in self.annotators:
            for span in document.spans[name]:
                own = labels.setdefault(span.label, {each: [] for each in self.annotators})
                own[name].append(span)
        for label, layers in labels.items():
            found = self._continua.setdefault(label, _Continuum(dict.fromkeys(self.annotators, 0)))
            _lay(found, {name: sorted(spans) for name, spans in layers.items()}, self.length)
        self.n_documents += 1
        self.length += document.length

    def agreement(self) -> AlphaU:
        """Return alpha-U of what was added: see `alpha_u`."""
        disorders = {
            label: _disorders(self._continua[label], self.length)
            for label in sorted(self._continua)
        }
        nothing = Reason.NO_SPANS
        if not self.n_documents:
            nothing = Reason.NOT_ALL_BY_ALL if self._is_partial else Reason.NO_PAIRABLE_DOCUMENTS
        overall = _coefficient(list(disorders.values()), nothing)
        return AlphaU(
            figure("alpha_u", overall),
            {label: figure("alpha_u", _coefficient([own])) for label, own in disorders.items()},
            n_documents=self.n_documents,
            n_annotators=len(self.annotators),
            units={label: self._continua[label].units.total() for label in disorders},
        )


def alpha_u(documents: Sequence[DocumentSpans]) -> AlphaU:
    r"""Return Krippendorff's alpha-U of 2004, of each label and of all.

    For one label, R annotators and a continuum of length L, which is cut for each of them into
    units and the gaps between, d of two sections of two annotators is

        (b - b')^2 + (e - e')^2   of two units that intersect,
        l^2                       of a unit of length l and the gap it lies in, else 0,

    summed over all sections of all pairs of annotators:

        D_o = 2 / (R (R - 1) L^2) * sum d
        D_e = 2 / L * sum over units of [(N - 1) l (l - 1) (2 l - 1) / 3
                    + l^2 * sum over gaps g >= l of (g - l + 1)]
                / (R L (R L - 1) - sum l (l - 1))
        alpha_U = 1 - D_o / D_e,   overall: 1 - sum D_o / sum D_e over the labels

    N counts the label's units, of everyone. The annotators are those of all documents; one
    that somebody among them did not complete is left out, since alpha-U knows no missing
    values. The rest is laid end to end. Sums are exact. Its authors (2016) say that it
    misbehaves for more than two annotators: it is here to compare with DKPro and INCEpTION.

    Undefined: NO_PAIRABLE_DOCUMENTS; NOT_ALL_BY_ALL where no document was completed by all of
    them; NO_SPANS; OVERLAPPING_SPANS where an annotator's spans of
    one label overlap (of the whole too, then); NO_VARIATION where D_e is 0.

    Reference: K. Krippendorff (2004), "Measuring the Reliability of Qualitative Text Analysis
    Data", Quality & Quantity 38, 787-800; (2004), "Content Analysis", 2nd ed., p. 251-256.

    >>> spans = {"ada": [Span(2, 6, "x")], "bo": [Span(2, 6, "x")], "cy": []}
    >>> alpha_u([DocumentSpans(10, spans)]).overall.value
    -0.3116279069767442
    """
    sums = AlphaUSums({name for document in documents for name in document.spans})
    for document in documents:
        sums.add(document)
    return sums.agreement()


def _lay(continuum: _Continuum, layers: Mapping[str, list[Span]], offset: int) -> None:
    for name, layer in layers.items():
        end = continuum.ends[name] - offset
        for span in layer:
            continuum.overlap |= span.start < end
            if span.start > end:
                continuum.gaps[span.start - end] += 1
            continuum.units[len(span)] += 1
            end = span.end
        continuum.ends[name] = end + offset
    continuum.apart += sum(_apart(one, other) for one, other in permutations(layers.values(), 2))


_Disorders = tuple[Fraction, Fraction]


def _disorders(continuum: _Continuum, length: int) -> _Disorders | None:
    """Return D_o and D_e, or None where one annotator's units overlap."""
    if continuum.overlap:
        return None
    annotators = len(continuum.ends)
    observed = Fraction(continuum.apart, annotators * (annotators - 1) * length**2)
    return observed, _expected(continuum, length)


def _coefficient(
    found: Sequence[_Disorders | None], nothing: Reason = Reason.NO_SPANS
) -> float | str:
    if not found:
        return nothing
    disjoint = [each for each in found if each is not None]
    if len(disjoint) < len(found):
        return Reason.OVERLAPPING_SPANS
    observed = sum((observed for observed, _ in disjoint), Fraction())
    expected = sum((expected for _, expected in disjoint), Fraction())
    return float(1 - observed / expected) if expected else Reason.NO_VARIATION


def _apart(units: Sequence[Span], others: Sequence[Span]) -> int:
    """Return the sum of d of one annotator's units to another's sections.

    A pair of units is met from both sides, a unit in a gap from its own alone, and the pair of
    annotators twice: so the second counts twice.
    """
    apart = 0
    for unit in units:
        first = bisect_right(others, unit.start, key=lambda other: other.end)
        behind = bisect_left(others, unit.end, key=lambda other: other.start)
        met = others[first:behind]
        near = ((unit.start - o.start) ** 2 + (unit.end - o.end) ** 2 for o in met)
        apart += sum(near) if met else 2 * len(unit) ** 2
    return apart


def _expected(continuum: _Continuum, length: int) -> Fraction:
    units, n_units = continuum.units, continuum.units.total()
    gaps = continuum.gaps + Counter(length - end for end in continuum.ends.values() if length > end)
    sizes = sorted(gaps)
    n_gaps = [0, *accumulate(gaps[size] for size in sizes)]
    sums = [0, *accumulate(size * gaps[size] for size in sizes)]
    disorder = Fraction()
    for size, times in units.items():
        first = bisect_left(sizes, size)
        places = sums[-1] - sums[first] - (n_gaps[-1] - n_gaps[first]) * (size - 1)
        among_units = Fraction((n_units - 1) * size * (size - 1) * (2 * size - 1), 3)
        disorder += times * (among_units + size**2 * places)
    characters = len(continuum.ends) * length
    alike = sum(times * size * (size - 1) for size, times in units.items())
    return Fraction(2, length) * disorder / (characters * (characters - 1) - alike)
