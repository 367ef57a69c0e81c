"""The span: a labelled stretch of a text, `text[start:end]` in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import InvalidInput, OffsetMismatch


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


def check_quote(text: str, start: int, end: int, quote: str) -> None:
    """Raise unless `[start, end)` lies in `text` and reads exactly `quote`.

    Raises InvalidInput (`invalid_span`) for offsets outside the text or an empty stretch,
    OffsetMismatch where the text there is another.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidInput(
            f"A span needs 0 <= start < end <= {len(text)} (the text's length in code points); "
            f"seen start {start}, end {end}.",
            code="invalid_span",
        )
    if text[start:end] != quote:
        raise OffsetMismatch(start=start, end=end, expected=text[start:end], seen=quote)
