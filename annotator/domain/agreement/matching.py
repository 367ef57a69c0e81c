"""Which spans of two annotators are the same unit: a maximum one-to-one matching."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from annotator.domain.agreement.corpus import Corpus, Ints, ragged


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
    one, two = overlapping(corpus)
    swap = corpus.completion[one] > corpus.completion[two]
    left, right = np.where(swap, two, one), np.where(swap, one, two)
    starts, ends = corpus.start, corpus.end
    same = (starts[left] == starts[right]) & (ends[left] == ends[right])
    shared = np.minimum(ends[left], ends[right]) - np.maximum(starts[left], starts[right])
    union = (ends - starts)[left] + (ends - starts)[right] - shared
    half = 100 * shared >= 50 * union
    return Matches(
        _matched(corpus, left[same], right[same]), _matched(corpus, left[half], right[half])
    )


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
