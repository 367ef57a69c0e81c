"""The figures of units, of all labels and of each: where units begin and end, and their labels.

The gamma family, the u-alpha family of 2016, alpha-U of 2004 and boundary similarity need every
span where it lies, so no sum of characters can tell them: they take their time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb

from annotator.domain.agreement.boundaries import (
    BoundaryAgreement,
    BoundarySums,
    segmentations_of,
)
from annotator.domain.agreement.data import Agreement, DocumentSpans, Reason
from annotator.domain.agreement.gamma import Gamma, GammaReport
from annotator.domain.agreement.unitizing import (
    AlphaU,
    AlphaUSums,
    Figure,
    UnitizingAgreement,
    UnitizingSums,
    figure,
)


@dataclass(frozen=True, slots=True)
class UnitReport:
    """The figures of units by name: overall, and of each label."""

    overall: Mapping[str, Agreement]
    labels: Mapping[str, Mapping[str, Agreement]]


@dataclass(frozen=True, slots=True)
class _Basis:
    """On how much some figures rest, and in what they count."""

    unit: str
    n_documents: int
    n_annotators: int
    n_spans: int
    n_pairs: int

    def figure(self, found: Figure) -> Agreement:
        reason = Reason.NO_FIGURE if found.value is None else Reason.NO_INTERVAL
        return Agreement(
            found.measure,
            self.unit,
            found.value,
            found.reason,
            self.n_documents,
            self.n_annotators,
            self.n_spans,
            self.n_pairs,
            interval_reason=reason.value,
        )

    def gamma(self, found: Gamma) -> Agreement:
        return Agreement(
            found.measure,
            self.unit,
            found.value,
            found.reason.value if found.reason else None,
            found.n_documents,
            self.n_annotators,
            self.n_spans,
            self.n_pairs,
            interval=found.interval,
            interval_reason=found.interval_reason.value if found.interval_reason else None,
        )


class UnitSums:
    """What the figures of units follow from, but for gamma's: documents are added, not kept.

    `annotators` are those whose alpha-U is asked for, `labels` those that have figures.
    """

    def __init__(self, annotators: Collection[str], labels: Sequence[str]) -> None:
        self._values = UnitizingSums()
        self._positions = AlphaUSums(annotators)
        self._boundaries = {label: BoundarySums() for label in (None, *labels)}
        self._spans: Counter[str] = Counter()

    def add(self, document: DocumentSpans) -> None:
        """Add a document; of use is what two or more completed."""
        self._values.add(document)
        self._positions.add(document)
        for label, sums in self._boundaries.items():
            sums.add(segmentations_of(document, label))
        if len(document.spans) > 1:
            self._spans.update(span.label for spans in document.spans.values() for span in spans)

    def report(self, gamma: GammaReport) -> UnitReport:
        """Return the figures of what was added, with gamma's of the same documents.

        >>> from annotator.domain.agreement.gamma import GammaSettings, gamma_of_documents
        >>> from annotator.domain.spans import Span
        >>> spans = {"ada": [Span(0, 5, "x")], "bo": [Span(0, 4, "x")]}
        >>> sums, document = UnitSums(["ada", "bo"], ["x"]), DocumentSpans(10, spans)
        >>> sums.add(document)
        >>> report = sums.report(gamma_of_documents([document], GammaSettings()))
        >>> round(report.overall["u_alpha"].value, 3), report.labels["x"]["coverage"].value
        (0.824, 0.8888888888888888)
        """
        found = _Found(
            gamma,
            self._values.agreement(),
            self._positions.agreement(),
            {label: sums.agreement() for label, sums in self._boundaries.items()},
            self._spans,
        )
        names = [label for label in self._boundaries if label is not None]
        return UnitReport(found.overall(), {label: found.of_label(label) for label in names})


@dataclass(frozen=True, slots=True)
class _Found:
    """What the families say, each in its own way."""

    gammas: GammaReport
    values: UnitizingAgreement
    positions: AlphaU
    boundaries: Mapping[str | None, BoundaryAgreement]
    spans: Counter[str]

    def overall(self) -> dict[str, Agreement]:
        characters, cuts = self._basis("character", None), self.boundaries[None]
        return {
            "gamma": self._gamma(self.gammas.gamma, None),
            "gamma_cat": self._gamma(self.gammas.gamma_cat, None),
            "u_alpha": characters.figure(self.values.u_alpha),
            "bar_u_alpha": characters.figure(self.values.bar_u_alpha),
            "cu_alpha": characters.figure(self.values.cu_alpha),
            "alpha_u": self._alpha_u(self.positions.overall, None),
            "boundary_similarity": self._boundary(cuts.similarity, None),
            "boundary_pi": self._boundary(cuts.pi, None),
            "boundary_kappa": self._boundary(cuts.kappa, None),
        }

    def of_label(self, label: str) -> dict[str, Agreement]:
        characters = self._basis("character", label)
        unmarked = self.values.u_alpha.reason or Reason.NO_SPANS.value
        gamma = self.gammas.gamma_k.get(label) or self._no_gamma()
        share = self.values.coverage.get(label, unmarked)
        k_u_alpha = self.values.k_u_alpha.get(label) or figure("k_u_alpha", unmarked)
        nowhere = figure("alpha_u", self.positions.overall.reason or Reason.NO_SPANS.value)
        return {
            "gamma_k": self._gamma(gamma, label),
            "k_u_alpha": characters.figure(k_u_alpha),
            "coverage": characters.figure(figure("coverage", share)),
            "alpha_u": self._alpha_u(self.positions.labels.get(label, nowhere), label),
            "boundary_similarity": self._boundary(self.boundaries[label].similarity, label),
        }

    def _no_gamma(self) -> Gamma:
        """Return gamma_k of a label that nobody used."""
        reason = self.gammas.gamma.reason or Reason.NO_SPANS
        asked = self.gammas.gamma.interval_reason is not Reason.NOT_ASKED
        why = Reason.NO_FIGURE if asked else Reason.NOT_ASKED
        return Gamma("gamma_k", None, reason, 0.0, 0.0, 0, interval_reason=why)

    def _basis(self, unit: str, label: str | None) -> _Basis:
        return _Basis(
            unit,
            self.values.n_documents,
            self.values.n_annotators,
            self.spans.total() if label is None else self.spans[label],
            self.boundaries[None].n_pairs,
        )

    def _gamma(self, found: Gamma, label: str | None) -> Agreement:
        basis = self._basis("span", label)
        # Documents with too many alignments are left out, and so are their spans.
        n_spans = self.gammas.n_units if label is None else basis.n_spans
        return replace(basis, n_spans=n_spans).gamma(found)

    def _boundary(self, found: Figure, label: str | None) -> Agreement:
        basis = self._basis("boundary", label)
        if found.value is None and basis.n_documents and not basis.n_spans:
            found = figure(found.measure, Reason.NO_SPANS.value)
        return basis.figure(found)

    def _alpha_u(self, found: Figure, label: str | None) -> Agreement:
        """Return alpha-U, which is of the documents that all annotators completed."""
        own, n = self.positions, self.positions.n_annotators
        n_units = own.n_units if label is None else own.units.get(label, 0)
        n_pairs = comb(n, 2) if own.n_documents else 0
        return _Basis("character", own.n_documents, n, n_units, n_pairs).figure(found)
