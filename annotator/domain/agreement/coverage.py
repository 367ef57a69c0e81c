"""How much text each annotator marked, and how much two marked alike: a sweep over boundaries.

No array here is as long as a text; all are as long as the number of spans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from annotator.domain.agreement.corpus import Bools, Corpus, Floats, Ints, ragged


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """What alpha needs of each completion and pair; every figure is a sum of these rows.

    With K labels, C completions, P pairs and U distinct label sets; all in characters.
    """

    covered: Ints  # (C, K) L_a: characters under a label
    shared: Ints  # (P, K) I_ab: characters both put under a label
    distance: Floats  # (P,) sum over characters of the Jaccard distance of the two label sets
    sets: Bools  # (U, K) the label sets seen; the first is the empty one
    by_set: csr_array  # (C, U) characters under exactly this label set


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Disjoint stretches under one label, in the order of their completions."""

    completion: Ints
    label: Ints
    start: Ints
    end: Ints


def coverage(corpus: Corpus) -> Coverage:
    """Return the coverage of every completion and pair; O(S log S) for S spans."""
    intervals = merge(corpus)
    sizes = len(corpus.document), len(corpus.labels)
    covered = _sum_by(
        intervals.completion * sizes[1] + intervals.label,
        intervals.end - intervals.start,
        sizes[0] * sizes[1],
    ).reshape(sizes)
    sets, by_set = _label_sets(corpus, intervals)
    shared, distance = _pair_sums(corpus, intervals)
    return Coverage(covered, shared, distance, sets, by_set)


def merge(corpus: Corpus) -> Intervals:
    """Join the overlapping and abutting spans of one annotator, document and label.

    Without this, a stretch that two spans cover would be counted twice.
    """
    order = np.lexsort((corpus.start, corpus.label, corpus.completion))
    completion, label = corpus.completion[order], corpus.label[order]
    _, group = np.unique(completion * len(corpus.labels) + label, return_inverse=True)
    # Groups ascend and are further apart than any text is long: one running maximum serves all.
    offset = group * (int(corpus.end.max(initial=0)) + 1)
    reach = np.maximum.accumulate(corpus.end[order] + offset)
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = (corpus.start[order] + offset)[1:] > reach[:-1]
    closes = np.roll(opens, -1)
    return Intervals(
        completion[opens], label[opens], corpus.start[order][opens], (reach - offset)[closes]
    )


def sweep(
    group: Ints, column: Ints, start: Ints, end: Ints, width: int
) -> tuple[Ints, Ints, Bools]:
    """Cut each group's intervals at every boundary; say what is active in each section.

    The intervals of one group and column must be disjoint. Returns each marked section's
    group and length, (R,), and which of `width` columns are active in it, (R, width).

    >>> group, length, active = sweep(
    ...     np.array([0, 0]), np.array([0, 1]), np.array([0, 3]), np.array([5, 9]), 2)
    >>> length.tolist(), active.tolist()
    ([3, 2, 4], [[True, False], [True, True], [False, True]])
    """
    position = np.concatenate((start, end))
    order = np.lexsort((position, np.concatenate((group, group))))
    change = np.zeros((len(order), width), dtype=np.int8)
    change[np.arange(len(order)), np.concatenate((column, column))[order]] = np.repeat(
        np.array([1, -1], dtype=np.int8), len(start)
    )[order]
    active = np.cumsum(change, axis=0, dtype=np.int8).astype(bool)
    length = np.diff(position[order], append=0)
    # After a group's last boundary nothing is active, so that one pass serves all groups.
    kept = (length > 0) & active.any(axis=1)
    return np.concatenate((group, group))[order][kept], length[kept], active[kept]


def _label_sets(corpus: Corpus, intervals: Intervals) -> tuple[Bools, csr_array]:
    """Return the distinct label sets, and each completion's characters under each of them."""
    width = len(corpus.labels)
    completion, length, active = sweep(
        intervals.completion, intervals.label, intervals.start, intervals.end, width
    )
    packed = np.packbits(active, axis=1)
    empty = np.zeros((1, packed.shape[1]), dtype=np.uint8)
    distinct, number = np.unique(np.vstack((empty, packed)), axis=0, return_inverse=True)
    sets = np.unpackbits(distinct, axis=1, count=width).astype(bool)
    unmarked = corpus.length - _sum_by(completion, length, len(corpus.document))
    rows = np.concatenate((np.arange(len(unmarked)), completion))
    columns = np.concatenate((np.zeros(len(unmarked), dtype=np.int64), number[1:]))
    cells = np.concatenate((unmarked, length)), (rows, columns)
    return sets, csr_array(cells, shape=(len(unmarked), len(sets)))


def _pair_sums(corpus: Corpus, intervals: Intervals) -> tuple[Ints, Floats]:
    """Return I_ab by label, and the summed Jaccard distance of the label sets, of each pair."""
    n_pairs, n_labels = len(corpus.left), len(corpus.labels)
    first = np.searchsorted(intervals.completion, np.arange(len(corpus.document) + 1))
    sides = np.concatenate((corpus.left, corpus.right))
    count = np.diff(first)[sides]
    taken = ragged(first[sides], count)
    side = np.repeat(np.arange(len(sides)), count)
    group, length, active = sweep(
        side % n_pairs if n_pairs else side,
        intervals.label[taken] + n_labels * (side >= n_pairs),
        intervals.start[taken],
        intervals.end[taken],
        2 * n_labels,
    )
    both = active[:, :n_labels] & active[:, n_labels:]
    either = active[:, :n_labels] | active[:, n_labels:]
    shared = np.zeros((n_pairs, n_labels), dtype=np.int64)
    for label in range(n_labels):
        shared[:, label] = _sum_by(group, length * both[:, label], n_pairs)
    union = either.sum(axis=1)
    differing = length * (union - both.sum(axis=1)) / union
    distance = np.bincount(group, weights=differing, minlength=n_pairs)
    return shared, distance.astype(np.float64)


def _sum_by(group: Ints, values: Ints, size: int) -> Ints:
    # Float sums of whole numbers are exact below 2^53 characters.
    return np.bincount(group, weights=values, minlength=size).astype(np.int64)
