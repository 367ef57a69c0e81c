"""Which spans of two annotators are the same unit: maximum one-to-one matchings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching

from annotator.domain.agreement.arrays import (
    Bools,
    Floats,
    Ints,
    Whole,
    ragged,
    sort_rows,
    sum_cells,
)
from annotator.domain.agreement.corpus import Corpus
from annotator.domain.agreement.coverage import pair_place, pair_places


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """E pairs of spans of two annotators that share text; left is of the earlier completion."""

    left: Ints  # (E,) number of a span
    right: Ints  # (E,)
    shared: Ints  # (E,) units both cover
    union: Ints  # (E,) units either covers
    pair: Ints  # (E,) number of the pair of completions, as in `all_pairs`
    left_node: Ints  # (E,) a span takes part in as many matchings as it has partners:
    right_node: Ints  # (E,) a node for each

    def at(self, kept: Bools | Ints) -> Edges:
        """Return some of the edges."""
        return Edges(
            self.left[kept],
            self.right[kept],
            self.shared[kept],
            self.union[kept],
            self.pair[kept],
            self.left_node[kept],
            self.right_node[kept],
        )

    def reach(self, percent: int) -> Bools:
        """Say which have an intersection over union of `percent` hundredths or more: (E,)."""
        return 100 * self.shared >= percent * self.union


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """How many spans of each pair (rows) match one to one, by label (columns): (P, K).

    `mixed` counts the matches of spans of two labels among those that no span of their own label
    matches: (P, K * (K - 1) / 2), in the order of `numpy.triu_indices`.
    `closest` are the matches behind `iou`.
    """

    exact: Floats
    overlap: Floats
    iou: Floats
    mixed: Floats
    closest: Edges


def matches(corpus: Corpus, n_pairs: int, percent: int = 50) -> Matches:
    """Return the size of maximum matchings of each pair's spans, by label.

    Two spans may match when they have the same label and, for `exact`, the same offsets; for
    `overlap`, a unit in common; for `iou`, an intersection of at least `percent` hundredths of
    their union, compared in whole numbers. Every span matches at most one of the other
    annotator's; overlapping spans are not merged. Of all maximum matchings, `closest` is one
    whose intersections over union have the greatest sum.
    """
    same, mixed = overlapping(corpus, percent)
    near = same.at(same.reach(percent))
    closest = closest_edges(near)
    equal = near.at(near.shared == near.union)
    return Matches(
        _by_label(corpus, equal, matched_edges(equal), n_pairs),
        _by_label(corpus, same, matched_edges(same), n_pairs),
        _by_label(corpus, closest, np.arange(len(closest.left)), n_pairs),
        _mixed(corpus, mixed, closest, n_pairs),
        closest,
    )


def overlapping(corpus: Corpus, percent: int) -> tuple[Edges, Edges]:
    """Return each two spans of one document, by two annotators, that share a unit, once.

    First those of the same label; then, of others, those whose intersection over union reaches
    `percent` hundredths. The work grows with the number of overlaps, not with the square of the
    number of spans.
    """
    document, start, span = sort_rows(
        corpus.document[corpus.completion], corpus.start, np.arange(len(corpus.start))
    )
    end, completion = corpus.end[span], corpus.completion[span]
    rows = np.arange(len(span))
    # After a span, by start, come those that overlap it, up to the first that starts at its end.
    base = document << int(corpus.end.max(initial=0)).bit_length()
    count = np.searchsorted(base + start, base + end) - rows - 1
    one, two = np.repeat(rows, count), ragged(rows + 1, count)
    others = completion[one] != completion[two]
    one, two = one[others], two[others]
    shared = np.minimum(end[one], end[two]) - start[two]
    length, label = end - start, corpus.label[span]
    union = length[one] + length[two] - shared
    is_same = label[one] == label[two]
    swap = completion[one] > completion[two]
    left, right = span[np.where(swap, two, one)], span[np.where(swap, one, two)]
    is_mixed = ~is_same & (100 * shared >= percent * union)
    columns = left, right, shared, union
    return (
        _numbered(corpus, *(column[np.flatnonzero(is_same)] for column in columns)),
        _numbered(corpus, *(column[is_mixed] for column in columns)),
    )


def _numbered(corpus: Corpus, left: Ints, right: Ints, shared: Ints, union: Ints) -> Edges:
    raters, slots = corpus.raters(), corpus.slots()
    most = int(raters.max(initial=0))
    earlier = corpus.completion[left]
    document = corpus.document[earlier]
    left_slot, right_slot = slots[earlier], slots[corpus.completion[right]]
    pair = pair_places(raters)[document] + pair_place(raters[document], left_slot, right_slot)
    nodes = left * most + right_slot, right * most + left_slot
    return Edges(left, right, shared, union, pair, *nodes)


def matched_edges(edges: Edges) -> Ints:
    """Return one edge for each match of a maximum matching, at the match's left span."""
    single: Bools = _degree(edges.left_node) * _degree(edges.right_node) == 1
    if single.all():
        return np.arange(len(single))
    contested = np.flatnonzero(~single)
    _, first, row = np.unique(edges.left_node[contested], return_index=True, return_inverse=True)
    _, column = np.unique(edges.right_node[contested], return_inverse=True)
    graph = csr_array((np.ones(len(row), dtype=np.int8), (row, column)))
    found = maximum_bipartite_matching(graph, perm_type="column") >= 0
    return np.concatenate((np.flatnonzero(single), contested[first[found]]))


def closest_edges(edges: Edges) -> Edges:
    """Return the edges of a maximum matching whose intersections over union sum to the most.

    So annotators who marked the same match span for span. In the order of `edges`.
    """
    left_degree, right_degree = _degree(edges.left_node), _degree(edges.right_node)
    kept = left_degree * right_degree == 1
    contested = np.flatnonzero(~kept)
    if len(contested):
        near = edges.at(contested)
        iou = near.shared / near.union
        for node, other in (
            (near.left_node, right_degree[contested]),
            (near.right_node, left_degree[contested]),
        ):
            kept[contested[_best_of_stars(node, other, iou)]] = True
        tangled = _tangled(near, left_degree[contested], right_degree[contested])
        if len(tangled):
            kept[contested[tangled][_assigned(near.at(tangled))]] = True
    return edges.at(kept)


def _degree(node: Ints) -> Ints:
    """Return how many edges each edge's node has: (E,)."""
    return np.bincount(node)[node] if len(node) else node


def _is_star(node: Ints, other_degree: Ints) -> Bools:
    """Say of each edge whether its node's neighbours all have no other edge."""
    meets_others = np.bincount(node, weights=other_degree > 1)
    found: Bools = meets_others[node] == 0
    return found


def _best_of_stars(node: Ints, other_degree: Ints, iou: Floats) -> Ints:
    """Return the closest edge of each node whose neighbours have no other edge."""
    stars = np.flatnonzero(_is_star(node, other_degree))
    order = stars[np.lexsort((stars, -iou[stars], node[stars]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = node[order][1:] != node[order][:-1]
    return order[first]


def _tangled(edges: Edges, left_degree: Ints, right_degree: Ints) -> Ints:
    """Return the edges that are in no star."""
    is_star = _is_star(edges.left_node, right_degree) | _is_star(edges.right_node, left_degree)
    return np.flatnonzero(~is_star)


def _assigned(edges: Edges) -> Ints:
    """Return the edges of the closest maximum matching, component by component."""
    part, row, column = _components(edges)
    order = np.argsort(part, kind="stable")
    first = np.flatnonzero(np.diff(part[order], prepend=-1) != 0)
    n_rows, n_columns = (np.maximum.reduceat(side[order], first) + 1 for side in (row, column))
    iou = edges.shared / edges.union
    is_square = (n_rows == 2) & (n_columns == 2)
    size = np.diff(np.append(first, len(order)))
    square = order[np.repeat(is_square, size)]
    found = [_assign_squares(part[square], row[square], column[square], iou[square], square)]
    for n in np.flatnonzero(~is_square):
        own = order[first[n] : first[n] + size[n]]
        found.append(own[_assign(row[own], column[own], iou[own])])
    return np.concatenate(found)


def _components(edges: Edges) -> tuple[Whole, Ints, Ints]:
    """Return each edge's component, and its nodes' numbers within it, left and right: (E,)."""
    _, row = np.unique(edges.left_node, return_inverse=True)
    _, column = np.unique(edges.right_node, return_inverse=True)
    n_rows, n_columns = int(row.max()) + 1, int(column.max()) + 1
    size = n_rows + n_columns
    graph = csr_array((np.ones(len(row), dtype=np.int8), (row, column + n_rows)), (size, size))
    _, part = connected_components(graph, directed=False)
    ranks = _ranks(part[:n_rows]), _ranks(part[n_rows:])
    return part[row], ranks[0][row], ranks[1][column]


def _ranks(group: Whole) -> Ints:
    """Return each row's number within its group.

    >>> _ranks(np.array([5, 3, 5])).tolist()
    [0, 0, 1]
    """
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1) != 0)
    size = np.diff(np.append(first, len(order)))
    ranks = np.empty(len(group), dtype=np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(first, size)
    return ranks


def _assign_squares(part: Whole, row: Ints, column: Ints, iou: Floats, edge: Ints) -> Ints:
    """Return the matched edges of components with two spans on each side, all at once."""
    _, number = np.unique(part, return_inverse=True)
    weights = np.zeros((int(number.max(initial=-1)) + 1, 2, 2))
    weights[number, row, column] = 3 + iou  # one more match outweighs whatever two share
    straight = weights[:, 0, 0] + weights[:, 1, 1] >= weights[:, 0, 1] + weights[:, 1, 0]
    found: Ints = edge[(row == column) == straight[number]]
    return found


def _assign(row: Ints, column: Ints, iou: Floats) -> Ints:
    """Return the edges of a maximum matching with the greatest sum of `iou`, for a few edges."""
    edge = np.full((int(row.max()) + 1, int(column.max()) + 1), -1)
    edge[row, column] = np.arange(len(row))
    # One more match outweighs whatever the others share.
    weights = np.where(edge >= 0, 1 + min(edge.shape) + iou[edge], 0.0)
    chosen = edge[linear_sum_assignment(weights, maximize=True)]
    return chosen[chosen >= 0]


def _by_label(corpus: Corpus, edges: Edges, kept: Ints, n_pairs: int) -> Floats:
    """Return how many of the kept edges each pair has, by the left span's label: (P, K)."""
    shape = n_pairs, len(corpus.labels)
    return sum_cells(edges.pair[kept], corpus.label[edges.left[kept]], np.ones(len(kept)), shape)


def _mixed(corpus: Corpus, edges: Edges, taken: Edges, n_pairs: int) -> Floats:
    """Return the closest matches of spans that `taken` leaves free, by their two labels."""
    is_taken = np.zeros(int(max(_last(edges), _last(taken))) + 1, dtype=bool)
    is_taken[taken.left_node] = is_taken[taken.right_node] = True
    found = closest_edges(edges.at(~is_taken[edges.left_node] & ~is_taken[edges.right_node]))
    n_labels = len(corpus.labels)
    number = np.zeros((n_labels, n_labels), dtype=np.int64)
    one, two = np.triu_indices(n_labels, 1)
    number[one, two] = number[two, one] = np.arange(len(one))
    kinds = number[corpus.label[found.left], corpus.label[found.right]]
    return sum_cells(found.pair, kinds, np.ones(len(kinds)), (n_pairs, len(one)))


def _last(edges: Edges) -> int:
    return max(int(edges.left_node.max(initial=0)), int(edges.right_node.max(initial=0)))
