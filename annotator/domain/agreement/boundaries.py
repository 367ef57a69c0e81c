"""Agreement on linear segmentations: boundary similarity, and pi and kappa of it.

Reference: C. Fournier (2013), "Evaluating Text Segmentation using Boundary Edit Distance",
ACL, 1702-1712; C. Fournier and D. Inkpen (2012), "Segmentation Similarity and Agreement",
NAACL, 152-161. Values are those of the authors' package segeval with one type of boundary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.unitizing.continua import Figure, figure
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Segmentations:
    """One document of `length` units, and where each annotator who completed it cut it.

    A boundary p lies before unit p, 0 < p < length. Units are whatever is counted: characters,
    tokens, sentences. Raises InvalidInput for a boundary that is not inside.
    """

    length: int
    boundaries: Mapping[str, Collection[int]]

    def __post_init__(self) -> None:
        for annotator, boundaries in self.boundaries.items():
            outside = [place for place in boundaries if not 0 < place < self.length]
            if outside:
                raise InvalidInput(
                    f"A boundary must lie between 0 and {self.length} (the document's length); "
                    f"seen {outside[0]} by {annotator!r}."
                )


@dataclass(frozen=True, slots=True)
class BoundaryEdits:
    """What turns one segmentation into another: places both have, pairs moved, places added."""

    matches: tuple[int, ...]
    transpositions: tuple[tuple[int, int], ...]
    additions: tuple[int, ...]

    def size(self) -> int:
        """Return the number of matches and edits."""
        return len(self.matches) + len(self.transpositions) + len(self.additions)

    def alike(self, reach: int) -> Fraction:
        """Return that number less the weight of the edits, |i - j| / reach for one moved."""
        moved = sum(abs(i - j) for i, j in self.transpositions)
        return len(self.matches) + len(self.transpositions) - Fraction(moved, reach)


@dataclass(frozen=True, slots=True)
class BoundaryAgreement:
    """Boundary similarity and its chance-corrected forms, and on how much they rest.

    `n_pairs` counts the pairs of annotators on documents both completed, `n_boundaries` the
    boundaries they set there.
    """

    similarity: Figure
    pi: Figure
    kappa: Figure
    n_documents: int
    n_pairs: int
    n_boundaries: int


def segmentations_of(document: DocumentSpans, label: str | None = None) -> Segmentations:
    """Return where each annotator's spans begin and end inside a text, in characters.

    `label` takes the spans of one label alone. Only meaningful for spans that cut the text into
    pieces one after the other.
    """
    cuts = {
        name: frozenset(
            place
            for span in spans
            if label in (None, span.label)
            for place in (span.start, span.end)
            if 0 < place < document.length
        )
        for name, spans in document.spans.items()
    }
    return Segmentations(document.length, cuts)


def boundary_edits(one: Collection[int], other: Collection[int], reach: int = 2) -> BoundaryEdits:
    """Return the boundary edit distance's edits between two segmentations.

    Boundaries that only one has pair up with such ones of the other as transpositions when
    they lie less than `reach` places apart: the nearest first, among equals from the left,
    each boundary once. What is left are additions.

    >>> boundary_edits({2, 5}, {5, 6, 3})
    BoundaryEdits(matches=(5,), transpositions=((2, 3),), additions=(6,))
    """
    if reach < 1:
        raise InvalidInput(f"Boundaries need a reach of at least 1; seen {reach}.")
    left, right = set(one) - set(other), set(other) - set(one)
    moved: list[tuple[int, int]] = []
    for distance in range(1, reach):
        for place in sorted(left | right):
            ends = place, place + distance
            mine, theirs = (left, right) if place in left else (right, left)
            if ends[0] in mine and ends[1] in theirs:
                mine.remove(ends[0])
                theirs.remove(ends[1])
                moved.append(ends)
    matches = tuple(sorted(set(one) & set(other)))
    return BoundaryEdits(matches, tuple(moved), tuple(sorted(left | right)))


def boundary_agreement(documents: Sequence[Segmentations], reach: int = 2) -> BoundaryAgreement:
    r"""Return boundary similarity B of all pairs of annotators, pooled, and its pi and kappa.

    With the matches M, transpositions T and additions A of a pair on a document,

        B = sum (|M| + |T| - sum over T of |i - j| / reach) / sum (|M| + |T| + |A|)

    over documents and pairs that completed them (segeval calls `reach` n_t). Chance expects,
    with the share s of the possible places at which an annotator sets a boundary,

        pi:    A_e = (mean s over documents, pairs and their two annotators)^2
        kappa: A_e = mean over pairs of s_a s_b, each over all documents and pairs of the annotator

    and the coefficient is (B - A_e) / (1 - A_e).

    Undefined: NO_PAIRABLE_DOCUMENTS; NO_VARIATION where nobody set a boundary (segeval says 1),
    or everybody at every place.

    >>> cut = Segmentations(11, {"ada": {2, 5}, "bo": {5}})
    >>> boundary_agreement([cut]).similarity.value
    0.5
    """
    found = [
        (document, (one, other), boundary_edits(cuts[one], cuts[other], reach))
        for document in documents
        for cuts in [document.boundaries]
        for one, other in combinations(sorted(cuts), 2)
    ]
    size = sum(edits.size() for _, _, edits in found)
    alike = sum((edits.alike(reach) for _, _, edits in found), Fraction())
    nothing = Reason.NO_VARIATION if found else Reason.NO_PAIRABLE_DOCUMENTS
    similarity = alike / size if size else nothing
    pairs = [(document, pair) for document, pair, _ in found]
    pairable = [document for document in documents if len(document.boundaries) > 1]
    return BoundaryAgreement(
        figure("boundary_similarity", _shown(similarity)),
        figure("boundary_pi", _corrected(similarity, _pi_chance(pairs))),
        figure("boundary_kappa", _corrected(similarity, _kappa_chance(pairs))),
        n_documents=len(pairable),
        n_pairs=len({pair for _, pair in pairs}),
        n_boundaries=sum(len(set(cuts)) for each in pairable for cuts in each.boundaries.values()),
    )


_Pairs = Sequence[tuple[Segmentations, tuple[str, str]]]


def _shown(value: Fraction | Reason) -> float | Reason:
    return float(value) if isinstance(value, Fraction) else value


def _corrected(similarity: Fraction | Reason, chance: Fraction) -> float | Reason:
    if not isinstance(similarity, Fraction):
        return similarity
    return Reason.NO_VARIATION if chance == 1 else float((similarity - chance) / (1 - chance))


def _set_and_possible(pairs: _Pairs) -> list[tuple[str, int, int]]:
    """Return each annotator of each pair, with the boundaries set and possible there."""
    return [
        (name, len(set(document.boundaries[name])), document.length - 1)
        for document, pair in pairs
        for name in pair
        if document.length > 1
    ]


def _pi_chance(pairs: _Pairs) -> Fraction:
    shares = [Fraction(cuts, places) for _, cuts, places in _set_and_possible(pairs)]
    return (sum(shares, Fraction()) / len(shares)) ** 2 if shares else Fraction()


def _kappa_chance(pairs: _Pairs) -> Fraction:
    cuts: dict[str, int] = defaultdict(int)
    places: dict[str, int] = defaultdict(int)
    for name, own, possible in _set_and_possible(pairs):
        cuts[name] += own
        places[name] += possible
    share = {name: Fraction(cuts[name], places[name]) for name in places}
    met = {pair for _, pair in pairs if share.keys() >= set(pair)}
    products = [share[one] * share[other] for one, other in met]
    return sum(products, Fraction()) / len(products) if products else Fraction()
