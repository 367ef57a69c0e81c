"""The figures of each document by itself, for a list of documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints, divide
from annotator.domain.agreement.f1 import f1
from annotator.domain.agreement.measures import NAMES, OF_TWO, coverage_values, with_sum
from annotator.domain.agreement.schema import PairBlocks
from annotator.domain.agreement.statistics import Statistics
from annotator.domain.agreement.totals import everyone, sum_pairs
from annotator.errors import InvalidInput

KEYS = tuple(key for key in NAMES if key not in OF_TWO)
"""The figures that a document of two or more annotators may have."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentFigures:
    """Figures of D documents; columns are K labels and a last one for all, as in a report."""

    values: Mapping[str, Floats]  # by key: (D, K + 1), NaN where undefined or no such figure
    n_annotators: Ints  # (D,) who completed it
    n_spans: Ints  # (D, K + 1) as they were marked; 0 where fewer than two completed it


def figures_by_document(
    statistics: Statistics, keys: Collection[str] = ("alpha", "f1_iou")
) -> DocumentFigures:
    """Return what a report of each document alone says of all its annotators.

    `keys` are some of `KEYS`. Raises InvalidInput for another one.

    >>> from annotator.domain.agreement.corpus import make_corpus
    >>> from annotator.domain.agreement.statistics import statistics
    >>> corpus = make_corpus(
    ...     annotators=["ada", "bo"], labels=["actor"], lengths=[10, 10],
    ...     completions=([0, 0, 1], [0, 1, 0]), spans=([0, 0], [0, 1], [0, 0], [0, 0], [5, 4]))
    >>> found = figures_by_document(statistics(corpus), ["alpha"])
    >>> found.values["alpha"].round(3).tolist(), found.n_annotators.tolist()
    ([[0.808, 0.808], [nan, nan]], [2, 1])
    """
    if unknown := sorted(set(keys) - set(KEYS)):
        raise InvalidInput(f"A document's figures are {list(KEYS)}; seen {unknown}.")
    whole = everyone(statistics)
    # The sum of one document's rows is its row; the others add nothing to it.
    totals = replace(whole, alone=np.zeros_like(whole.alone)).totals(whole.rows)
    own = dict(coverage_values(statistics.schema, totals, keys))
    own |= {key: _mean_f1(statistics, key) for key in keys if key.startswith("f1_")}
    raters = statistics.documents[:, 1].astype(np.int64)
    columns = len(statistics.schema.labels) + 1
    values = {key: np.full((len(raters), columns), np.nan) for key in keys}
    for key, found in values.items():
        found[whole.documents] = own[key]
    n_spans = np.zeros((len(raters), columns), dtype=np.int64)
    n_spans[whole.documents] = _spans(statistics, raters[whole.documents])
    return DocumentFigures(values, raters, n_spans)


def _mean_f1(statistics: Statistics, key: str) -> Floats:
    """Return the mean of F1 over the pairs of each document that has some: (D, K + 1)."""
    matched, compared = _shares(statistics, statistics.schema.pair_blocks(), key)
    by_pair = f1(with_sum(matched), with_sum(compared))
    defined = ~np.isnan(by_pair)
    sums = sum_pairs(statistics, np.where(defined, by_pair, 0))
    return divide(sums, sum_pairs(statistics, defined.astype(np.float64)))


def _shares(statistics: Statistics, blocks: PairBlocks, key: str) -> tuple[Floats, Floats]:
    """Return what F1 is of, matched and compared, of each pair: (P, K) each."""
    pairs, at = statistics.pairs, blocks.by_label
    if key == "f1_units":
        return pairs[:, at["shared"]], pairs[:, at["left"]] + pairs[:, at["right"]]
    return pairs[:, at[key.removeprefix("f1_")]], pairs[:, at["spans"]]


def _spans(statistics: Statistics, raters: Ints) -> Ints:
    """Return the spans of documents that have pairs: (D, K + 1)."""
    columns = statistics.schema.pair_blocks().by_label["spans"]
    # Each annotator's spans are in the pairs with all the others.
    by_label = sum_pairs(statistics, statistics.pairs[:, columns]) / (raters - 1)[:, None]
    return with_sum(by_label.round()).astype(np.int64)
