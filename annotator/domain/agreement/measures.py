"""Which coefficients a report has, each as a function of totals: of a label, and overall.

Values come with one column for each of K labels and a last one for all labels together, for
any number of weightings: (B, K + 1). NaN is "undefined", or "no such figure".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.alpha import distance_alpha, nominal_alpha, unitized_alpha
from annotator.domain.agreement.arrays import Bools, Floats, divide
from annotator.domain.agreement.f1 import f1, mean_f1
from annotator.domain.agreement.kappa import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent_agreement,
)
from annotator.domain.agreement.schema import Schema
from annotator.domain.agreement.sets import jaccard_distances, masi_distances
from annotator.domain.agreement.totals import PairTotals, Shares, Totals

Values = Mapping[str, Floats]
MATCHES = ("exact", "overlap", "iou", "units")


@dataclass(frozen=True, slots=True)
class Name:
    """What a figure is called in results: of a label, of all labels; None where there is none."""

    label: str | None
    overall: str | None
    is_of_spans: bool = False


NAMES: Mapping[str, Name] = {
    "alpha": Name("krippendorff_alpha", "krippendorff_alpha_jaccard"),
    "alpha_masi": Name(None, "krippendorff_alpha_masi"),
    "alpha_sets": Name(None, "krippendorff_alpha_label_set"),
    "u_alpha": Name("krippendorff_u_alpha", None),
    "cohen_kappa": Name("cohen_kappa", None),
    "scott_pi": Name("scott_pi", None),
    "fleiss_kappa": Name("fleiss_kappa", None),
    "gwet_ac1": Name("gwet_ac1", None),
    "percent_agreement": Name("percent_agreement", None),
    "f1_exact": Name("span_f1_exact", "span_f1_exact", True),
    "f1_overlap": Name("span_f1_overlap", "span_f1_overlap", True),
    "f1_iou": Name("span_f1_iou", "span_f1_iou", True),
    "f1_units": Name("unit_f1", "unit_f1"),
}
"""Every figure by its key; those of `f1_iou` carry the threshold in hundredths, as f1_iou50."""

OF_TWO = ("cohen_kappa", "scott_pi")
OF_ALL = ("fleiss_kappa",)


def pair_values(schema: Schema, sums: PairTotals) -> Values:
    """Return the figures of two annotators."""
    found = dict(coverage_values(schema, sums.totals, [key for key in NAMES if key not in OF_ALL]))
    found["cohen_kappa"] = _labels_only(cohen_kappa(_tables(sums)))
    found["scott_pi"] = _labels_only(_fleiss(sums.totals))
    for name, (matched, compared) in sums.shares().items():
        found[f"f1_{name}"] = f1(with_sum(matched), with_sum(compared))
    return found


def whole_values(
    schema: Schema, totals: Totals, shares: Sequence[Shares], *, is_complete: bool
) -> Values:
    """Return the figures of all annotators; `shares` are those of every two of them.

    Fleiss' kappa is there only where every annotator completed every document.
    """
    found = dict(coverage_values(schema, totals, NAMES))
    if not is_complete:
        found["fleiss_kappa"] = np.full_like(found["alpha"], np.nan)
    for name in MATCHES:
        parts = [[with_sum(part) for part in own[name]] for own in shares]
        shape = len(parts), 2, *found["alpha"].shape
        matched, compared = np.array(parts).reshape(shape).swapaxes(0, 1)
        found[f"f1_{name}"] = mean_f1(matched, compared)
    return found


def prevalence(totals: Totals) -> Floats:
    """Return the share of units under each label, over all annotators: (B, K)."""
    return divide(totals.marked, totals.values[:, None])


def coverage_values(schema: Schema, t: Totals, keys: Collection[str]) -> Values:
    """Return those figures of coverage that are asked for; two annotators and all have them."""
    found: Mapping[str, Callable[[Schema, Totals], Floats]] = {
        "alpha": _alpha,
        "alpha_masi": lambda schema, t: _of_sets(schema, t.sets, t.masi, masi_distances),
        "alpha_sets": lambda schema, t: _of_sets(schema, t.sets, t.unequal, _unequal),
        "u_alpha": _u_alpha,
        "gwet_ac1": _ac1,
        "percent_agreement": _percent,
        "fleiss_kappa": lambda _, t: _labels_only(_fleiss(t)),
    }
    return {key: found[key](schema, t) for key in keys if key in found}


def _alpha(schema: Schema, t: Totals) -> Floats:
    marked = np.stack((t.values[:, None] - t.marked, t.marked), axis=-1)
    found = nominal_alpha(marked, marked - (t.marked - t.both)[..., None])
    overall = distance_alpha(t.sets, t.jaccard, jaccard_distances(schema.members()))
    return np.concatenate((found, overall[:, None]), axis=1)


def _of_sets(
    schema: Schema, sets: Floats, observed: Floats, distances: Callable[[Bools], Floats]
) -> Floats:
    overall = distance_alpha(sets, observed, distances(schema.members()))
    return np.concatenate(
        (np.full((len(overall), len(schema.labels)), np.nan), overall[:, None]), axis=1
    )


def _unequal(sets: Bools) -> Floats:
    return 1 - np.eye(len(sets))


def _u_alpha(_: Schema, t: Totals) -> Floats:
    return _labels_only(unitized_alpha(t.values[:, None], t.marked, t.both, t.squares))


def _ac1(_: Schema, t: Totals) -> Floats:
    shares = divide(t.share, t.all_items[:, None])
    disagreement = divide(t.differing_items, t.items[:, None])
    return _labels_only(gwet_ac1(disagreement, np.stack((1 - shares, shares), axis=-1)))


def _percent(_: Schema, t: Totals) -> Floats:
    return _labels_only(percent_agreement(t.differing, t.compared[:, None]))


def _fleiss(t: Totals) -> Floats:
    share = divide(t.marked, t.values[:, None])
    disagreement = divide(t.differing_items, t.items[:, None])
    return fleiss_kappa(disagreement, np.stack((1 - share, share), axis=-1))


def _tables(sums: PairTotals) -> Floats:
    """Return the joint counts of two annotators, unmarked and marked: (B, K, 2, 2)."""
    only_left, only_right = sums.left - sums.shared, sums.right - sums.shared
    neither = sums.totals.items[:, None] - sums.left - only_right
    cells = (neither, only_right, only_left, sums.shared)
    return np.stack(cells, axis=-1).reshape(*sums.shared.shape, 2, 2)


def with_sum(by_label: Floats) -> Floats:
    """Return the columns of K labels and, last, their sum: (..., K) -> (..., K + 1)."""
    return np.concatenate((by_label, by_label.sum(axis=-1, keepdims=True)), axis=-1)


def _labels_only(by_label: Floats) -> Floats:
    return np.concatenate((by_label, np.full((len(by_label), 1), np.nan)), axis=1)
