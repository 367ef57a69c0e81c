"""What one document contributes to gamma: its own cost and that of chance continua like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.gamma.alignment import aligned, disorders, undefined
from annotator.domain.agreement.gamma.categories import label_disorders
from annotator.domain.agreement.gamma.dissimilarity import Dissimilarity
from annotator.domain.agreement.gamma.sampling import Sampler, sampled
from annotator.domain.agreement.gamma.units import Continuum, Units, read_continuum
from annotator.errors import InvalidInput, TooLarge


@dataclass(frozen=True, slots=True)
class GammaSettings:
    """Everything gamma depends on besides the spans; show it wherever gamma is shown.

    `samples` is the least number of chance continua, `precision` the half-width p of the 95 %
    interval that their mean disorder shall have, relative to that mean, and `most_samples` where
    to stop all the same. Raises InvalidInput for numbers that make no sense.
    """

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0
    sampler: Sampler = Sampler.STATISTICAL
    seed: int = 0
    samples: int = 30
    precision: float = 0.05
    most_samples: int = 1000

    def __post_init__(self) -> None:
        if not (self.seed >= 0 and 2 <= self.samples <= self.most_samples and self.precision > 0):
            raise InvalidInput(
                "Gamma needs seed >= 0, 2 <= samples <= most_samples and precision > 0; seen "
                f"{self.seed}, {self.samples}, {self.most_samples}, {self.precision}."
            )

    @property
    def measure(self) -> Dissimilarity:
        """The combined dissimilarity with these weights; raises InvalidInput for bad ones."""
        return Dissimilarity(self.alpha, self.beta, self.delta_empty)


@dataclass(frozen=True, slots=True)
class LabelCosts:
    """The label disorder of one document's aligned pairs, and of its chance continua.

    `observed` is the sum of w d_cat and `weight` the sum of w over the pairs; `expected` the
    quotient of the two in each chance continuum, None in one without a weighty pair.
    """

    weight: float = 0.0
    observed: float = 0.0
    expected: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCosts:
    """What one document contributes to gamma: plain numbers that a caller may keep.

    `observed` is the cost of the best alignment, the sum of its tuples' disorders. `expected`
    holds what each chance continuum's best alignment costs at the document's own mean number
    of units: its disorder (cost over its own mean number) times the document's mean.
    A document with a `reason` contributes nothing. `is_stopped`: the next chance continuum has
    too many tuples to compare, so that no more than these can be had.
    They hold as long as the document's spans and the settings do, but for `samples`,
    `precision` and `most_samples`, which only say how many chance continua to look at.
    """

    n_annotators: int
    n_units: int
    reason: Reason | None
    observed: float = 0.0
    expected: tuple[float, ...] = ()
    all_labels: LabelCosts = LabelCosts()
    labels: Mapping[str, LabelCosts] = field(default_factory=dict)
    is_stopped: bool = False

    def has(self, samples: int) -> bool:
        """Say whether no more can be had of so many chance continua."""
        return bool(self.reason) or self.is_stopped or len(self.expected) >= samples

    def as_json(self) -> dict[str, Any]:
        """Return the costs as JSON values, from which `costs_from` makes them again."""
        return asdict(self)


def costs_from(told: Mapping[str, Any]) -> DocumentCosts:
    """Return costs from what `DocumentCosts.as_json` told of them, through JSON or not.

    >>> import json
    >>> costs = DocumentCosts(2, 3, None, 0.5, (1.25,), labels={"x": LabelCosts(1.0, 0.5, (None,))})
    >>> costs_from(json.loads(json.dumps(costs.as_json()))) == costs
    True
    """

    def read(own: Mapping[str, Any]) -> LabelCosts:
        return LabelCosts(own["weight"], own["observed"], tuple(own["expected"]))

    return DocumentCosts(
        told["n_annotators"],
        told["n_units"],
        Reason(told["reason"]) if told["reason"] else None,
        told["observed"],
        tuple(told["expected"]),
        read(told["all_labels"]),
        {label: read(own) for label, own in told["labels"].items()},
        told["is_stopped"],
    )


def document_costs(
    document: DocumentSpans, settings: GammaSettings, *, key: int, samples: int
) -> DocumentCosts:
    """Return a document's costs with its first `samples` chance continua.

    `key` is any whole number >= 0 that is the document's own: chance continuum i depends on
    the seed, the key and i alone, so that two runs agree and documents do not share their luck.
    Raises InvalidInput for a negative key or no samples.
    """
    if key < 0 or samples < 1:
        raise InvalidInput(f"Gamma needs key >= 0 and samples >= 1; seen {key}, {samples}.")
    continuum = read_continuum(document)
    reason = undefined(continuum.units)
    costs = DocumentCosts(continuum.units.n_annotators, len(continuum.units), reason)
    if reason:
        return costs
    try:
        [(cost, labels)] = _cost_and_labels([continuum.units], continuum, settings.measure)
    except TooLarge:
        return replace(costs, reason=Reason.TOO_MANY_ALIGNMENTS)
    costs = replace(
        costs,
        observed=cost,
        all_labels=labels[0],
        labels=dict(zip(continuum.labels, labels[1:], strict=True)),
    )
    return with_samples(costs, document, settings, key=key, samples=samples)


def with_samples(
    costs: DocumentCosts,
    document: DocumentSpans,
    settings: GammaSettings,
    *,
    key: int,
    samples: int,
) -> DocumentCosts:
    """Return the same costs with chance continua up to `samples`; those there are stay."""
    if costs.has(samples):
        return costs
    continuum = read_continuum(document)
    drawn = [
        sampled(continuum, settings.sampler, np.random.default_rng([settings.seed, key, i]))
        for i in range(len(costs.expected), samples)
    ]
    try:
        found = list(_cost_and_labels(drawn, continuum, settings.measure))
    except TooLarge:
        found = _until_too_large(drawn, continuum, settings.measure)
    own = continuum.units.mean_units()
    expected = [
        cost / units.mean_units() * own for units, (cost, _) in zip(drawn, found, strict=False)
    ]
    by_label = list(zip(*(labels for _, labels in found), strict=True))
    costs = replace(
        costs, expected=(*costs.expected, *expected), is_stopped=len(found) < len(drawn)
    )
    if not found:
        return costs
    return replace(
        costs,
        all_labels=_with_expected(costs.all_labels, by_label[0]),
        labels={
            label: _with_expected(costs.labels[label], more)
            for label, more in zip(continuum.labels, by_label[1:], strict=True)
        },
    )


def _until_too_large(
    continua: Sequence[Units], continuum: Continuum, measure: Dissimilarity
) -> list[tuple[float, list[LabelCosts]]]:
    """Return the costs of the continua before the first that has too many tuples."""
    found: list[tuple[float, list[LabelCosts]]] = []
    with suppress(TooLarge):
        for units in continua:
            found += _cost_and_labels([units], continuum, measure)
    return found


def first_samples(costs: DocumentCosts, samples: int) -> DocumentCosts:
    """Return the same costs as if only the first `samples` chance continua had been drawn.

    So a figure of documents depends on what is asked of them, not on what was asked before.
    Where so many cannot be had, the document has the reason TOO_MANY_ALIGNMENTS.
    """
    if costs.is_stopped and len(costs.expected) < samples:
        return DocumentCosts(costs.n_annotators, costs.n_units, Reason.TOO_MANY_ALIGNMENTS)

    def cut(own: LabelCosts) -> LabelCosts:
        return replace(own, expected=own.expected[:samples])

    return replace(
        costs,
        expected=costs.expected[:samples],
        all_labels=cut(costs.all_labels),
        labels={label: cut(own) for label, own in costs.labels.items()},
        is_stopped=False,
    )


def _cost_and_labels(
    continua: Sequence[Units], continuum: Continuum, measure: Dissimilarity
) -> Iterable[tuple[float, list[LabelCosts]]]:
    """Yield each continuum's cost, and its label costs: of all pairs, then of each label's."""
    for units, rows in zip(continua, aligned(continua, measure), strict=True):
        cost = float(disorders(units, rows, measure).sum())
        sums = label_disorders(units, rows, measure, len(continuum.labels))
        pairs = zip(sums.weight.tolist(), sums.weighted.tolist(), strict=True)
        yield cost, [LabelCosts(weight, observed) for weight, observed in pairs]


def _with_expected(costs: LabelCosts, more: Iterable[LabelCosts]) -> LabelCosts:
    ratios = [each.observed / each.weight if each.weight else None for each in more]
    return replace(costs, expected=(*costs.expected, *ratios))
