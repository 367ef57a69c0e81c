"""The whole report: every figure for all annotators, for each label and for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.domain.agreement.alpha import alpha_of_label, alpha_of_sets, jaccard_distances
from annotator.domain.agreement.attributes import AskedAttribute, attribute_agreement
from annotator.domain.agreement.corpus import Corpus, Floats, Ints, read_corpus
from annotator.domain.agreement.coverage import Coverage, coverage
from annotator.domain.agreement.data import (
    Agreement,
    AgreementReport,
    DocumentSpans,
    Figures,
    PairReport,
    Reason,
)
from annotator.domain.agreement.f1 import mean_f1
from annotator.domain.agreement.matching import Matches, matches
from annotator.domain.agreement.relations import relation_agreement


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """The additive rows of which every figure is made."""

    corpus: Corpus
    coverage: Coverage
    matches: Matches
    spans: Ints  # (C, K) spans of each completion and label
    distances: Floats  # (U, U) between the label sets


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The rows one figure is about; `partners` is m - 1 of each pair's document, within it."""

    completions: Ints
    pairs: Ints
    partners: Ints
    team: Ints  # (pairs,) which two annotators, as a number
    teams: int


@dataclass(frozen=True, slots=True)
class Counts:
    n_documents: int
    n_annotators: int
    n_spans: int


def agreement_report(
    documents: Sequence[DocumentSpans],
    labels: Sequence[str],
    types: Sequence[str] = (),
    attributes: Sequence[AskedAttribute] = (),
) -> AgreementReport:
    """Return the agreement of all annotators, on each label, and of every two annotators.

    Alpha is Krippendorff's on characters: of a label alone, or, overall, of label sets with the
    Jaccard distance. F1 pools documents (and, overall, labels) for each pair of annotators and
    is then the mean over pairs. Only documents that two or more completed count. A figure that
    is undefined has a reason instead of a value. `types` are those of relations, `attributes`
    what is asked of spans; `relation_agreement` and `attribute_agreement` define their figures.
    Raises InvalidInput for a label named twice, a span whose label is not in `labels`, or a
    relation whose type is not in `types`.

    >>> from annotator.domain.spans import Span
    >>> actor = Span(0, 5, "actor")
    >>> document = DocumentSpans(10, {"ada": [actor], "bo": [actor], "cy": [Span(0, 4, "actor")]})
    >>> report = agreement_report([document], ["actor", "evidence"])
    >>> round(report.overall.alpha.value, 3), round(report.overall.f1_exact.value, 3)
    (0.871, 0.333)
    >>> report.pairs["ada", "bo"].overall.alpha.value
    1.0
    >>> report.labels["evidence"].alpha.reason
    'no_spans'
    """
    corpus = read_corpus(documents, labels)
    covered = coverage(corpus)
    statistics = Statistics(
        corpus, covered, matches(corpus), corpus.span_counts(), jaccard_distances(covered.sets)
    )
    together = _report(statistics, _whole(corpus))
    scopes = _two_by_two(corpus)
    return AgreementReport(
        together.overall,
        together.labels,
        {names: _report(statistics, scope) for names, scope in scopes.items()},
        relation_agreement(documents, labels, types),
        attribute_agreement(documents, attributes),
    )


def _teams(corpus: Corpus) -> Ints:
    """Number each pair by its two annotators."""
    return corpus.annotator[corpus.left] * len(corpus.annotators) + corpus.annotator[corpus.right]


def _whole(corpus: Corpus) -> Scope:
    distinct, team = np.unique(_teams(corpus), return_inverse=True)
    rows = np.arange(len(corpus.left))
    partners = corpus.raters[corpus.left] - 1
    return Scope(np.arange(len(corpus.document)), rows, partners, team, len(distinct))


def _two_by_two(corpus: Corpus) -> dict[tuple[str, str], Scope]:
    """Return the scope of every two annotators; empty where they share no document."""
    team = _teams(corpus)
    rows = np.argsort(team, kind="stable")
    scopes = {}
    for a, b in combinations(range(len(corpus.annotators)), 2):
        number = a * len(corpus.annotators) + b
        first, last = np.searchsorted(team[rows], [number, number + 1])
        scopes[corpus.annotators[a], corpus.annotators[b]] = _pair(corpus, rows[first:last])
    return scopes


def _pair(corpus: Corpus, rows: Ints) -> Scope:
    completions = np.concatenate((corpus.left[rows], corpus.right[rows]))
    return Scope(completions, rows, np.ones_like(rows), np.zeros_like(rows), min(1, len(rows)))


def _report(statistics: Statistics, scope: Scope) -> PairReport:
    labels = statistics.corpus.labels
    every = np.arange(len(labels))
    return PairReport(
        _figures(statistics, scope, _set_alpha(statistics, scope), "_jaccard", every),
        {
            label: _figures(statistics, scope, _label_alpha(statistics, scope, k), "", every[[k]])
            for k, label in enumerate(labels)
        },
    )


def _figures(
    statistics: Statistics, scope: Scope, alpha: float | Reason, metric: str, labels: Ints
) -> Figures:
    corpus = statistics.corpus
    spans = statistics.spans[:, labels].sum(axis=1)
    counts = Counts(
        len(np.unique(corpus.document[scope.completions])),
        len(np.unique(corpus.annotator[scope.completions])),
        int(spans[scope.completions].sum()),
    )
    both = spans[corpus.left[scope.pairs]] + spans[corpus.right[scope.pairs]]
    by_team = _sum_by_team(scope, both)
    f1 = {
        name: mean_f1(_sum_by_team(scope, matched[scope.pairs][:, labels].sum(axis=1)), by_team)
        for name, matched in (
            ("exact", statistics.matches.exact),
            ("iou50", statistics.matches.iou50),
        )
    }
    averaged = int(np.count_nonzero(by_team))
    return Figures(
        _agreement(f"krippendorff_alpha{metric}", "character", alpha, counts, scope.teams),
        _agreement("span_f1_exact", "span", f1["exact"], counts, averaged),
        _agreement("span_f1_iou50", "span", f1["iou50"], counts, averaged),
    )


def _agreement(
    measure: str, unit: str, outcome: float | Reason, counts: Counts, n_pairs: int
) -> Agreement:
    if not counts.n_documents:
        outcome = Reason.NO_PAIRABLE_DOCUMENTS
    reason = outcome.value if isinstance(outcome, Reason) else None
    value = None if isinstance(outcome, Reason) else outcome
    return Agreement(
        measure,
        unit,
        value,
        reason,
        counts.n_documents,
        counts.n_annotators,
        counts.n_spans,
        n_pairs,
    )


def _label_alpha(statistics: Statistics, scope: Scope, label: int) -> float | Reason:
    values = int(statistics.corpus.length[scope.completions].sum())
    marked = int(statistics.coverage.covered[scope.completions, label].sum())
    shared = statistics.coverage.shared[scope.pairs, label]
    return alpha_of_label(values, marked, _coincidences(scope, shared))


def _set_alpha(statistics: Statistics, scope: Scope) -> float | Reason:
    characters = statistics.coverage.by_set[scope.completions].sum(axis=0).astype(np.float64)
    observed = _coincidences(scope, statistics.coverage.distance[scope.pairs])
    return alpha_of_sets(characters, statistics.distances, observed)


def _coincidences(scope: Scope, amounts: Ints | Floats) -> float:
    """Return the sum of 2 * amount / (m - 1); summed before dividing, so that 1 stays 1."""
    return sum(
        2 * float(amounts[scope.partners == partners].sum()) / int(partners)
        for partners in np.unique(scope.partners)
    )


def _sum_by_team(scope: Scope, values: Ints) -> Ints:
    return np.bincount(scope.team, weights=values, minlength=scope.teams).astype(np.int64)
