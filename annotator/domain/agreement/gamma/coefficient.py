"""gamma, gamma_cat and gamma_k of one document or of many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotator.domain.agreement.arrays import divide
from annotator.domain.agreement.data import DocumentSpans, Interval, Reason
from annotator.domain.agreement.gamma.costs import (
    DocumentCosts,
    GammaSettings,
    LabelCosts,
    document_costs,
    first_samples,
    with_samples,
)
from annotator.domain.agreement.intervals import Resampling, interval
from annotator.domain.agreement.intervals import weights as weights_of

FEWEST_SAMPLES = 2  # chance continua of a document, without which nothing tells how they vary
_NORMAL_95 = 1.96  # standard errors on each side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Gamma:
    """One coefficient of the gamma family; `value` is None exactly where `reason` says why.

    `observed` and `expected` are the two disorders the value comes from, pooled over
    `n_documents`. `interval` is None exactly where `interval_reason` says why.
    """

    measure: str
    value: float | None
    reason: Reason | None
    observed: float
    expected: float
    n_documents: int
    interval: Interval | None = None
    interval_reason: Reason | None = Reason.NOT_ASKED


@dataclass(frozen=True, slots=True)
class GammaReport:
    """gamma of all labels together, gamma_cat, and gamma_k of each label.

    `samples` is how many chance continua were looked at, of the document with the fewest;
    `precision` how far, at 95 %, the expected disorder of gamma may be off, relative to itself
    (None where gamma is undefined). Documents without two annotators or without a span are in
    none of the counts; `n_left_out` counts those with too many alignments to compare.
    """

    gamma: Gamma
    gamma_cat: Gamma
    gamma_k: Mapping[str, Gamma]
    n_documents: int
    n_units: int
    n_left_out: int
    samples: int
    precision: float | None
    settings: GammaSettings


def gamma_of_documents(
    documents: Sequence[DocumentSpans],
    settings: GammaSettings,
    resampling: Resampling | None = None,
    *,
    keys: Sequence[int] | None = None,
) -> GammaReport:
    r"""Return the gamma family of one document, or of several pooled.

        gamma = 1 - sum cost_d / sum E[cost of d's chance continua]

    over the documents d; with one document this is the gamma of the paper. There is no paper
    on several: pooled, each weighs as its units do. Documents are aligned one by one, and the
    chance continua of a document are like it alone.

    `keys` are the documents' own (see `document_costs`), by default their places. How many
    chance continua each has, `samples_needed` says.

    Undefined: NO_PAIRABLE_DOCUMENTS, NO_SPANS, NO_VARIATION where chance costs nothing; for the
    labels also NO_MATCHED_SPANS where no two aligned spans lie on one another, and ONE_VALUE.

    >>> from annotator.domain.spans import Span
    >>> spans = {"ada": [Span(0, 5, "x"), Span(20, 30, "y")], "bo": [Span(0, 5, "x")]}
    >>> report = gamma_of_documents([DocumentSpans(40, spans)], GammaSettings())
    >>> report.gamma.observed, report.gamma_cat.value, report.samples >= 30
    (1.0, 1.0, True)
    """
    numbered = list(zip(range(len(documents)) if keys is None else keys, documents, strict=True))
    samples = FEWEST_SAMPLES
    costs = [document_costs(each, settings, key=key, samples=samples) for key, each in numbered]
    while (needed := samples_needed(costs, settings)) > samples:
        samples = needed
        costs = [
            with_samples(own, each, settings, key=key, samples=samples)
            for own, (key, each) in zip(costs, numbered, strict=True)
        ]
    return gamma_of_costs([first_samples(own, samples) for own in costs], settings, resampling)


def samples_needed(costs: Sequence[DocumentCosts], settings: GammaSettings) -> int:
    """Return how many chance continua each document needs for the precision wanted.

    `settings.samples` are shared out over the documents that count, at least two to each.
    From so many on the coefficient of variation c_v is known, the standard deviation of the
    pooled cost of one chance continuum a document over its mean, and each document needs

        (1.96 c_v / precision)^2

    at least what it has, at most `settings.most_samples`.
    """
    used = [each for each in costs if each.reason is None]
    if not used:
        return 0
    have = max(len(each.expected) for each in used)
    share = max(FEWEST_SAMPLES, math.ceil(settings.samples / len(used)))
    variation = _error(used, of_one=True)
    if have < share or variation is None:
        return max(have, share)
    needed = math.ceil((_NORMAL_95 * variation / settings.precision) ** 2)
    return max(have, min(needed, settings.most_samples))


def gamma_of_costs(
    costs: Sequence[DocumentCosts],
    settings: GammaSettings,
    resampling: Resampling | None = None,
) -> GammaReport:
    """Return the gamma family from documents' costs, made now or earlier with these settings.

    Figures have intervals by document where `resampling` says how to make them: the disorders
    of documents, observed and expected, are drawn again with their document.
    """
    used = [each for each in costs if each.reason is None]
    nothing = None if used else _why_nothing(costs)
    labels = sorted({label for each in used for label in each.labels})
    error = _error(used)
    whole = _Disorders(
        [each.observed for each in used], [float(np.mean(each.expected)) for each in used]
    )
    by_label = {
        label: [each.labels[label] for each in used if label in each.labels] for label in labels
    }
    return GammaReport(
        _coefficient("gamma", whole, nothing, Reason.NO_VARIATION, resampling),
        _of_labels("gamma_cat", [each.all_labels for each in used], nothing, resampling),
        {label: _of_labels("gamma_k", own, nothing, resampling) for label, own in by_label.items()},
        n_documents=len(used),
        n_units=sum(each.n_units for each in used),
        n_left_out=sum(each.reason is Reason.TOO_MANY_ALIGNMENTS for each in costs),
        samples=min((len(each.expected) for each in used), default=0),
        precision=None if error is None else _NORMAL_95 * error,
        settings=settings,
    )


def _why_nothing(costs: Sequence[DocumentCosts]) -> Reason:
    seen = {each.reason for each in costs}
    known = (Reason.TOO_MANY_ALIGNMENTS, Reason.NO_SPANS)
    return next((reason for reason in known if reason in seen), Reason.NO_PAIRABLE_DOCUMENTS)


class _Disorders(NamedTuple):
    """Of each document, as it enters the pooled quotient."""

    observed: Sequence[float]
    expected: Sequence[float]


def _of_labels(
    measure: str,
    costs: Sequence[LabelCosts],
    reason: Reason | None,
    resampling: Resampling | None,
) -> Gamma:
    """Pool label disorders: a document weighs as its aligned pairs do."""
    known = [(each, _mean(each.expected)) for each in costs if each.weight > 0]
    reason = reason or (None if known else Reason.NO_MATCHED_SPANS)
    usable = [(each, mean) for each, mean in known if mean is not None]
    found = _Disorders(
        [each.observed for each, _ in usable], [each.weight * mean for each, mean in usable]
    )
    return _coefficient(measure, found, reason, Reason.ONE_VALUE, resampling)


def _coefficient(
    measure: str,
    disorders: _Disorders,
    reason: Reason | None,
    flat: Reason,
    resampling: Resampling | None,
) -> Gamma:
    observed, expected = math.fsum(disorders.observed), math.fsum(disorders.expected)
    reason = reason or (None if expected > 0 else flat)
    value = None if reason else 1 - observed / expected
    found = _interval(value, disorders, resampling)
    return Gamma(
        measure,
        value,
        reason,
        observed,
        expected,
        len(disorders.observed),
        *((None, found) if isinstance(found, Reason) else (found, None)),
    )


def _interval(
    value: float | None, disorders: _Disorders, resampling: Resampling | None
) -> Interval | Reason:
    if resampling is None:
        return Reason.NOT_ASKED
    pooled = np.array(disorders)  # (2, documents)
    drawn = [weights @ pooled.T for weights in weights_of(pooled.shape[1], resampling)]
    sums = np.concatenate([np.empty((0, 2)), *drawn])
    replicates = 1 - divide(sums[:, 0], sums[:, 1])
    return interval(np.nan if value is None else value, replicates, pooled.shape[1], resampling)


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
