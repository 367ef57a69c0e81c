"""What changed between two texts, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CONTEXT = 3  # lines that stay the same, shown around each change
MOST_LINES = 1_000  # that are compared; the library's time grows with their square, or faster
MOST_SHOWN = 1_000  # of one comparison


class LineKind(StrEnum):
    """SAME in both texts, ADDED by the new one, REMOVED from the old one.

    GAP and CUT stand for lines left out: the same in both, and the rest of what is too long.
    """

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison; its numbers, from 1, are None in the text that lacks it.

    A GAP or a CUT stands for `n_left_out` lines; its text is empty.
    """

    kind: LineKind
    text: str = ""
    old_number: int | None = None
    new_number: int | None = None
    n_left_out: int = 0


def changed_lines(old: str, new: str) -> list[Line]:
    r"""Return the changes from `old` to `new`, removed lines first, with lines around them.

    Of more than MOST_SHOWN lines the rest is left out, and the last one, a CUT, counts it.
    Lines end as `str.splitlines` has it; texts that differ in their line ends only are the same.

    >>> [(str(line.kind), line.text) for line in changed_lines("a\nb\n", "a\nc\n")]
    [('same', 'a'), ('removed', 'b'), ('added', 'c')]
    """
    before, after = old.splitlines(), new.splitlines()
    if before == after:
        return []
    lines = list(_shown_lines(before, after))
    n_left_out = sum(line.n_left_out or 1 for line in lines[MOST_SHOWN:])
    cut = [Line(LineKind.CUT, n_left_out=n_left_out)] if n_left_out else []
    return lines[:MOST_SHOWN] + cut


def _shown_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Yield all changes; of what is the same, the lines next to a change."""
    for old_from, old_to, new_from, new_to, is_same in _blocks(before, after):
        if is_same:
            lead = CONTEXT if new_from or old_from else 0
            trail = CONTEXT if old_to < len(before) or new_to < len(after) else 0
            yield from _same_lines(before[old_from:old_to], old_from, new_from, lead, trail)
            continue
        for number in range(old_from, old_to):
            yield Line(LineKind.REMOVED, before[number], old_number=number + 1)
        for number in range(new_from, new_to):
            yield Line(LineKind.ADDED, after[number], new_number=number + 1)


def _same_lines(
    lines: Sequence[str], old_from: int, new_from: int, lead: int, trail: int
) -> Iterator[Line]:
    """Yield the first `lead` and the last `trail` lines of a stretch, a GAP between them."""
    n_left_out = max(0, len(lines) - lead - trail)
    for offset, text in enumerate(lines):
        if not lead <= offset < lead + n_left_out:
            yield Line(LineKind.SAME, text, old_from + offset + 1, new_from + offset + 1)
        elif offset == lead:
            yield Line(LineKind.GAP, n_left_out=n_left_out)


def _blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield stretches of both texts, from and to, and whether they are the same."""
    head = _n_same(before, after)
    tail = _n_same(before[head:][::-1], after[head:][::-1])
    old_end, new_end = len(before) - tail, len(after) - tail
    yield 0, head, 0, head, True
    for old_from, old_to, new_from, new_to, is_same in _compared(
        before[head:old_end], after[head:new_end]
    ):
        yield old_from + head, old_to + head, new_from + head, new_to + head, is_same
    yield old_end, len(before), new_end, len(after), True


def _n_same(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many lines are the same before the first that differs."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))


def _compared(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int, int, int, int, bool]]:
    if max(len(before), len(after)) > MOST_LINES:
        yield 0, len(before), 0, len(after), False
        return
    matcher = difflib.SequenceMatcher(None, before, after)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield old_from, old_to, new_from, new_to, tag == "equal"
