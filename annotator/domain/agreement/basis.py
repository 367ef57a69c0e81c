"""What a scope's figures rest on, and why one of them may be undefined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.data import Reason
from annotator.domain.agreement.evaluation import Tables
from annotator.domain.agreement.measures import OF_ALL, prevalence, with_sum
from annotator.domain.agreement.totals import Team


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """How much a scope's figures rest on; columns are K labels and a last one for all."""

    n_documents: int
    n_annotators: int
    n_pairs: int
    n_spans: Ints  # (K + 1,)
    n_pairs_with_spans: Ints  # (K + 1,)
    values: float  # annotators times units
    marked: Floats  # (K + 1,)
    prevalence: Floats  # (K,)
    is_complete: bool = True

    def pairs_of(self, key: str, column: int) -> int:
        """Return how many pairs of annotators a figure is of."""
        return int(self.n_pairs_with_spans[column]) if key.startswith("f1_") else self.n_pairs

    def reason(self, key: str, column: int) -> Reason:
        """Say why a figure is undefined, given that it is."""
        if not self.n_documents:
            return Reason.NO_PAIRABLE_DOCUMENTS
        if key in OF_ALL and not self.is_complete:
            return Reason.NOT_ALL_BY_ALL
        if key == "percent_agreement":
            return Reason.NO_TEXT
        return Reason.NO_VARIATION if self.marked[column] else Reason.NO_SPANS


def basis_of_all(tables: Tables) -> Basis:
    """Return what the figures of all annotators rest on."""
    whole = tables.everyone
    k = whole.n_labels
    totals = whole.totals(whole.rows.sum(axis=0, keepdims=True))
    by_team = [team.spans().sum(axis=0) for team in tables.teams]
    with_spans = with_sum(np.array(by_team).reshape(len(by_team), k)) > 0
    return Basis(
        len(whole.documents),
        len({name for team in tables.teams for name in (team.left, team.right)}),
        len(tables.teams),
        with_sum(whole.spans).round().astype(np.int64),
        with_spans.sum(axis=0),
        float(totals.values[0]),
        with_sum(totals.marked[0]),
        prevalence(totals)[0],
        tables.is_complete,
    )


def basis_of_two(team: Team | None, n_labels: int) -> Basis:
    """Return what the figures of two annotators rest on; without a team they share nothing."""
    if team is None:
        none = np.zeros(n_labels + 1)
        counts = none.astype(np.int64)
        return Basis(0, 0, 0, counts, counts, 0.0, none, np.full(n_labels, np.nan))
    rows = [block.sum(axis=0, keepdims=True) for block in team.blocks()]
    sums = team.totals(np.concatenate(rows, axis=1))
    spans = with_sum(sums.spans[0]).astype(np.int64)
    totals = sums.totals
    return Basis(
        len(team.documents),
        2,
        1,
        spans,
        (spans > 0).astype(np.int64),
        float(totals.values[0]),
        with_sum(totals.marked[0]),
        prevalence(totals)[0],
    )
