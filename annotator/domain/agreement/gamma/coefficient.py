"""gamma, gamma_cat and gamma_k of one document or of many."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.data import DocumentSpans, Reason
from annotator.domain.agreement.gamma.costs import (
    DocumentCosts,
    GammaSettings,
    LabelCosts,
    document_costs,
    with_samples,
)

_NORMAL_95 = 1.96  # standard errors on each side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Gamma:
    """One coefficient of the gamma family; `value` is None exactly where `reason` says why.

    `observed` and `expected` are the two disorders the value comes from, pooled.
    """

    measure: str
    value: float | None
    reason: Reason | None
    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class GammaReport:
    """gamma of all labels together, gamma_cat, and gamma_k of each label.

    `samples` is how many chance continua were looked at, of the document with the fewest;
    `precision` how far, at 95 %, the expected disorder of gamma may be off, relative to itself
    (None where gamma is undefined). Documents without two annotators or without a span are in
    none of the counts.
    """

    gamma: Gamma
    gamma_cat: Gamma
    gamma_k: Mapping[str, Gamma]
    n_documents: int
    n_units: int
    samples: int
    precision: float | None
    settings: GammaSettings


def gamma_of_documents(
    documents: Sequence[DocumentSpans],
    settings: GammaSettings,
    progress: Callable[[int, int], None] | None = None,
) -> GammaReport:
    r"""Return the gamma family of one document, or of several pooled.

        gamma = 1 - sum cost_d / sum E[cost of d's chance continua]

    over the documents d; with one document this is the gamma of the paper. There is no paper
    on several: pooled, each weighs as its units do. Documents are aligned one by one, and the
    chance continua of a document are like it alone.

    The documents' keys are their places. `settings.samples` are shared out over the documents,
    at least two to each; from these the coefficient of variation c_v of the pooled cost tells
    how many each needs, (1.96 c_v / precision)^2, and the rest is drawn.
    `progress` is called after each document and pass with how many are done and of how many.

    Undefined: NO_PAIRABLE_DOCUMENTS, NO_SPANS, NO_VARIATION where chance costs nothing; for the
    labels also NO_MATCHED_SPANS where no two aligned spans lie on one another, and ONE_VALUE.

    >>> from annotator.domain.spans import Span
    >>> spans = {"ada": [Span(0, 5, "x"), Span(20, 30, "y")], "bo": [Span(0, 5, "x")]}
    >>> report = gamma_of_documents([DocumentSpans(40, spans)], GammaSettings())
    >>> report.gamma.observed, report.gamma_cat.value, report.samples >= 30
    (1.0, 1.0, True)
    """
    tell = progress or (lambda _done, _of: None)
    first = max(2, math.ceil(settings.samples / max(1, len(documents))))
    costs: list[DocumentCosts] = []
    for key, document in enumerate(documents):
        costs.append(document_costs(document, settings, key=key, samples=first))
        tell(key + 1, len(documents))
    needed = samples_needed(costs, settings)
    for key, document in enumerate(documents):
        costs[key] = with_samples(costs[key], document, settings, key=key, samples=needed)
        tell(key + 1, len(documents))
    return gamma_of_costs(costs, settings)


def samples_needed(costs: Sequence[DocumentCosts], settings: GammaSettings) -> int:
    """Return how many chance continua each document needs for the precision wanted.

    (1.96 c_v / p)^2, where c_v is the standard deviation of the pooled cost of one chance
    continuum a document, over its mean; at least what the documents have, at most
    `settings.most_samples`. Each document needs two chance continua to tell.
    """
    have = max((len(each.expected) for each in costs), default=0)
    variation = _error(costs, of_one=True)
    if variation is None:
        return have
    needed = math.ceil((_NORMAL_95 * variation / settings.precision) ** 2)
    return max(have, min(needed, settings.most_samples))


def gamma_of_costs(costs: Sequence[DocumentCosts], settings: GammaSettings) -> GammaReport:
    """Return the gamma family from documents' costs, made now or earlier with these settings."""
    used = [each for each in costs if each.reason is None]
    nothing = None if used else _why_nothing(costs)
    labels = sorted({label for each in used for label in each.labels})
    error = _error(used)
    return GammaReport(
        _gamma(used, nothing),
        _label_gamma("gamma_cat", [each.all_labels for each in used], nothing),
        {
            label: _label_gamma(
                "gamma_k", [each.labels[label] for each in used if label in each.labels], nothing
            )
            for label in labels
        },
        n_documents=len(used),
        n_units=sum(each.n_units for each in used),
        samples=min((len(each.expected) for each in used), default=0),
        precision=None if error is None else _NORMAL_95 * error,
        settings=settings,
    )


def _why_nothing(costs: Sequence[DocumentCosts]) -> Reason:
    pairable = any(each.reason is Reason.NO_SPANS for each in costs)
    return Reason.NO_SPANS if pairable else Reason.NO_PAIRABLE_DOCUMENTS


def _gamma(costs: Sequence[DocumentCosts], reason: Reason | None) -> Gamma:
    observed = math.fsum(each.observed for each in costs)
    expected = math.fsum(float(np.mean(each.expected)) for each in costs)
    return _coefficient("gamma", observed, expected, reason, Reason.NO_VARIATION)


def _label_gamma(measure: str, costs: Sequence[LabelCosts], reason: Reason | None) -> Gamma:
    """Pool label disorders: a document weighs as its aligned pairs do."""
    known = [(each, _mean(each.expected)) for each in costs if each.weight > 0]
    reason = reason or (None if known else Reason.NO_MATCHED_SPANS)
    usable = [(each, mean) for each, mean in known if mean is not None]
    observed = math.fsum(each.observed for each, _ in usable)
    expected = math.fsum(each.weight * mean for each, mean in usable)
    return _coefficient(measure, observed, expected, reason, Reason.ONE_VALUE)


def _coefficient(
    measure: str, observed: float, expected: float, reason: Reason | None, flat: Reason
) -> Gamma:
    reason = reason or (None if expected > 0 else flat)
    value = None if reason else 1 - observed / expected
    return Gamma(measure, value, reason, observed, expected)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def _error(costs: Sequence[DocumentCosts], *, of_one: bool = False) -> float | None:
    """Return the relative standard error of the pooled expected cost, None if undefined.

    `of_one`: the error with one chance continuum a document, which is c_v.
    """
    sampled = [each.expected for each in costs if len(each.expected) > 1]
    expected = math.fsum(float(np.mean(values)) for values in sampled)
    if expected == 0:
        return None
    variance = math.fsum(
        float(np.var(values, ddof=1)) / (1 if of_one else len(values)) for values in sampled
    )
    return math.sqrt(variance) / expected
