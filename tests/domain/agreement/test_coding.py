"""Coefficients of values given to units known beforehand, against published ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.alpha import (
    distance_alpha,
    interval_distances,
    nominal_alpha,
    ordinal_distances,
    ratio_distances,
)
from annotator.domain.agreement.arrays import Bools, Floats
from annotator.domain.agreement.coding import Coding, read_coding
from annotator.domain.agreement.kappa import (
    bennett_s,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
)
from annotator.domain.agreement.sets import (
    jaccard_distances,
    masi_distances,
    passonneau_distances,
)
from tests.domain.agreement.corpora import unhurried

FOLDER = Path(__file__).parents[3] / "fixtures" / "agreement" / "coding"
TABLES: list[dict[str, Any]] = json.loads((FOLDER / "coefficients.json").read_text("utf-8"))


def units_of(table: dict[str, Any]) -> list[list[Hashable]]:
    """Return the units of a case: as they are, or from a table of joint counts."""
    if "table" not in table:
        return [[tuple(v) if isinstance(v, list) else v for v in u] for u in table["units"]]
    values = table["values"]
    return [
        [values[r], values[c]]
        for r, row in enumerate(table["table"])
        for c, count in enumerate(row)
        for _ in range(count)
    ]


def read(table: dict[str, Any]) -> tuple[Coding, list[Any]]:
    units = units_of(table)
    used = {value for unit in units for value in unit if value is not None}
    values = list(table.get("values", sorted(used)))  # type: ignore[type-var]  # one type a case
    return read_coding(units, values), values


def members(sets: list[tuple[str, ...]]) -> Bools:
    options = sorted({option for own in sets for option in own})
    return np.array([[option in own for option in options] for own in sets])


def alpha(coding: Coding, values: list[Any], params: dict[str, Any]) -> float:
    distances: dict[str, Callable[[], Floats]] = {
        "ordinal": lambda: ordinal_distances(coding.values()),
        "interval": lambda: interval_distances(values),
        "ratio": lambda: ratio_distances(values),
        "jaccard": lambda: jaccard_distances(members(values)),
        "masi": lambda: masi_distances(members(values)),
        "passonneau2004": lambda: passonneau_distances(members(values)),
    }
    if params["metric"] == "nominal":
        return float(nominal_alpha(coding.values(), coding.agreeing()))
    d = distances[params["metric"]]()
    return float(distance_alpha(coding.values(), (coding.coincidences() * d).sum(), d))


def computed(table: dict[str, Any]) -> float:
    """Return what the engine says of a case."""
    if table["measure"] == "masi_distance":
        return float(masi_distances(members([tuple(own) for own in table["sets"]]))[0, 1])
    coding, values = read(table)
    params = table.get("params", {})
    shares = coding.values() / coding.values().sum()
    found: dict[str, Callable[[], Any]] = {
        "krippendorff_alpha": lambda: alpha(coding, values, params),
        "cohen_kappa": lambda: cohen_kappa(coding.table()),
        "weighted_kappa": lambda: cohen_kappa(coding.table(), params["distance"]),
        "percent_agreement": lambda: 1 - coding.disagreement(),
        "bennett_s": lambda: bennett_s(coding.disagreement(), len(values)),
        "scott_pi": lambda: fleiss_kappa(coding.disagreement(), shares),
        "fleiss_kappa": lambda: fleiss_kappa(coding.disagreement(), shares),
        "fleiss_kappa_category": lambda: one_category(table),
        "gwet_ac1": lambda: gwet_ac1(coding.disagreement(), coding.shares()),
        "conger_kappa": lambda: conger_kappa(coding.disagreement(), coding.shares_by_annotator()),
    }
    return float(found[table["measure"]]())


def one_category(table: dict[str, Any]) -> Floats:
    category = table["params"]["category"]
    coding = read_coding([[v == category for v in u] for u in units_of(table)], [False, True])
    return fleiss_kappa(coding.disagreement(), coding.shares())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_it_reaches_the_published_coefficient(table: dict[str, Any]) -> None:
    assert computed(table) == pytest.approx(table["expected"], abs=table["tolerance"])
    assert table["source"].strip()


tables = st.lists(st.integers(0, 40), min_size=4, max_size=4).map(
    lambda cells: np.array(cells).reshape(2, 2)
)


@unhurried
@given(tables)
def test_alpha_is_pi_and_a_correction_for_few_values(table: Any) -> None:
    values = table.sum(axis=0) + table.sum(axis=1)
    n = table.sum()
    alpha = float(nominal_alpha(values, 2 * np.diag(table)))
    if np.isnan(alpha):
        assert (values == 0).any()
        return
    pi = float(fleiss_kappa((table[0, 1] + table[1, 0]) / n, values / (2 * n)))
    assert alpha == pytest.approx(pi + (1 - pi) / (2 * n), abs=1e-12)


@unhurried
@given(tables)
def test_congers_kappa_of_two_is_cohens(table: Any) -> None:
    n = table.sum()
    if n:
        shares = np.stack((table.sum(axis=1), table.sum(axis=0))) / n
        found = float(conger_kappa((table[0, 1] + table[1, 0]) / n, shares))
        cohen = float(cohen_kappa(table))
        assert np.isnan(cohen) or found == pytest.approx(cohen, abs=1e-9)


def test_kappa_nears_f1_as_unmarked_text_grows() -> None:
    table = [[10**9, 3], [4, 20]]
    assert float(cohen_kappa(table)) == pytest.approx(2 * 20 / (2 * 20 + 3 + 4), abs=1e-6)


@pytest.mark.parametrize("cells", [[[0, 0], [0, 0]], [[10, 0], [0, 0]], [[0, 0], [0, 10]]])
def test_no_coefficient_is_defined_where_all_values_are_equal(cells: list[list[int]]) -> None:
    table = np.array(cells)
    values = table.sum(axis=0) + table.sum(axis=1)
    shares = values / max(1, values.sum())
    found = (
        nominal_alpha(values, 2 * np.diag(table)),
        cohen_kappa(table),
        fleiss_kappa(0.0, shares),
        gwet_ac1(0.0, shares),
    )
    assert all(np.isnan(value) for value in found)
