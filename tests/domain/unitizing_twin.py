"""The unitizing coefficients as their definitions say, on single characters and sections.

Slow, plain and independent of the engine: it shares no line with what it checks.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, groupby, permutations
from typing import Any

Unit = tuple[int, int, str]
Layers = dict[str, list[Unit]]
Sums = defaultdict[Any, float]


def _characters(length: int, units: list[Unit]) -> list[str | None]:
    """Return the value of each character."""
    values: list[str | None] = [None] * length
    for start, end, label in units:
        values[start:end] = [label] * (end - start)
    return values


def sums(documents: list[tuple[int, Layers]]) -> tuple[Sums, Sums, Sums]:
    """Return coincidences, S_c and C_c, character by character and unit by unit."""
    coincidences, squares, met = Sums(float), Sums(float), Sums(float)
    for length, layers in documents:
        values = {name: _characters(length, units) for name, units in layers.items()}
        for one, other in permutations(values, 2):
            weight = 1 / (len(layers) - 1)
            for pair in zip(values[one], values[other], strict=True):
                coincidences[pair] += weight
            for start, end, label in layers[one]:
                valued = [value for value in values[other][start:end] if value]
                met[label] += weight * len(valued) ** 2
        for name, units in layers.items() if len(layers) > 1 else ():
            squares[None] += values[name].count(None)
            for start, end, label in units:
                squares[label] += (end - start) ** 2
    return coincidences, squares, met


def family(documents: list[tuple[int, Layers]]) -> dict[str, float | None]:
    """Compute u-alpha, |u-alpha and cu-alpha by the matrices of their definition."""
    all_cells, squares, met = sums(documents)
    bar, bar_squares, labels_only = Sums(float), Sums(float), Sums(float)
    for (c, k), found in all_cells.items():
        bar[bool(c), bool(k)] += found
        if c and k:
            labels_only[c, k] += found
    for c, found in squares.items():
        bar_squares[bool(c)] += found
    return {
        "u_alpha": _alpha(all_cells, squares),
        "bar_u_alpha": _alpha(bar, bar_squares),
        "cu_alpha": _alpha(labels_only, met),
    }


def _alpha(cells: Sums, squares: Sums) -> float | None:
    values = {c for c, _ in cells}
    total = sum(cells.values())
    free = total - sum(squares.values()) / total if total else 0
    if free < 1e-9:
        return None
    marginal = {c: sum(cells[c, k] for k in values) for c in values}
    unlike = list(permutations(values, 2))
    expected = sum(marginal[c] * marginal[k] / free for c, k in unlike)
    return 1 - sum(cells[pair] for pair in unlike) / expected if expected > 1e-9 else None


def of_labels(documents: list[tuple[int, Layers]]) -> dict[str, tuple[float | None, float]]:
    """Compute (k)u-alpha and coverage of each label; e* without the denominator they share."""
    cells, _, met = sums(documents)
    labels = sorted({c for c, _ in cells if c})
    marginal = {c: sum(cells[c, k] for k in labels) for c in labels}
    found: dict[str, tuple[float | None, float]] = {}
    for k in labels:
        e = {c: marginal[c] * marginal[k] - (c == k) * met[k] for c in labels}
        row, unlike = sum(e.values()), sum(e.values()) - e[k]
        value = 1 - row / marginal[k] * (marginal[k] - cells[k, k]) / unlike if unlike else None
        found[k] = value, marginal[k] / (marginal[k] + cells[k, None])
    return found


def alpha_u(length: int, layers: Layers) -> float | None:
    """Compute alpha-U of one label by all pairs of sections, and all places of a unit."""
    sections = {name: _sections(length, units) for name, units in layers.items()}
    apart = sum(
        _distance(one, other)
        for a, b in combinations(sections, 2)
        for one in sections[a]
        for other in sections[b]
    )
    r, units = len(layers), [unit for own in layers.values() for unit in own]
    gaps = [e - s for own in sections.values() for s, e, is_unit in own if not is_unit]
    expected = 0.0
    for size in [end - start for start, end, _ in units]:
        shifted = 2 * sum(shift**2 for shift in range(size))
        expected += (len(units) - 1) * shifted + sum(
            size**2 for gap in gaps for _ in range(gap - size + 1)
        )
    ways = r * length * (r * length - 1) - sum((e - s) * (e - s - 1) for s, e, _ in units)
    observed = apart * 2 / (r * (r - 1) * length**2)
    return 1 - observed / (2 / length * expected / ways) if expected else None


def _sections(length: int, units: list[Unit]) -> list[tuple[int, int, bool]]:
    """Return the units, and the runs of characters between them."""
    covered = [any(start <= at < end for start, end, _ in units) for at in range(length)]
    sections = [(start, end, True) for start, end, _ in units]
    for is_covered, run in groupby(range(length), key=covered.__getitem__):
        places = list(run)
        if not is_covered:
            sections.append((places[0], places[-1] + 1, False))
    return sections


def _distance(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    (b, e, is_unit), (b2, e2, other_is_unit) = one, other
    if is_unit and other_is_unit:
        return (b - b2) ** 2 + (e - e2) ** 2 if max(b, b2) < min(e, e2) else 0
    if is_unit and b2 <= b and e <= e2:
        return (e - b) ** 2
    if other_is_unit and b <= b2 and e2 <= e:
        return (e2 - b2) ** 2
    return 0
