"""Made-up spans of many annotators as columns; needs NumPy alone, so that peers can read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[Any]

LABELS = ("argument", "actor", "threat_claim", "evidence")
LENGTH = 4_000  # code points of a document
SPANS = 30  # of an annotator in a document
DOCUMENTS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Spans:
    """Columns of spans, by document, then annotator; and how many there are of these."""

    documents: int
    annotators: int
    document: Columns
    annotator: Columns
    label: Columns
    start: Columns
    end: Columns


def made_up(documents: int, annotators: int, seed: int = 1) -> Spans:
    """Return what annotators marked who see the same places, much but not quite alike.

    Ends lie within eight characters of one another; one label in eight is another.
    """
    random = np.random.default_rng(seed)
    shape = documents, annotators, SPANS
    start, end = (np.empty(shape, dtype=np.int32) for _ in range(2))
    label = np.empty(shape, dtype=np.int8)
    for first in range(0, documents, DOCUMENTS_AT_ONCE):
        own = np.s_[first : first + DOCUMENTS_AT_ONCE]
        start[own], end[own], label[own] = _seen(random, start[own].shape)
    whose = np.arange(documents * annotators, dtype=np.int32)
    return Spans(
        documents,
        annotators,
        np.repeat(whose // annotators, SPANS),
        np.repeat((whose % annotators).astype(np.int8), SPANS),
        label.reshape(-1),
        start.reshape(-1),
        end.reshape(-1),
    )


def _seen(random: np.random.Generator, shape: tuple[int, ...]) -> tuple[Columns, Columns, Columns]:
    places = (shape[0], 1, shape[2])
    first = random.integers(0, LENGTH - 150, size=places)
    last = first + random.integers(10, 130, size=places)
    start = np.clip(first + random.integers(-8, 9, size=shape), 0, LENGTH - 1)
    end = np.clip(last + random.integers(-8, 9, size=shape), start + 1, LENGTH)
    label = random.integers(len(LABELS), size=places)
    slip = np.where(random.random(shape) < 1 / 8, random.integers(1, 4, size=shape), 0)
    return start, end, (label + slip) % len(LABELS)


def characters(spans: Spans, label: int, kind: type = np.uint8) -> Columns:
    """Return whether each annotator put each character under a label: (annotators, text)."""
    found: Columns = np.zeros((spans.annotators, spans.documents * LENGTH), dtype=kind)
    own = spans.label == label
    begin = spans.document[own].astype(np.int64) * LENGTH
    for whose, first, last in zip(
        spans.annotator[own].tolist(),
        (begin + spans.start[own]).tolist(),
        (begin + spans.end[own]).tolist(),
        strict=True,
    ):
        found[whose, first:last] = 1
    return found
