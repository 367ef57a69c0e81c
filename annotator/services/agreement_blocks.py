"""Documents' rows of statistics as they are stored: in blocks, by the first byte of their ids.

Of two who write one block at once, one may undo what the other counted: that is then counted
again, since each row says of which moves it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from annotator.domain.agreement.packed import PackedRow, PackedRows, join, split
from annotator.domain.agreement.rows import Layout
from annotator.models import AgreementBlock, Project

FIRST_BYTE = 2  # digits
Row = tuple[int, PackedRow]  # the moves of its document when it was counted, and the row


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of documents, in order of their keys, and the moves that each is of."""

    moves: Mapping[str, int]
    rows: PackedRows

    def documents(self) -> list[str]:
        return sorted(self.moves)

    def split(self) -> dict[str, Row]:
        """Return the rows one by one."""
        found = zip(self.documents(), split(self.rows), strict=True)
        return {key: (self.moves[key], row) for key, row in found}


def make_block(rows: Mapping[str, Row]) -> Block:
    """Return the block of some documents' rows."""
    keys = sorted(rows)
    return Block({key: rows[key][0] for key in keys}, join([rows[key][1] for key in keys]))


def stored_moves(project: Project, layout: Layout) -> dict[str, int]:
    """Return the documents that have rows of this layout, and the moves that these are of."""
    found = _stored(project, layout).values_list("moves", flat=True)
    return {key: moves for block in found for key, moves in block.items()}


def read_blocks(project: Project, layout: Layout, documents: Iterable[str]) -> dict[int, Block]:
    """Return the stored blocks that the documents belong to, by number."""
    starts = {key[:FIRST_BYTE] for key in documents}
    found = _stored(project, layout).filter(number__in=[int(start, 16) for start in starts])
    rows = found.values_list("number", "moves", *PackedRows._fields)
    return {number: Block(moves, PackedRows(*map(bytes, parts))) for number, moves, *parts in rows}


def pick_blocks(
    blocks: Mapping[int, Block], counted: Mapping[str, Row], moves: Mapping[str, int]
) -> Iterator[Block]:
    """Yield blocks of the documents in `moves` alone, in order, with what was just counted.

    No row in them is of fewer moves than these.
    """
    fresh = _by_number(counted)
    for number in sorted(blocks.keys() | fresh.keys()):
        block, own = blocks.get(number), fresh.get(number)
        if block and not own and block.moves.items() <= moves.items():
            yield block
        else:
            rows = {**(block.split() if block else {}), **(own or {})}
            kept = {key: row for key, row in rows.items() if key in moves and row[0] >= moves[key]}
            yield make_block(kept)


@transaction.atomic
def store_rows(rows: Mapping[str, Row], project: Project, layout: Layout) -> None:
    """Put documents' rows into their blocks, beside those that are there."""
    present = read_blocks(project, layout, rows)
    written = []
    for number, own in sorted(_by_number(rows).items()):
        block = make_block({**(present[number].split() if number in present else {}), **own})
        written.append(
            AgreementBlock(
                project=project,
                unit=layout.unit,
                number=number,
                layout=layout.digest(),
                moves=block.moves,
                **block.rows._asdict(),
            )
        )
    AgreementBlock.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["project", "unit", "number"],
        update_fields=["layout", "moves", *PackedRows._fields],
    )


def _stored(project: Project, layout: Layout) -> QuerySet[AgreementBlock]:
    return AgreementBlock.objects.filter(
        project=project, unit=layout.unit, layout=layout.digest()
    ).order_by()


def _by_number(rows: Mapping[str, Row]) -> dict[int, dict[str, Row]]:
    found: dict[int, dict[str, Row]] = {}
    for key, row in rows.items():
        found.setdefault(int(key[:FIRST_BYTE], 16), {})[key] = row
    return found
