"""What the columns of the sufficient statistics mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotator.domain.agreement.arrays import Bools
from annotator.domain.attributes import Answer

BY_LABEL = ("left", "right", "shared", "squares", "spans", "exact", "overlap", "iou")
DISTANCES = ("jaccard", "masi", "unequal")


@dataclass(frozen=True, slots=True)
class PairBlocks:
    """Where the blocks of a pair's columns are."""

    by_label: Mapping[str, slice]  # K columns each, by the names of `BY_LABEL`
    distances: slice  # those of `DISTANCES`; up to here are the columns of coefficients
    mixed: slice  # K (K - 1) / 2, in the order of `numpy.triu_indices`
    relations: slice  # of each type, those that match, then those that either drew


@dataclass(frozen=True, slots=True)
class AskedAttribute:
    """An attribute of a label; `kind` is choice, choices, text, number or boolean."""

    label: str
    name: str
    kind: str


@dataclass(frozen=True)
class Schema:
    """The columns of the rows of documents and of pairs, in order, named for what they sum.

    A document has the columns `documents` and `answers`, each two of its annotators the columns
    `pairs` and `sets`. With K labels there are 2^K - 1 columns of label sets up to five labels;
    beyond, those of the sets that occur.

    >>> schema = Schema(("actor",), ("ada", "bo"), "character", 50, (), (), (), ((0,),))
    >>> schema.pairs[:3], schema.sets
    (('left actor', 'right actor', 'shared actor'), ('set actor',))
    """

    labels: tuple[str, ...]
    annotators: tuple[str, ...]
    unit: str
    percent: int  # the intersection over union that makes a match, in hundredths
    types: tuple[str, ...]  # of relations
    attributes: tuple[AskedAttribute, ...]
    values: tuple[tuple[Answer, ...], ...]  # of each attribute
    kinds: tuple[tuple[int, ...], ...]  # the label sets but the empty one, as label numbers

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """Columns of the document: its size, who completed it, how much they marked."""
        return ("length", "raters", *_each("share", self.labels))

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """Columns of two annotators of a document, a < b: coverage, spans, matches, relations."""
        columns = [column for name in BY_LABEL for column in _each(name, self.labels)]
        mixed = [f"mixed {a}/{b}" for n, a in enumerate(self.labels) for b in self.labels[n + 1 :]]
        matched, drawn = _each("matched relations", self.types), _each("relations", self.types)
        return (*columns, *DISTANCES, *mixed, *matched, *drawn)

    def pair_blocks(self) -> PairBlocks:
        """Return where the blocks of the columns `pairs` are."""
        k, n_types = len(self.labels), len(self.types)
        found = {name: slice(n * k, (n + 1) * k) for n, name in enumerate(BY_LABEL)}
        first = len(BY_LABEL) * k + len(DISTANCES)
        mixed = first + k * (k - 1) // 2
        return PairBlocks(
            found,
            slice(first - len(DISTANCES), first),
            slice(first, mixed),
            slice(mixed, mixed + 2 * n_types),
        )

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """Columns of two annotators: the units under exactly this label set, together."""
        return tuple("set " + "+".join(self.labels[k] for k in kind) for kind in self.kinds)

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """Columns of each attribute: disagreement, units, whose values, and the values."""
        found: list[str] = []
        for asked, values in zip(self.attributes, self.values, strict=True):
            name = f"{asked.label}.{asked.name}"
            found += [f"{name} observed", f"{name} units", *_each(name, self.annotators)]
            found += [f"{name} = {value!r}" for value in values]
        return tuple(found)

    def members(self) -> Bools:
        """Return the label sets, the empty one first: (U, K)."""
        found = np.zeros((len(self.kinds) + 1, len(self.labels)), dtype=bool)
        for number, kind in enumerate(self.kinds, start=1):
            found[number, list(kind)] = True
        return found


def _each(name: str, things: tuple[str, ...]) -> list[str]:
    return [f"{name} {thing}" for thing in things]
