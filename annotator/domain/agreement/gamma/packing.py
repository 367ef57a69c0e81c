"""Exact weighted set packing: which tuples of units to take, so that no unit is in two."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components

from annotator.domain.agreement.arrays import Bools, Floats, Ints
from annotator.errors import TooLarge

MOST_BRANCHES = 20_000  # of one search in whole numbers
_WHOLE = 1e-6  # how far the solver's 0 and 1 may lie from these
_FIRST_LIMIT = 0.02  # of the greatest gain; about twice what whole numbers usually cost


def best_packing(members: Ints, gain: Floats, n_units: int) -> Bools:
    """Return which of T tuples to take for the greatest sum of gains, no unit twice: (T,).

    `members` holds the numbers of each tuple's units, or a negative number for none, (T, n);
    every gain is positive. Tuples of several documents may be solved in one go when their
    units have numbers of their own.

    The linear relaxation comes first, and where its solution is whole it is the answer. A
    block of tuples connected by shared units in which it is not is solved again in integers.

    >>> best_packing(np.array([[0, 2], [0, 3], [1, 3]]), np.array([2.0, 3.0, 2.0]), 4).tolist()
    [True, False, True]
    """
    if not len(gain):
        return np.zeros(0, dtype=np.bool_)
    incidence = _incidence(members, n_units)
    share = _solved(-gain, LinearConstraint(incidence, -np.inf, 1))
    taken = share > 0.5
    broken = np.abs(share - taken) > _WHOLE
    if broken.any():
        block = _blocks(incidence)
        again = np.flatnonzero(np.isin(block, block[broken]))
        taken[again] = _in_integers(incidence[:, again], gain[again], block[again])
    return taken


def _incidence(members: Ints, n_units: int) -> csc_array:
    """Return which unit is in which tuple: (units, T)."""
    present = members >= 0
    column_ends = np.concatenate([[0], np.cumsum(present.sum(axis=1))])
    ones = np.ones(int(column_ends[-1]))
    return csc_array((ones, members[present], column_ends), shape=(n_units, len(members)))


def _blocks(incidence: csc_array) -> Ints:
    """Return each tuple's block: two that share a unit are in the same one. (T,)"""
    n_units, n_tuples = incidence.shape
    cells = incidence.tocoo()
    size = n_units + n_tuples
    shared = coo_array((cells.data, (cells.row, cells.col + n_units)), shape=(size, size))
    _, block = connected_components(shared.tocsr(), directed=False)
    return block[n_units:].astype(np.int64)


def _in_integers(incidence: csc_array, gain: Floats, block: Ints) -> Bools:
    """Solve blocks of tuples in integers, one by one.

    The relaxation's prices of the units give each tuple a loss, what it gains less than its
    units' prices.
    """
    price = _solved(np.ones(incidence.shape[0]), LinearConstraint(incidence.T, gain, np.inf))
    loss = incidence.T @ price - gain
    taken = np.zeros(len(gain), dtype=np.bool_)
    for number in np.unique(block):
        inside = np.flatnonzero(block == number)
        units = incidence[:, inside]
        bound = float(price[np.unique(units.indices)].sum())
        taken[inside] = _block_in_integers(units, gain[inside], loss[inside], bound)
    return taken


def _block_in_integers(incidence: csc_array, gain: Floats, loss: Floats, bound: float) -> Bools:
    """Solve one block; a packing that takes a tuple gains at most `bound` less its loss.

    So only tuples with a small loss are tried; if what they gain falls short of the bound by no
    more than was allowed, none of the others could do better.
    """
    limit = float(gain.max()) * _FIRST_LIMIT
    while True:
        kept = np.flatnonzero(loss <= limit)
        taken = np.zeros(len(gain), dtype=np.bool_)
        at_most_once = LinearConstraint(incidence[:, kept], -np.inf, 1)
        taken[kept] = _solved(-gain[kept], at_most_once, whole=True) > 0.5
        short = bound - float(gain[taken].sum())
        if short <= limit:
            return taken
        limit = short + _WHOLE


def _solved(cost: Floats, constraint: LinearConstraint, *, whole: bool = False) -> Floats:
    """Return the numbers >= 0 that cost least under a constraint, in integers if `whole`.

    Presolving costs a relaxation more time than it saves. Raises TooLarge where whole numbers
    take too many branches.
    """
    solution = milp(
        cost,
        constraints=constraint,
        bounds=Bounds(0, np.inf),
        integrality=np.full(len(cost), int(whole)),
        options={"mip_rel_gap": 0, "presolve": whole, "node_limit": MOST_BRANCHES},
    )
    if solution.status != 0:
        raise TooLarge(f"The best alignment was not found: {solution.message}")
    found: Floats = solution.x
    return found
