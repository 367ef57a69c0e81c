"""Agreement on linear segmentations: boundary similarity, and pi and kappa of it.

Reference: C. Fournier (2013), "Evaluating Text Segmentation using Boundary Edit Distance",
ACL, 1702-1712; C. Fournier and D. Inkpen (2012), "Segmentation Similarity and Agreement",
NAACL, 152-161. Values are those of the authors' package segeval with one type of boundary.
"""

from __future__ import annotations

import math
from collections import Counter
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
    sums = BoundarySums(reach)
    for document in documents:
        sums.add(document)
    return sums.agreement()


class BoundarySums:
    """What boundary similarity follows from: exact sums; documents are added and not kept."""

    def __init__(self, reach: int = 2) -> None:
        self.reach = reach
        self.n_documents = self.n_boundaries = self._size = 0
        self._alike = Fraction()
        # Boundaries set, by how many were possible: of each annotator of each pair.
        self._set: Counter[int] = Counter()
        self._n_shares = 0
        self._pairs: set[tuple[str, str]] = set()
        # Of each annotator, once for each pair and document: boundaries set, and possible.
        self._cuts: Counter[str] = Counter()
        self._places: Counter[str] = Counter()

    def add(self, document: Segmentations) -> None:
        """Add a document; nothing where fewer than two annotators completed it."""
        cuts = document.boundaries
        if len(cuts) < 2:
            return
        self.n_documents += 1
        self.n_boundaries += sum(len(set(own)) for own in cuts.values())
        for pair in combinations(sorted(cuts), 2):
            edits = boundary_edits(cuts[pair[0]], cuts[pair[1]], self.reach)
            self._pairs.add(pair)
            self._size += edits.size()
            self._alike += edits.alike(self.reach)
            for name in pair:
                self._add_chance(name, len(set(cuts[name])), document.length - 1)

    def _add_chance(self, name: str, cuts: int, places: int) -> None:
        if places < 1:
            return
        self._cuts[name] += cuts
        self._places[name] += places
        self._set[places] += cuts
        self._n_shares += 1

    def agreement(self) -> BoundaryAgreement:
        """Return what `boundary_agreement` says of the documents added."""
        nothing = Reason.NO_VARIATION if self._pairs else Reason.NO_PAIRABLE_DOCUMENTS
        similarity = self._alike / self._size if self._size else nothing
        return BoundaryAgreement(
            figure("boundary_similarity", _shown(similarity)),
            figure("boundary_pi", _corrected(similarity, self._pi_chance())),
            figure("boundary_kappa", _corrected(similarity, self._kappa_chance())),
            n_documents=self.n_documents,
            n_pairs=len(self._pairs),
            n_boundaries=self.n_boundaries,
        )

    def _pi_chance(self) -> float:
        shares = math.fsum(cuts / places for places, cuts in self._set.items())
        return (shares / self._n_shares) ** 2 if self._n_shares else 0.0

    def _kappa_chance(self) -> float:
        share = {name: Fraction(self._cuts[name], self._places[name]) for name in self._places}
        met = [pair for pair in self._pairs if share.keys() >= set(pair)]
        products = [share[one] * share[other] for one, other in met]
        return float(sum(products, Fraction()) / len(products)) if products else 0.0


def _shown(value: Fraction | Reason) -> float | Reason:
    return float(value) if isinstance(value, Fraction) else value


def _corrected(similarity: Fraction | Reason, chance: float) -> float | Reason:
    if not isinstance(similarity, Fraction):
        return similarity
    return Reason.NO_VARIATION if chance == 1 else float((similarity - chance) / (1 - chance))
