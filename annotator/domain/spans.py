"""The span: a labelled stretch of a text, `text[start:end]` in Unicode code points."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.errors import Conflict, FieldErrors, InvalidInput, OffsetMismatch

MOST_AT_ONE_PLACE = 100


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of a text, in code points, with a label's name.

    Ordered by start, then end, then label. `0 <= start < end` holds for every instance.

    >>> Span(0, 5, "actor") < Span(0, 7, "actor")
    True
    >>> Span(3, 3, "actor")
    Traceback (most recent call last):
    ...
    annotator.errors.InvalidInput: A span needs 0 <= start < end; seen start 3, end 3.
    """

    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidInput(
                f"A span needs 0 <= start < end; seen start {self.start}, end {self.end}.",
                code="invalid_span",
            )

    def __len__(self) -> int:
        return self.end - self.start


def intersection(a: Span, b: Span) -> int:
    """Return how many code points two spans share, whatever their labels.

    >>> intersection(Span(0, 5, "actor"), Span(3, 9, "evidence"))
    2
    """
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def reaches_iou(a: Span, b: Span, percent: int) -> bool:
    """Say whether two spans' intersection over union is at least `percent` hundredths.

    Compared in integers, so that a threshold of 50 includes exactly one half.

    >>> reaches_iou(Span(0, 4, "actor"), Span(0, 2, "actor"), 50)
    True
    """
    shared = intersection(a, b)
    return 100 * shared >= percent * (len(a) + len(b) - shared)


def check_depth(spans: Iterable[Span]) -> None:
    """Raise Conflict where more than `MOST_AT_ONE_PLACE` of one annotator's spans share a place.

    Comparing two layers takes as many steps as spans of theirs overlap: nobody reads a hundred
    marks on one word, and thousands would keep everybody waiting.

    >>> check_depth([Span(0, 5, "actor"), Span(0, 5, "evidence")])
    """
    open_ends: list[int] = []
    for span in sorted(spans):
        while open_ends and open_ends[0] <= span.start:
            heapq.heappop(open_ends)
        heapq.heappush(open_ends, span.end)
        if len(open_ends) > MOST_AT_ONE_PLACE:
            raise Conflict(
                f"At most {MOST_AT_ONE_PLACE} spans may lie over one character; "
                f"seen more at {span.start}.",
                code="too_many_at_one_place",
            )


def check_bounds(length: int, start: int, end: int) -> None:
    """Raise FieldErrors (`invalid_span`) unless `[start, end)` is a stretch of such a text.

    `length` is the text's, in code points.
    """
    if not 0 <= start < end <= length:
        told = (
            f"A span needs 0 <= start < end <= {length} (the text's length in code points); "
            f"seen start {start}, end {end}."
        )
        wrong = "end" if 0 <= start < length else "start"
        raise FieldErrors({wrong: [told]}, code="invalid_span")


def check_reading(stretch: str, start: int, end: int, quote: str) -> None:
    """Raise OffsetMismatch unless the text's stretch at `[start, end)` reads exactly `quote`."""
    if stretch != quote:
        raise OffsetMismatch(start=start, end=end, expected=stretch, seen=quote)
