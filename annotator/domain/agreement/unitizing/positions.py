"""Alpha-U of 1995 and 2004, as DKPro and INCEpTION compute it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, permutations

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
    n_units: int


@dataclass(frozen=True, slots=True)
class _Continuum:
    """One label on documents laid end to end: each annotator's units, disjoint and in order."""

    length: int
    layers: tuple[list[Span], ...]


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

    Undefined: NO_PAIRABLE_DOCUMENTS; NO_SPANS; OVERLAPPING_SPANS where an annotator's spans of
    one label overlap (of the whole too, then); NO_VARIATION where D_e is 0.

    Reference: K. Krippendorff (2004), "Measuring the Reliability of Qualitative Text Analysis
    Data", Quality & Quantity 38, 787-800; (2004), "Content Analysis", 2nd ed., p. 251-256.

    >>> spans = {"ada": [Span(2, 6, "x")], "bo": [Span(2, 6, "x")], "cy": []}
    >>> alpha_u([DocumentSpans(10, spans)]).overall.value
    -0.3116279069767442
    """
    everyone = sorted({name for document in documents for name in document.spans})
    pairable = documents if len(everyone) > 1 else []
    used = [each for each in pairable if len(each.spans) == len(everyone)]
    continua = _continua(used, everyone)
    disorders = {label: _disorders(continuum) for label, continuum in continua.items()}
    return AlphaU(
        figure("alpha_u", _coefficient(list(disorders.values()), bool(used))),
        {label: figure("alpha_u", _coefficient([found])) for label, found in disorders.items()},
        n_documents=len(used),
        n_annotators=len(everyone),
        n_units=sum(len(layer) for each in continua.values() for layer in each.layers),
    )


def _continua(documents: Sequence[DocumentSpans], names: Sequence[str]) -> dict[str, _Continuum]:
    """Return each label's units, in the order of the labels' names."""
    length = sum(document.length for document in documents)
    layers: dict[str, dict[str, list[Span]]] = {}
    offset = 0
    for document in documents:
        for name, spans in document.spans.items():
            for span in spans:
                own = layers.setdefault(span.label, {each: [] for each in names})
                own[name].append(Span(span.start + offset, span.end + offset, span.label))
        offset += document.length
    return {
        label: _Continuum(length, tuple(sorted(own) for own in layers[label].values()))
        for label in sorted(layers)
    }


_Disorders = tuple[Fraction, Fraction]


def _disorders(continuum: _Continuum) -> _Disorders | None:
    """Return D_o and D_e, or None where one annotator's units overlap."""
    for layer in continuum.layers:
        if any(b.start < a.end for a, b in pairwise(layer)):
            return None
    return _observed(continuum), _expected(continuum)


def _coefficient(found: Sequence[_Disorders | None], any_document: bool = True) -> float | str:
    if not found:
        return Reason.NO_SPANS if any_document else Reason.NO_PAIRABLE_DOCUMENTS
    disjoint = [each for each in found if each is not None]
    if len(disjoint) < len(found):
        return Reason.OVERLAPPING_SPANS
    observed = sum((observed for observed, _ in disjoint), Fraction())
    expected = sum((expected for _, expected in disjoint), Fraction())
    return float(1 - observed / expected) if expected else Reason.NO_VARIATION


def _observed(continuum: _Continuum) -> Fraction:
    annotators, length = len(continuum.layers), continuum.length
    apart = sum(_apart(one, other) for one, other in permutations(continuum.layers, 2))
    return Fraction(apart, annotators * (annotators - 1) * length**2)


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


def _expected(continuum: _Continuum) -> Fraction:
    units = [len(unit) for layer in continuum.layers for unit in layer]
    gaps = sorted(gap for layer in continuum.layers for gap in _gaps(layer, continuum.length))
    sums = [0, *accumulate(gaps)]
    disorder = Fraction()
    for size in units:
        first = bisect_left(gaps, size)
        places = sums[-1] - sums[first] - (len(gaps) - first) * (size - 1)
        among_units = Fraction((len(units) - 1) * size * (size - 1) * (2 * size - 1), 3)
        disorder += among_units + size**2 * places
    characters = len(continuum.layers) * continuum.length
    ways = characters * (characters - 1) - sum(size * (size - 1) for size in units)
    return Fraction(2, continuum.length) * disorder / ways


def _gaps(layer: Sequence[Span], length: int) -> list[int]:
    """Return the lengths of the gaps between an annotator's units, before and behind them."""
    starts = [*(unit.start for unit in layer), length]
    ends = [0, *(unit.end for unit in layer)]
    return [start - end for start, end in zip(starts, ends, strict=True) if start > end]
