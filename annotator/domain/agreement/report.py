"""The whole report: every figure for all annotators, for each label and for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.domain.agreement import evaluation
from annotator.domain.agreement.attributes import METRICS, first_columns
from annotator.domain.agreement.basis import Basis, basis_of_all, basis_of_two
from annotator.domain.agreement.data import (
    Agreement,
    AgreementReport,
    AttributeAgreement,
    Confusion,
    DocumentSpans,
    Figures,
    Interval,
    PairReport,
    Reason,
    RelationAgreement,
    RelationReport,
)
from annotator.domain.agreement.evaluation import (
    ATTRIBUTES,
    EVERYONE,
    RELATIONS,
    Scope,
    Tables,
    Values,
)
from annotator.domain.agreement.intervals import Resampling, interval
from annotator.domain.agreement.measures import NAMES, OF_ALL, OF_TWO
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.schema import AskedAttribute
from annotator.domain.agreement.statistics import Statistics, statistics

Place = tuple[Scope, str, int]  # scope, key and column of a figure


def agreement_report(
    documents: Sequence[DocumentSpans],
    labels: Sequence[str],
    types: Sequence[str] = (),
    attributes: Sequence[AskedAttribute] = (),
    *,
    resampling: Resampling | None = None,
) -> AgreementReport:
    """Return the agreement of all annotators, on each label, and of every two annotators.

    Alpha is Krippendorff's on characters: of a label alone, or, overall, of label sets with the
    Jaccard distance. F1 pools documents (and, overall, labels) for each pair of annotators and
    is then the mean over pairs. Only documents that two or more completed count. A figure that
    is undefined has a reason instead of a value. `types` are those of relations, `attributes`
    what is asked of spans; `relation_rows` and `alpha_of_values` define their figures.
    Figures have intervals where `resampling` says how to make them.
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
    corpus, values = read_corpus(documents, labels, types, attributes)
    found = statistics(corpus, attributes=attributes, values=values)
    return report_on_statistics(found, resampling)


def report_on_statistics(
    statistics: Statistics, resampling: Resampling | None = None
) -> AgreementReport:
    """Return the agreement that documents' rows hold; see `agreement_report`."""
    tables = evaluation.tables(statistics)
    values = evaluation.values(tables)
    writer = _Writer(tables, values, _intervals(tables, values, resampling))
    together = writer.scope(EVERYONE, basis_of_all(tables))
    names, teams = statistics.schema.annotators, {(t.left, t.right): t for t in tables.teams}
    n_labels = len(statistics.schema.labels)
    return AgreementReport(
        together.overall,
        together.labels,
        {
            (names[a], names[b]): writer.scope((a, b), basis_of_two(teams.get((a, b)), n_labels))
            for a, b in combinations(range(len(names)), 2)
        },
        _relations(writer),
        _attributes(writer),
        _confusion(statistics),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Writer:
    """Turns values and intervals into results."""

    tables: Tables
    values: Values
    intervals: Mapping[Place, Interval | Reason] | None

    def scope(self, scope: Scope, basis: Basis) -> PairReport:
        """Return the figures of all annotators or of two: overall and of each label."""
        schema = self.tables.statistics.schema
        absent = OF_TWO if scope == EVERYONE else OF_ALL
        keys = [key for key in NAMES if key not in absent]

        def figures(column: int, keys: list[str]) -> Figures:
            numbered = {key: f"{key}{schema.percent}" if key == "f1_iou" else key for key in keys}
            return Figures({numbered[k]: self.figure((scope, k, column), basis) for k in keys})

        return PairReport(
            figures(len(schema.labels), [key for key in keys if NAMES[key].overall]),
            {
                label: figures(column, [key for key in keys if NAMES[key].label])
                for column, label in enumerate(schema.labels)
            },
        )

    def figure(self, place: Place, basis: Basis) -> Agreement:
        """Return one figure of coverage or spans."""
        _, key, column = place
        schema = self.tables.statistics.schema
        of_label = column < len(schema.labels)
        name = (NAMES[key].label if of_label else NAMES[key].overall) or key
        value = self.value(place) if basis.n_documents else np.nan
        found, interval_reason = self.interval(place)
        is_undefined = np.isnan(value)
        share = basis.prevalence[column] if of_label else np.nan
        return Agreement(
            measure=f"{name}{schema.percent}" if key == "f1_iou" else name,
            unit="span" if NAMES[key].is_of_spans else schema.unit,
            value=None if is_undefined else value,
            reason=basis.reason(key, column).value if is_undefined else None,
            n_documents=basis.n_documents,
            n_annotators=basis.n_annotators,
            n_spans=int(basis.n_spans[column]),
            n_pairs=basis.pairs_of(key, column),
            prevalence=None if np.isnan(share) else float(share),
            interval=found,
            interval_reason=interval_reason,
        )

    def value(self, place: Place) -> float:
        """Return a figure, or NaN."""
        scope, key, column = place
        return float(self.values[scope, key][0, column])

    def interval(self, place: Place) -> tuple[Interval | None, str | None]:
        """Return a figure's interval, or why there is none."""
        if self.intervals is None:
            return None, Reason.NOT_ASKED.value
        found = self.intervals.get(place, Reason.NO_FIGURE)
        return (None, found.value) if isinstance(found, Reason) else (found, None)


def _intervals(
    tables: Tables, values: Values, resampling: Resampling | None
) -> dict[Place, Interval | Reason] | None:
    if resampling is None:
        return None
    n_documents = {(t.left, t.right): len(t.documents) for t in tables.teams}
    whole = len(tables.everyone.documents)
    found: dict[Place, Interval | Reason] = {}
    for (scope, key), own in values.items():
        documents = whole if isinstance(scope, str) else n_documents[scope]
        if documents < 5:
            for column in range(own.shape[1]):
                found[scope, key, column] = Reason.TOO_FEW_DOCUMENTS
    for part in evaluation.replicates(tables, resampling):
        for (scope, key), replicated in part.items():
            documents = whole if isinstance(scope, str) else n_documents[scope]
            for column in range(replicated.shape[1]):
                value = float(values[scope, key][0, column])
                found[scope, key, column] = interval(
                    value, replicated[:, column], documents, resampling
                )
    return found


def _relations(writer: _Writer) -> RelationReport:
    schema, whole = writer.tables.statistics.schema, writer.tables.everyone
    members = {name for team in writer.tables.teams for name in (team.left, team.right)}

    def figure(column: int, n_relations: float) -> RelationAgreement:
        value = writer.value((RELATIONS, "f1", column))
        found, interval_reason = writer.interval((RELATIONS, "f1", column))
        is_undefined = np.isnan(value)
        reason = Reason.NO_RELATIONS if len(whole.documents) else Reason.NO_PAIRABLE_DOCUMENTS
        return RelationAgreement(
            measure="relation_f1",
            value=None if is_undefined else value,
            reason=reason.value if is_undefined else None,
            n_documents=len(whole.documents),
            n_annotators=len(members),
            n_relations=round(n_relations),
            n_pairs=len(writer.tables.teams),
            interval=found,
            interval_reason=interval_reason,
        )

    return RelationReport(
        figure(len(schema.types), whole.drawn.sum()),
        {type_: figure(n, whole.drawn[n]) for n, type_ in enumerate(schema.types)},
    )


def _attributes(writer: _Writer) -> dict[tuple[str, str], AttributeAgreement]:
    schema, whole = writer.tables.statistics.schema, writer.tables.everyone
    starts = first_columns(len(schema.annotators), schema.values)
    sums = np.asarray(whole.answers.sum(axis=0)).reshape(-1)
    found = {}
    for n, asked in enumerate(schema.attributes):
        units = whole.answers[:, [starts[n] + 1]]
        value = writer.value((ATTRIBUTES, "alpha", n))
        own, interval_reason = writer.interval((ATTRIBUTES, "alpha", n))
        is_undefined = np.isnan(value)
        reason = Reason.ONE_VALUE if sums[starts[n] + 1] else Reason.NO_MATCHED_SPANS
        reason = reason if len(whole.documents) else Reason.NO_PAIRABLE_DOCUMENTS
        annotators = sums[starts[n] + 2 : starts[n] + 2 + len(schema.annotators)]
        found[asked.label, asked.name] = AttributeAgreement(
            measure=f"krippendorff_alpha_{METRICS.get(asked.kind, 'nominal')}",
            value=None if is_undefined else value,
            reason=reason.value if is_undefined else None,
            n_documents=int(units.count_nonzero()),
            n_annotators=int(np.count_nonzero(annotators)),
            n_units=int(sums[starts[n] + 1]),
            interval=own,
            interval_reason=interval_reason,
        )
    return found


def _confusion(statistics: Statistics) -> Confusion:
    """Return which labels met, from the matches of equal labels and of different ones."""
    schema = statistics.schema
    sums, blocks = statistics.pairs.sum(axis=0), schema.pair_blocks()
    spans, equal = sums[blocks.by_label["spans"]], sums[blocks.by_label["iou"]]
    matched = np.diag(equal)
    one, two = np.triu_indices(len(schema.labels), 1)
    matched[one, two] = matched[two, one] = sums[blocks.mixed]
    unmatched = spans - matched.sum(axis=1) - equal
    return Confusion(
        schema.labels,
        tuple(tuple(row) for row in matched.astype(int).tolist()),
        tuple(unmatched.astype(int).tolist()),
    )
