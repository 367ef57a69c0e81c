"""Which spans of two annotators are the same unit: a maximum one-to-one matching."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching

from annotator.domain.agreement.corpus import Corpus, Floats, Ints, ragged


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """How many spans of each pair (rows) match one to one, by label (columns): (P, K)."""

    exact: Ints
    iou50: Ints


def matches(corpus: Corpus) -> Matches:
    """Return the size of a maximum matching of each pair's spans, by label.

    Two spans may match when they have the same label and, for `exact`, the same offsets; for
    `iou50`, an intersection of at least half their union, compared in whole numbers. Every span
    matches at most one of the other annotator's; overlapping spans are not merged.
    """
    left, right, shared, union = _edges(corpus)
    same = shared == union
    half = 100 * shared >= 50 * union
    return Matches(
        _matched(corpus, left[same], right[same]), _matched(corpus, left[half], right[half])
    )


def closest_matching(corpus: Corpus) -> tuple[Ints, Ints, Floats]:
    """Return which spans match which, at an intersection of half the union or more.

    Of all maximum matchings of a pair's spans of a label (those that `matches` counts) it is one
    whose intersections over union have the greatest sum; so annotators who marked the same
    match span for span. Returns numbers of spans and the matches' intersections over union,
    three columns (matches,), in the order of the left spans; left is of the earlier completion.
    """
    left, right, shared, union = _edges(corpus)
    half = 100 * shared >= 50 * union
    left, right, iou = left[half], right[half], shared[half] / union[half]
    pair = corpus.pair_rows(corpus.completion[left], corpus.completion[right])
    # A span takes part in as many matchings as its annotator has partners: a node for each.
    ends = np.concatenate((left, right)) + np.tile(pair, 2) * len(corpus.start)
    _, node = np.unique(ends, return_inverse=True)
    rows, columns = np.split(node, 2)
    n_nodes = int(node.max(initial=-1)) + 1
    graph = csr_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), (n_nodes, n_nodes))
    _, component = connected_components(graph, directed=False)
    _, group, size = np.unique(component[rows], return_inverse=True, return_counts=True)
    kept = size[group] == 1  # only two spans, and they match
    contested = np.flatnonzero(~kept)
    contested = contested[np.argsort(group[contested], kind="stable")]
    cuts = np.flatnonzero(np.diff(group[contested])) + 1
    for edges in np.split(contested, cuts):
        kept[edges[_assigned(rows[edges], columns[edges], iou[edges])]] = True
    order = np.lexsort((right[kept], left[kept]))
    return left[kept][order], right[kept][order], iou[kept][order]


def _assigned(rows: Ints, columns: Ints, iou: Floats) -> Ints:
    """Return the edges of a maximum matching with the greatest sum of `iou`, for a few edges."""
    _, row = np.unique(rows, return_inverse=True)
    _, column = np.unique(columns, return_inverse=True)
    edge = np.full((row.max(initial=-1) + 1, column.max(initial=-1) + 1), -1)
    edge[row, column] = np.arange(len(rows))
    # One more match outweighs whatever the others share.
    weights = np.where(edge >= 0, 1 + min(edge.shape) + iou[edge], 0.0)
    chosen = edge[linear_sum_assignment(weights, maximize=True)]
    return chosen[chosen >= 0]


def _edges(corpus: Corpus) -> tuple[Ints, Ints, Ints, Ints]:
    """Return each two overlapping spans, the earlier completion's left; what they share, cover."""
    one, two = overlapping(corpus)
    swap = corpus.completion[one] > corpus.completion[two]
    left, right = np.where(swap, two, one), np.where(swap, one, two)
    starts, ends = corpus.start, corpus.end
    shared = np.minimum(ends[left], ends[right]) - np.maximum(starts[left], starts[right])
    return left, right, shared, (ends - starts)[left] + (ends - starts)[right] - shared


def overlapping(corpus: Corpus) -> tuple[Ints, Ints]:
    """Return each two spans of one document and label, by two annotators, that share text.

    Every two of them come once. The work grows with the number of overlaps, not with the
    square of the number of spans.
    """
    group = corpus.document[corpus.completion] * len(corpus.labels) + corpus.label
    order = np.lexsort((corpus.start, group))
    _, number = np.unique(group[order], return_inverse=True)
    offset = number * (int(corpus.end.max(initial=0)) + 1)
    rows = np.arange(len(order))
    # After a span, by start, come those that overlap it, up to the first that starts at its end.
    beyond = np.searchsorted(corpus.start[order] + offset, corpus.end[order] + offset)
    count = beyond - rows - 1
    one, two = order[np.repeat(rows, count)], order[ragged(rows + 1, count)]
    others = corpus.completion[one] != corpus.completion[two]
    return one[others], two[others]


def _matched(corpus: Corpus, left: Ints, right: Ints) -> Ints:
    """Return the size of a maximum matching on these edges, by pair and label: (P, K)."""
    shape = len(corpus.left), len(corpus.labels)
    if not len(left):
        return np.zeros(shape, dtype=np.int64)
    pair = corpus.pair_rows(corpus.completion[left], corpus.completion[right])
    # A span takes part in as many matchings as its annotator has partners: a node for each.
    n_spans = len(corpus.start)
    nodes, rows = np.unique(pair * n_spans + left, return_inverse=True)
    _, columns = np.unique(pair * n_spans + right, return_inverse=True)
    graph = csr_array((np.ones(len(rows), dtype=np.int8), (rows, columns)))
    found = nodes[maximum_bipartite_matching(graph, perm_type="column") >= 0]
    cells = found // n_spans * shape[1] + corpus.label[found % n_spans]
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
