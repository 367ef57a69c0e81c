"""What documents add to the attributes' alphas, each with the values themselves beside it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ldexp
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from annotator.domain.agreement.arrays import Ints
from annotator.domain.agreement.attributes import (
    distinct_values,
    first_columns,
    scale_of,
    value_key,
)
from annotator.domain.agreement.schema import AskedAttribute, Schema
from annotator.domain.attributes import Answer

OBSERVED, UNITS, ANNOTATOR, VALUE = range(4)
"""What a cell counts: distances, units, an annotator's answers, how often a value was said."""

Values = tuple[tuple[Answer, ...], ...]
"""Of each attribute."""


class PackedAnswers(NamedTuple):
    """What one document adds, without the zeros."""

    cells: bytes  # float64: an attribute, what, the annotator's number or the value's, how much
    values: bytes  # JSON: attributes, and the values of each that the cells number; or empty


def packed_answers(schema: Schema, rows: csr_array, numbers: Sequence[int]) -> list[PackedAnswers]:
    """Return each document's answers; `rows` are (D, `schema.answers`).

    `numbers` stand for the annotators.
    """
    columns, amounts, ends = rows.indices.tolist(), rows.data.tolist(), rows.indptr.tolist()
    return [
        _packed(schema, columns[first:last], amounts[first:last], numbers)
        for first, last in pairwise(ends)
    ]


def _packed(
    schema: Schema, columns: Sequence[int], amounts: Sequence[float], numbers: Sequence[int]
) -> PackedAnswers:
    starts = first_columns(len(numbers), schema.values)
    values: dict[int, list[Answer]] = {}
    cells: list[tuple[int, int, int, float]] = []
    for column, amount in zip(columns, amounts, strict=True):
        n = bisect_right(starts, column) - 1
        place = column - starts[n]
        if place < ANNOTATOR:
            cells.append((n, place, 0, amount))
        elif place < ANNOTATOR + len(numbers):
            cells.append((n, ANNOTATOR, numbers[place - ANNOTATOR], amount))
        else:
            own = values.setdefault(n, [])
            cells.append((n, VALUE, len(own), amount))
            own.append(schema.values[n][place - ANNOTATOR - len(numbers)])
    for at, (n, what, which, amount) in enumerate(cells):
        if what == OBSERVED and schema.attributes[n].kind == "number":
            # Of numbers scaled by those of this document alone.
            change = 2 * (scale_of(schema.values[n]) - scale_of(values[n]))
            cells[at] = n, what, which, ldexp(amount, change)
    text = json.dumps(sorted(values.items()), separators=(",", ":")) if values else ""
    return PackedAnswers(np.array(cells, dtype="<f8").tobytes(), text.encode())


# --- Unpacking ----------------------------------------------------------------------------


def unpacked_answers(
    attributes: Sequence[AskedAttribute],
    cells: bytes,
    sizes: Ints,
    texts: Sequence[bytes],
    numbers: Sequence[int],
) -> tuple[Values, csr_array]:
    """Return the values of each attribute, and the rows of documents: (D, `schema.answers`).

    `cells` and `texts` are `PackedAnswers.cells` and `values` of all documents, `sizes` how many
    bytes of the cells each has. `numbers` stand for the annotators, in their order.
    """
    own = _read_values(attributes, texts)
    table = np.frombuffer(cells, dtype="<f8").reshape(-1, 4)
    document = np.repeat(np.arange(len(texts)), sizes // (4 * 8))
    attribute, what, which = table[:, :3].T.astype(np.int64)
    amount = table[:, 3].copy()
    starts = np.array(first_columns(len(numbers), own.values))
    text = own.text[document]
    observed, said, by = what == OBSERVED, what == VALUE, what == ANNOTATOR
    change = own.scale[text[observed], attribute[observed]]
    amount[observed] = np.ldexp(amount[observed], 2 * change)
    column = starts[attribute] + what
    column[by] += _places(numbers, which[by])
    first = own.first[text[said], attribute[said]]
    column[said] += len(numbers) - 1 + own.place[first + which[said]]
    shape = len(texts), int(starts[-1])
    return own.values, csr_array((amount, (document, column)), shape=shape)


def _places(numbers: Sequence[int], wanted: Ints) -> Ints:
    """Return where among the annotators' numbers each wanted one is."""
    order = np.argsort(numbers)
    found: Ints = order[np.searchsorted(np.array(numbers), wanted, sorter=order)]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The values of all documents, and how T distinct texts number theirs; A attributes."""

    values: Values
    text: Ints  # (D,) which of the distinct texts a document has
    first: Ints  # (T, A) where in `place` a text's values of an attribute begin
    place: Ints  # (...,) a value's number within `values` of its attribute
    scale: Ints  # (T, A) the exponent of numbers' scale, less that of all of them


def _read_values(attributes: Sequence[AskedAttribute], texts: Sequence[bytes]) -> _Read:
    """Read each distinct text once: most documents have the few values that there are."""
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    read = [json.loads(text) if text else [] for text in number]
    values = tuple(
        distinct_values(value for own in read for n, said in own if n == asked for value in said)
        for asked in range(len(attributes))
    )
    paired = zip(attributes, values, strict=True)
    places = [{value_key(value): n for n, value in enumerate(own)} for own in values]
    scales = [scale_of(own) if asked.kind == "number" else 0 for asked, own in paired]
    is_number = [asked.kind == "number" for asked in attributes]
    shape = len(number), len(attributes)
    first, scale = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    place: list[int] = []
    for row, own in enumerate(read):
        for n, said in own:
            first[row, n] = len(place)
            place += [places[n][value_key(value)] for value in said]
            scale[row, n] = scale_of(said) - scales[n] if is_number[n] else 0
    of_document = np.array([number[text] for text in texts], dtype=np.int64)
    return _Read(values, of_document, first, np.array(place, dtype=np.int64), scale)
