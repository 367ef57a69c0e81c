"""How much text each annotator marked, and how much two marked alike: a sweep over boundaries.

No array here is as long as a text; all are as long as the number of spans, or of pairs of
completions. Offsets count whatever unit the corpus has.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array

from annotator.domain.agreement.arrays import Bools, Floats, Ints, sort_rows, sum_cells
from annotator.domain.agreement.corpus import Corpus
from annotator.domain.agreement.sets import jaccard_distances, masi_distances

MOST_DENSE_LABELS = 5  # up to here a corpus has every set of labels, seen or not
WORD = 62  # bits of a word that hold labels
DENSE_CELLS = 1 << 21


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """One annotator's overlapping spans of one label joined; abutting ones are kept apart."""

    completion: Ints
    label: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sections:
    """Documents cut at every boundary of a stretch: R sections, and who has which labels there."""

    document: Ints  # (R,)
    length: Ints  # (R,)
    sets: tuple[Ints, ...]  # by slot: (R,) the number of the label set


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """What the coverage measures need of each two completions of a document: P pairs.

    With K labels and U label sets, in units of the corpus. The columns of `sets` but the first,
    the empty set's, hold the units the two put under exactly that set, together.
    """

    left: Floats  # (P, K) L_a of the earlier completion
    right: Floats  # (P, K) L_b of the later one
    shared: Floats  # (P, K) I_ab: units both put under a label
    squares: Floats  # (P, K) the squared lengths of both's stretches, summed
    jaccard: Floats  # (P,) the Jaccard distance of their label sets, summed over units
    masi: Floats  # (P,) the MASI distance, likewise
    unequal: Floats  # (P,) units where the two label sets are not equal
    sets: Floats  # (P, U)
    kinds: Bools  # (U, K) the label sets; the first is empty


def coverage(corpus: Corpus, left: Ints, right: Ints) -> Coverage:
    """Return the coverage of each pair (`left`, `right`) of completions; O(S log S) for S spans.

    The pairs are all of the corpus, in the order of `all_pairs`.
    """
    n_labels = len(corpus.labels)
    stretches = join_overlaps(corpus)
    sections, kinds = sweep(corpus, stretches)
    features = _features(kinds)
    sums = _pair_sums(corpus, sections, features, len(left))
    squares = sum_cells(
        stretches.completion,
        stretches.label,
        (stretches.end - stretches.start).astype(np.float64) ** 2,
        (len(corpus.document), n_labels),
    )
    lefts, rights, shared, rest = np.split(sums, [n_labels, 2 * n_labels, 3 * n_labels], axis=1)
    return Coverage(
        lefts,
        rights,
        shared,
        squares[left] + squares[right],
        rest[:, 0],
        rest[:, 1],
        rest[:, 2],
        rest[:, 3:],
        kinds,
    )


def all_pairs(corpus: Corpus) -> tuple[Ints, Ints]:
    """Return every two completions of one document: by document, then left, then right."""
    raters, first = corpus.raters(), corpus.first_completions()
    found = [np.zeros((2, 0), dtype=np.int64)]
    for size in np.unique(raters[raters > 1]):
        one, two = np.triu_indices(int(size), 1)
        base = first[:-1][raters == size][:, None]
        found.append(np.stack(((base + one).reshape(-1), (base + two).reshape(-1))))
    pairs = np.concatenate(found, axis=1)
    if len(found) > 2:
        pairs = pairs[:, np.lexsort(pairs[::-1])]
    left: Ints = pairs[0]
    return left, pairs[1]


def pair_places(raters: Ints) -> Ints:
    """Return the number of each document's first pair."""
    counts: Ints = raters * (raters - 1) // 2
    return np.cumsum(counts) - counts


def pair_place(raters: Ints, left: Ints | int, right: Ints | int) -> Ints:
    """Return the place of the pair of slots left < right among its document's pairs.

    >>> pair_place(np.array([4, 4]), np.array([0, 1]), np.array([3, 2])).tolist()
    [2, 3]
    """
    found: Ints = left * (2 * raters - left - 1) // 2 + (right - left - 1)
    return found


def join_overlaps(corpus: Corpus) -> Stretches:
    """Join the overlapping spans of one annotator, document and label, but not abutting ones.

    Without this, a stretch that two spans cover would be counted twice.
    """
    n_labels = len(corpus.labels)
    group, start, length = sort_rows(
        corpus.completion.astype(np.int64) * n_labels + corpus.label,
        corpus.start,
        corpus.end - corpus.start,
    )
    # Groups ascend and are further apart than any text is long: one running maximum serves all.
    base = group << int(corpus.end.max(initial=0)).bit_length()
    reach = np.maximum.accumulate(base + start + length)
    opens = np.ones(len(group), dtype=bool)
    opens[1:] = (base + start)[1:] >= reach[:-1]
    closes = np.roll(opens, -1)
    completion, label = np.divmod(group[opens], max(1, n_labels))
    return Stretches(completion, label, start[opens], (reach - base)[closes])


def sweep(corpus: Corpus, stretches: Stretches) -> tuple[Sections, Bools]:
    """Cut each document at every boundary; number the label set of each annotator there.

    Returns the sections, of which some have no length, and the label sets (U, K), the first of
    them empty. A document's last section reaches into the next one and is nobody's.
    """
    n_labels = len(corpus.labels)
    parts = -(-n_labels // WORD) or 1  # words a label set takes
    width = min(n_labels, WORD) or 1
    place = corpus.slots()[stretches.completion] * parts + stretches.label // width
    code = place * width + stretches.label % width
    document = corpus.document[stretches.completion]
    group, position, event = sort_rows(
        np.concatenate((document, document)),
        np.concatenate((stretches.start, stretches.end)),
        np.concatenate((code, code)),
    )
    length = np.empty_like(position)
    np.subtract(position[1:], position[:-1], out=length[:-1])
    length[-1:] = 0
    places = int(corpus.raters().max(initial=0)) * parts
    masks = _masks(event, places, width)
    by_slot = [masks[n : n + parts] for n in range(0, places, parts)]
    sets, kinds = _numbered(by_slot, n_labels, width)
    return Sections(group, length, sets), kinds


def _masks(event: Ints, places: int, width: int) -> list[Ints]:
    """Return which labels are active after each event, a word of `width` bits for each place."""
    per_word = WORD // width
    low = (1 << width) - 1
    found: list[Ints] = []
    for first in range(0, places, per_word):
        bit = event - first * width
        own = (bit >= 0) & (bit < per_word * width)
        toggled = np.where(own, np.int64(1) << np.where(own, bit, 0), 0)
        state = np.bitwise_xor.accumulate(toggled)
        taken = min(per_word, places - first)
        found += [(state >> (n * width)) & low for n in range(taken)]
    return found


def _numbered(
    by_slot: list[list[Ints]], n_labels: int, width: int
) -> tuple[tuple[Ints, ...], Bools]:
    """Return each slot's sets as numbers, and the sets of those numbers: (U, K)."""
    if n_labels <= MOST_DENSE_LABELS:
        every = np.arange(1 << n_labels)
        return tuple(masks[0] for masks in by_slot), _members([every], n_labels, width)
    empty = np.zeros((1, len(by_slot[0]) if by_slot else 1), dtype=np.int64)
    rows = [empty, *(np.stack(masks, axis=1) for masks in by_slot)]
    distinct, numbers = np.unique(np.concatenate(rows), axis=0, return_inverse=True)
    numbers = numbers.reshape(-1)[1:]
    sets = tuple(np.split(numbers, len(by_slot))) if by_slot else ()
    return sets, _members(list(distinct.T), n_labels, width)


def _members(words: list[Ints], n_labels: int, width: int) -> Bools:
    bits = [(words[k // width] >> (k % width)) & 1 for k in range(n_labels)]
    if not bits:
        return np.zeros((len(words[0]), 0), dtype=bool)
    return np.stack(bits, axis=1).astype(bool)


def _features(kinds: Bools) -> tuple[Bools, Floats, Floats]:
    return kinds, jaccard_distances(kinds), masi_distances(kinds)


def _pair_sums(
    corpus: Corpus, sections: Sections, features: tuple[Bools, Floats, Floats], n_pairs: int
) -> Floats:
    """Return each pair's sums: left, right, shared (K each), three distances, sets (U)."""
    kinds = features[0]
    raters = corpus.raters()
    places = pair_places(raters)
    sums = np.zeros((n_pairs, 3 * kinds.shape[1] + 3 + len(kinds)))
    for left, right in combinations(range(len(sections.sets)), 2):
        is_pair = raters > right
        documents = np.flatnonzero(is_pair)
        joint = sections.sets[left] * len(kinds) + sections.sets[right]
        # Nobody's stretch is open in a section of neither, or beyond a document's end.
        kept = (joint > 0) & is_pair[sections.document]
        rows = places[documents] + pair_place(raters[documents], left, right)
        sums[rows] = _summed(
            (np.cumsum(is_pair) - 1)[sections.document[kept]],
            joint[kept],
            sections.length[kept],
            len(documents),
            features,
        )
    return sums


def _summed(
    row: Ints, joint: Ints, length: Ints, n_rows: int, features: tuple[Bools, Floats, Floats]
) -> Floats:
    """Return the sums of each row over its sections, whose two sets are `joint`."""
    n_kinds = len(features[0])
    if n_rows * n_kinds**2 <= DENSE_CELLS:
        seen = np.arange(n_kinds**2)
        cells = sum_cells(row, joint, length, (n_rows, n_kinds**2))
        return cells @ _joint_features(seen, *features)
    seen, number = np.unique(joint, return_inverse=True)
    sparse = csr_array((length.astype(np.float64), (row, number)), shape=(n_rows, len(seen)))
    return np.asarray(sparse @ _joint_features(seen, *features))


def _joint_features(joint: Ints, kinds: Bools, jaccard: Floats, masi: Floats) -> Floats:
    """Return what a unit adds to its pair's sums, for each pair of label sets: (joint, sums)."""
    one, two = np.divmod(joint, len(kinds))
    every = np.eye(len(kinds))
    every[0, 0] = 0  # the empty set is what remains of a document
    return np.concatenate(
        (
            kinds[one],
            kinds[two],
            kinds[one] & kinds[two],
            jaccard[one, two][:, None],
            masi[one, two][:, None],
            (one != two)[:, None],
            every[one] + every[two],
        ),
        axis=1,
        dtype=np.float64,
    )
