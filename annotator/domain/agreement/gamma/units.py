"""The units of one continuum as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """U units that n annotators made on one continuum, by annotator, then start, then end.

    An annotator who completed the document with nothing is one of the n and has no unit.
    Offsets are floats: sampled units may begin anywhere, even before the text.
    Labels are numbers.
    """

    n_annotators: int
    annotator: Ints  # (U,) whose, 0 to n - 1, ascending
    start: Floats  # (U,)
    end: Floats  # (U,), end > start
    label: Ints  # (U,)

    def __len__(self) -> int:
        return len(self.annotator)

    def counts(self) -> Ints:
        """Return how many units each annotator has: (n,)."""
        return np.bincount(self.annotator, minlength=self.n_annotators)

    def mean_units(self) -> float:
        """Return the mean number of units an annotator has."""
        return len(self) / self.n_annotators


@dataclass(frozen=True, slots=True, eq=False)
class Continuum:
    """A document's units, and the annotators, labels and spans that their numbers stand for."""

    length: int
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    spans: tuple[Span, ...]  # one a unit
    units: Units


def read_continuum(document: DocumentSpans) -> Continuum:
    """Return the spans of everyone who completed a document as the units of one continuum.

    Annotators and labels are numbered in alphabetical order.

    >>> spans = {"bo": [], "ada": [Span(4, 9, "actor"), Span(0, 4, "claim")]}
    >>> continuum = read_continuum(DocumentSpans(9, spans))
    >>> continuum.annotators, continuum.units.start.tolist(), continuum.units.mean_units()
    (('ada', 'bo'), [0.0, 4.0], 1.0)
    """
    annotators = tuple(sorted(document.spans))
    owned = [(n, s) for n, name in enumerate(annotators) for s in sorted(document.spans[name])]
    labels = tuple(sorted({span.label for _, span in owned}))
    number = {label: n for n, label in enumerate(labels)}
    units = Units(
        len(annotators),
        np.array([n for n, _ in owned], dtype=np.int64),
        np.array([span.start for _, span in owned], dtype=np.float64),
        np.array([span.end for _, span in owned], dtype=np.float64),
        np.array([number[span.label] for _, span in owned], dtype=np.int64),
    )
    return Continuum(document.length, annotators, labels, tuple(s for _, s in owned), units)
