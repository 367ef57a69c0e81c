"""Some of the annotators, as if there had been no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from annotator.domain.agreement.arrays import Bools, Floats, Int32s, Ints, sum_by
from annotator.domain.agreement.statistics import Statistics


def among(statistics: Statistics, annotators: Collection[str]) -> Statistics:
    """Return what the statistics would be had only these annotators existed.

    The documents stay, with those who are left: several, one or none. Attributes are not asked
    any more: spans are grouped over all annotators, so that answers do not follow from fewer.
    Label sets that no longer occur stay as columns. Names of nobody add nothing.

    >>> from annotator.domain.agreement.corpus import make_corpus
    >>> from annotator.domain.agreement.statistics import statistics
    >>> corpus = make_corpus(
    ...     annotators=["ada", "bo", "cy"], labels=["actor"], lengths=[10],
    ...     completions=([0, 0, 0], [0, 1, 2]), spans=([0], [2], [0], [5], [9]))
    >>> found = among(statistics(corpus), ["cy"])
    >>> dict(zip(found.schema.documents, found.documents[0].tolist()))
    {'length': 10.0, 'raters': 1.0, 'share actor': 4.0}
    """
    schema = statistics.schema
    kept = np.array([name in annotators for name in schema.annotators], dtype=bool)
    number = (np.cumsum(kept) - 1).astype(np.int32)
    every = _completions(statistics)
    own = every.at(kept[every.annotator])
    raters = np.bincount(own.document, minlength=len(statistics.documents))
    alone = np.full(len(raters), -1, dtype=np.int32)
    single = raters[own.document] == 1
    alone[own.document[single]] = number[own.annotator[single]]
    pairs = kept[statistics.left] & kept[statistics.right]
    names = tuple(name for name, is_kept in zip(schema.annotators, kept, strict=True) if is_kept)
    return Statistics(
        replace(schema, annotators=names, attributes=(), values=()),
        np.column_stack((statistics.documents[:, 0], raters, own.shares(raters))),
        alone,
        statistics.document[pairs],
        number[statistics.left[pairs]],
        number[statistics.right[pairs]],
        statistics.pairs[pairs],
        statistics.sets[pairs],
        csr_array((len(raters), 0)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Completions:
    """C completions of documents, each with the units it marked of each of K labels."""

    document: Int32s  # (C,)
    annotator: Int32s  # (C,)
    marked: Floats  # (C, K)

    def at(self, kept: Bools) -> _Completions:
        return _Completions(self.document[kept], self.annotator[kept], self.marked[kept])

    def shares(self, raters: Ints) -> Floats:
        """Return, by label, how many annotators of a document marked a unit: (D, K)."""
        found = np.zeros((len(raters), self.marked.shape[1]))
        for label, marked in enumerate(self.marked.T):
            found[:, label] = sum_by(self.document, marked, len(raters))
        return found / np.maximum(raters, 1)[:, None]


def _completions(statistics: Statistics) -> _Completions:
    """Return who completed what: the first of a document's annotators has a pair with each."""
    by_label = statistics.schema.pair_blocks().by_label
    document, left, right = statistics.document, statistics.left, statistics.right
    opens = np.diff(document, prepend=-1) != 0
    of_first = left == left[opens][np.cumsum(opens) - 1]
    single = np.flatnonzero(statistics.alone >= 0).astype(np.int32)
    return _Completions(
        np.concatenate((document[opens], document[of_first], single)),
        np.concatenate((left[opens], right[of_first], statistics.alone[single])),
        np.concatenate(
            (
                statistics.pairs[opens, by_label["left"]],
                statistics.pairs[of_first, by_label["right"]],
                statistics.documents[single, 2:],
            )
        ),
    )
