"""Units of values on a continuum, and the figures made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.spans import Span
from annotator.errors import InvalidInput

Units = list[Span]
"""One annotator's units of a document, disjoint, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One coefficient; `value` is None exactly where `reason` says why.

    Raises InvalidInput for a value with a reason, or for neither.
    """

    measure: str
    value: float | None
    reason: str | None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise InvalidInput(
                f"{self.measure} needs either a value or a reason; "
                f"seen value {self.value}, reason {self.reason}."
            )


def figure(measure: str, found: float | str) -> Figure:
    """Return a coefficient from its value or its reason."""
    if isinstance(found, str):
        return Figure(measure, None, found)
    return Figure(measure, found, None)


def disjoint(spans: Iterable[Span]) -> Units | None:
    """Return an annotator's units, or None where two with different labels overlap.

    Spans of one label that overlap become one unit; those that only abut stay two.

    >>> disjoint([Span(0, 4, "x"), Span(2, 6, "x"), Span(6, 9, "x")])
    [Span(start=0, end=6, label='x'), Span(start=6, end=9, label='x')]
    """
    by_label: Mapping[str, list[Span]] = defaultdict(list)
    for span in sorted(spans):
        own = by_label[span.label]
        if own and span.start < own[-1].end:
            own[-1] = Span(own[-1].start, max(own[-1].end, span.end), span.label)
        else:
            own.append(span)
    units = sorted(unit for own in by_label.values() for unit in own)
    overlap = any(b.start < a.end for a, b in pairwise(units))
    return None if overlap else units


def of_label(document: DocumentSpans, label: str | None) -> list[Sequence[Span]]:
    """Return the spans of each annotator who completed a document, of one label or of all."""
    return [
        [span for span in document.spans[name] if label in (None, span.label)]
        for name in sorted(document.spans)
    ]
