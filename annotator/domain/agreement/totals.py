"""Sums of documents' rows, as the coefficients take them: of all annotators, or of two.

A set of documents, a document left out and a resampled corpus are all a weight for each
document; `weights @ rows` are the totals, and every coefficient is a function of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.schema import Schema
from annotator.domain.agreement.statistics import Statistics


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Sums over documents for B weightings, K labels and U label sets.

    Each two annotators of a document weigh 1 / (m_d - 1) in the first block, as alpha has it;
    every unit weighs the same in the second, and every two annotators in the third.
    """

    values: Floats  # (B,) n, annotators times units
    marked: Floats  # (B, K) n_1
    both: Floats  # (B, K) o_11
    squares: Floats  # (B, K) squared lengths of stretches
    sets: Floats  # (B, U) n_c of each label set, the empty one first
    jaccard: Floats  # (B,) sum of o_ck d(c, k) over label sets
    masi: Floats  # (B,)
    unequal: Floats  # (B,) with a distance of 1 between any two sets

    items: Floats  # (B,) units that two or more annotators completed
    differing_items: Floats  # (B, K) of these, the mean share of annotator pairs that differ
    all_items: Floats  # (B,) units that anybody completed
    share: Floats  # (B, K) of these, the mean share of annotators who marked them

    compared: Floats  # (B,) units times pairs of annotators
    differing: Floats  # (B, K) of these, where the two differ


Shares = Mapping[str, tuple[Floats, Floats]]
"""What each F1 is of, by its name: matched and compared, (B, K) each."""


@dataclass(frozen=True, slots=True, eq=False)
class PairTotals:
    """Sums over the documents two annotators completed, beside their `Totals`."""

    totals: Totals
    left: Floats  # (B, K) L_a
    right: Floats  # (B, K) L_b
    shared: Floats  # (B, K) I_ab
    spans: Floats  # (B, K) N_a + N_b
    matched: dict[str, Floats]  # exact, overlap, iou: (B, K) TP

    def shares(self) -> Shares:
        """Return what F1 is of, by its name."""
        found = {name: (matched, self.spans) for name, matched in self.matched.items()}
        return {**found, "units": (self.shared, self.left + self.right)}


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """Two annotators and the rows of the documents both completed, D of them."""

    left: int
    right: int
    documents: Ints  # (D,) numbers of documents
    lengths: Floats  # (D,)
    pairs: Floats  # (D, ...), without what only sums over all pairs use
    sets: Floats  # (D, U - 1)
    n_labels: int

    def blocks(self) -> list[Floats]:
        """Return the rows as matrices side by side: (D, ...)."""
        return [self.lengths[:, None], self.pairs, self.sets]

    def totals(self, sums: Floats) -> PairTotals:
        """Return the totals that sums of the rows are, (B, ...)."""
        k = self.n_labels
        n, sums, sets = np.split(sums, [1, 1 + self.pairs.shape[1]], axis=1)
        n = n[:, 0]
        left, right, shared, squares, spans, exact, overlap, iou, rest = np.split(
            sums, [k, 2 * k, 3 * k, 4 * k, 5 * k, 6 * k, 7 * k, 8 * k], axis=1
        )
        differing = left + right - 2 * shared
        totals = Totals(
            values=2 * n,
            marked=left + right,
            both=2 * shared,
            squares=squares,
            sets=_with_empty(2 * n, sets),
            jaccard=2 * rest[:, 0],
            masi=2 * rest[:, 1],
            unequal=2 * rest[:, 2],
            items=n,
            differing_items=differing,
            all_items=n,
            share=(left + right) / 2,
            compared=n,
            differing=differing,
        )
        matched = {"exact": exact, "overlap": overlap, "iou": iou}
        return PairTotals(totals, left, right, shared, spans, matched)

    def shared(self) -> Floats:
        """Return the rows that `shares` takes the sums of: (D, 6 K)."""
        k = self.n_labels
        marked = self.pairs[:, :k] + self.pairs[:, k : 2 * k]
        rest = self.pairs[:, 2 * k : 3 * k], self.pairs[:, 4 * k : 8 * k]
        return np.concatenate((marked, *rest), axis=1)

    def shares(self, sums: Floats) -> Shares:
        """Return what F1 is of, from sums of the rows `shared`, (B, 6 K)."""
        marked, shared, spans, exact, overlap, iou = np.split(sums, 6, axis=1)
        matched = {"exact": exact, "overlap": overlap, "iou": iou}
        return {**{name: (own, spans) for name, own in matched.items()}, "units": (shared, marked)}

    def spans(self) -> Floats:
        """Return the columns of N_a + N_b: (D, K)."""
        return self.pairs[:, 4 * self.n_labels : 5 * self.n_labels]


@dataclass(frozen=True, slots=True, eq=False)
class Everyone:
    """The rows of the D documents that two or more completed, and the sum of the others'."""

    documents: Ints  # (D,) numbers of documents
    rows: Floats  # (D, ...)
    alone: Floats  # (...,) what documents of one annotator add, whatever the weights
    relations: Floats  # (D, 2 * types) matched, and drawn by either of two annotators
    answers: csr_array  # (D, ...)
    spans: Floats  # (K,) how many were marked on these documents
    drawn: Floats  # (types,) how many relations were drawn on them
    n_labels: int
    n_sets: int
    n_raters: int | None  # of each document, where it is the same number

    def totals(self, sums: Floats) -> Totals:
        """Return the totals that sums of the rows are, (B, ...)."""
        k = self.n_labels
        sums = sums + self.alone
        names = (1, k, k, k, self.n_sets, 1, 1, 1, 1, k, 1, k, 1, k)
        values, marked, both, squares, sets, *rest = np.split(sums, np.cumsum(names)[:-1], axis=1)
        jaccard, masi, unequal, items, differing_items, all_items, share, compared, differing = rest
        return Totals(
            values[:, 0],
            marked,
            both,
            squares,
            _with_empty(values[:, 0], sets),
            jaccard[:, 0],
            masi[:, 0],
            unequal[:, 0],
            items[:, 0],
            differing_items,
            all_items[:, 0],
            share,
            compared[:, 0],
            differing,
        )


def everyone(statistics: Statistics) -> Everyone:
    """Return the rows of all annotators' coefficients."""
    schema = statistics.schema
    k, blocks = len(schema.labels), schema.pair_blocks()
    length, raters = statistics.documents[:, 0], statistics.documents[:, 1]
    share = statistics.documents[:, 2:]
    pairable, single = np.flatnonzero(raters > 1), raters == 1
    sums = sum_pairs(statistics, statistics.pairs)
    sets = sum_pairs(statistics, statistics.sets)
    m = raters[pairable]
    rows = _rows(schema, length[pairable], m, share[pairable], sums, sets)
    # `share` stands between the second and the third block.
    alone = np.zeros(rows.shape[1])
    first = rows.shape[1] - 2 * k - 2
    alone[first] = length[single].sum()
    alone[first + 1 : first + 1 + k] = share[single].sum(axis=0)
    spans, relations = sums[:, blocks.by_label["spans"]], sums[:, blocks.relations]
    # Each annotator's spans and relations are compared with those of all the others.
    drawn = relations[:, len(schema.types) :]
    return Everyone(
        pairable,
        rows,
        alone,
        relations,
        statistics.answers[pairable],
        (spans / (m - 1)[:, None]).sum(axis=0),
        (drawn / (m - 1)[:, None]).sum(axis=0),
        k,
        len(schema.kinds),
        int(m[0]) if len(m) and (m == m[0]).all() else None,
    )


def _rows(
    schema: Schema, length: Floats, raters: Floats, share: Floats, sums: Floats, sets: Floats
) -> Floats:
    """Return `Everyone.rows` from the sums of documents' pairs."""
    blocks = schema.pair_blocks()
    left, right, shared, squares = (sums[:, at] for at in list(blocks.by_label.values())[:4])
    # Sums are whole before they are divided, so that equal annotators reach exactly 1.
    partners = (raters - 1)[:, None]
    pairs = (raters * (raters - 1) / 2)[:, None]
    differing, units = left + right - 2 * shared, length[:, None]
    weighed = (
        raters[:, None] * units,
        (left + right) / partners,
        2 * shared / partners,
        squares / partners,
        sets / partners,
        2 * sums[:, blocks.distances] / partners,
    )
    unweighed = units, differing / pairs, units, share, pairs * units, differing
    return np.concatenate((*weighed, *unweighed), axis=1)


def sum_teams(schema: Schema, n_raters: int, found: Sequence[Floats]) -> Floats:
    """Return sums of `Everyone.rows` from those of all teams' rows, (B, ...) each.

    So they are where each document has the same number of annotators, who all are in all teams.
    """
    blocks, total = schema.pair_blocks(), sum(found[1:], start=found[0])
    _, pairs, sets = np.split(total, [1, 1 + blocks.distances.stop], axis=1)
    marked = pairs[:, blocks.by_label["left"]] + pairs[:, blocks.by_label["right"]]
    raters = np.full(len(total), float(n_raters))
    return _rows(schema, found[0][:, 0], raters, marked / (n_raters * (n_raters - 1)), pairs, sets)


def sum_pairs(statistics: Statistics, rows: Floats) -> Floats:
    """Return the sums of pairs' rows by document, of those documents that have pairs."""
    first = np.flatnonzero(np.diff(statistics.document, prepend=-1) != 0)
    size = np.diff(np.append(first, len(rows)))
    found: Floats = rows[first]
    # A few wide additions are many times faster than `numpy.add.reduceat` on columns.
    for n in range(1, int(size.max(initial=0))):
        longer = size > n
        if longer.all():
            found += rows[first + n]
        else:
            found[longer] += rows[first[longer] + n]
    return found


def teams(statistics: Statistics) -> list[Team]:
    """Return every two annotators who share a document, in ascending order."""
    width = max(1, len(statistics.schema.annotators))
    number = statistics.left.astype(np.int64) * width + statistics.right
    order = np.argsort(number, kind="stable")
    distinct, first = np.unique(number[order], return_index=True)
    width_of_pairs = statistics.schema.pair_blocks().distances.stop
    found = []
    for team, rows in zip(distinct.tolist(), np.split(order, first[1:]), strict=False):
        taken = _even(rows)
        documents = statistics.document[taken].astype(np.int64)
        found.append(
            Team(
                team // width,
                team % width,
                documents,
                statistics.documents[documents, 0],
                statistics.pairs[taken, :width_of_pairs],
                statistics.sets[taken],
                len(statistics.schema.labels),
            )
        )
    return found


def _even(rows: Ints) -> Ints | slice:
    """Return evenly spaced rows as a slice, which copies nothing."""
    steps = np.diff(rows)
    if len(steps) and (steps == steps[0]).all():
        return slice(int(rows[0]), int(rows[-1]) + 1, int(steps[0]))
    return rows


def _with_empty(values: Floats, sets: Floats) -> Floats:
    return np.concatenate(((values - sets.sum(axis=1))[:, None], sets), axis=1)
