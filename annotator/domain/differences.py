"""What changed between two texts, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CONTEXT = 3  # lines that stay the same, shown around each change
MOST_LINES = 2_000  # that are compared; the library's time grows with their square


class LineKind(StrEnum):
    """SAME in both texts, ADDED by the new one, REMOVED from the old one; GAP: lines left out."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison; its numbers, from 1, are None in the text that lacks it.

    A GAP stands for `n_left_out` lines that are the same in both; its text is empty.
    """

    kind: LineKind
    text: str = ""
    old_number: int | None = None
    new_number: int | None = None
    n_left_out: int = 0


def changed_lines(old: str, new: str) -> list[Line]:
    r"""Return the changes from `old` to `new`, removed lines first, with lines around them.

    Lines end as `str.splitlines` has it; texts that differ in their line ends only are the same.

    >>> [(str(line.kind), line.text) for line in changed_lines("a\nb\n", "a\nc\n")]
    [('same', 'a'), ('removed', 'b'), ('added', 'c')]
    """
    before, after = old.splitlines(), new.splitlines()
    lines = list(_all_lines(before, after))
    return list(_with_gaps(lines)) if before != after else []


def _all_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for old_from, old_to, new_from, new_to, is_same in _blocks(before, after):
        if is_same:
            for offset, text in enumerate(before[old_from:old_to]):
                yield Line(LineKind.SAME, text, old_from + offset + 1, new_from + offset + 1)
            continue
        for number in range(old_from, old_to):
            yield Line(LineKind.REMOVED, before[number], old_number=number + 1)
        for number in range(new_from, new_to):
            yield Line(LineKind.ADDED, after[number], new_number=number + 1)


def _blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield stretches of both texts, from and to, and whether they are the same."""
    if max(len(before), len(after)) > MOST_LINES:
        yield 0, len(before), 0, len(after), False
        return
    matcher = difflib.SequenceMatcher(None, before, after)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield old_from, old_to, new_from, new_to, tag == "equal"


def _with_gaps(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out what is the same and further than CONTEXT lines from every change."""
    changed = [place for place, line in enumerate(lines) if line.kind is not LineKind.SAME]
    shown = {place for at in changed for place in range(at - CONTEXT, at + CONTEXT + 1)}
    left_out = 0
    for place, line in enumerate(lines):
        if place not in shown:
            left_out += 1
            continue
        if left_out:
            yield Line(LineKind.GAP, n_left_out=left_out)
            left_out = 0
        yield line
    if left_out:
        yield Line(LineKind.GAP, n_left_out=left_out)
