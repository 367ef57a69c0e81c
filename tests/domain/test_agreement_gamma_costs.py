"""gamma's chance continua, and how documents' costs make a coefficient."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.agreement.gamma import (
    Dissimilarity,
    DocumentCosts,
    GammaSettings,
    LabelCosts,
    Sampler,
    best_alignment,
    document_costs,
    first_samples,
    gamma_of_costs,
    gamma_of_documents,
    samples_needed,
    with_samples,
)
from annotator.domain.agreement.gamma.alignment import aligned, disorders
from annotator.domain.agreement.gamma.sampling import sampled
from annotator.domain.agreement.gamma.units import read_continuum
from annotator.domain.spans import Span
from annotator.errors import InvalidInput


def read(length: int, spans: Mapping[str, Sequence[tuple[int, int, str]]]) -> DocumentSpans:
    return DocumentSpans(length, {name: [Span(*s) for s in own] for name, own in spans.items()})


DOCUMENT = read(
    90,
    {
        "ada": [(0, 9, "x"), (20, 31, "y"), (25, 28, "x"), (60, 80, "y")],
        "bo": [(1, 9, "x"), (22, 30, "x"), (61, 80, "y")],
        "cy": [(0, 12, "x"), (40, 47, "y"), (58, 80, "x")],
    },
)


@pytest.mark.parametrize("sampler", Sampler)
def test_more_samples_keep_those_there_are(sampler: Sampler) -> None:
    chosen = GammaSettings(sampler=sampler, seed=7)
    few = document_costs(DOCUMENT, chosen, key=3, samples=4)
    more = with_samples(few, DOCUMENT, chosen, key=3, samples=9)
    assert more == document_costs(DOCUMENT, chosen, key=3, samples=9)
    assert more.expected[:4] == few.expected
    assert with_samples(more, DOCUMENT, chosen, key=3, samples=2) == more


def test_documents_and_seeds_do_not_share_their_luck() -> None:
    costs = [
        document_costs(DOCUMENT, GammaSettings(seed=seed), key=key, samples=3).expected
        for seed, key in [(0, 0), (0, 1), (1, 0), (0, 2**64)]
    ]
    assert len(set(costs)) == 4


def test_shuffled_annotators_are_real_ones_moved_round_the_text() -> None:
    continuum = read_continuum(DOCUMENT)
    real = {
        tuple(units.end[units.annotator == n] - units.start[units.annotator == n])
        for units in [continuum.units]
        for n in range(3)
    }
    for seed in range(20):
        units = sampled(continuum, Sampler.SHUFFLE, np.random.default_rng(seed))
        lengths = units.end - units.start
        assert {tuple(lengths[units.annotator == n]) for n in range(3)} <= real
        assert units.start.min() >= 0
        assert units.start.max() <= 90


def test_statistical_samples_have_the_means_of_the_document() -> None:
    continuum, rng = read_continuum(DOCUMENT), np.random.default_rng(0)
    drawn = [sampled(continuum, Sampler.STATISTICAL, rng) for _ in range(3000)]
    lengths = np.concatenate([units.end - units.start for units in drawn])
    labels = np.concatenate([units.label for units in drawn])
    assert lengths.mean() == pytest.approx(119 / 10, rel=0.05)
    assert labels.mean() == pytest.approx(0.4, rel=0.05)
    assert min(map(len, drawn)) >= 1
    firsts = [units.start[units.annotator == 2][0] for units in drawn if 2 in units.annotator]
    assert np.mean(firsts) == pytest.approx(121 / 9, rel=0.05)


def test_a_sample_costs_its_disorder_at_the_documents_number_of_units() -> None:
    costs = document_costs(DOCUMENT, GammaSettings(seed=5), key=6, samples=8)
    for i, found in enumerate(costs.expected):
        rng = np.random.default_rng([5, 6, i])
        units = sampled(read_continuum(DOCUMENT), Sampler.STATISTICAL, rng)
        [rows] = aligned([units], Dissimilarity())
        disorder = disorders(units, rows, Dissimilarity()).sum() / (len(units) / 3)
        assert found == pytest.approx(disorder * 10 / 3)


def test_gamma_is_made_of_the_disorders_of_the_paper_with_one_document() -> None:
    costs = document_costs(DOCUMENT, GammaSettings(), key=0, samples=30)
    report = gamma_of_costs([costs], GammaSettings())
    expected = 1 - costs.observed / np.mean(costs.expected)
    assert report.gamma.value == pytest.approx(expected)
    mean_units = 10 / 3
    assert best_alignment(DOCUMENT).disorder == pytest.approx(costs.observed / mean_units)


def known(observed: float, *expected: float) -> DocumentCosts:
    return DocumentCosts(2, 4, None, observed, expected)


def test_documents_are_pooled_by_what_they_cost() -> None:
    report = gamma_of_costs([known(1, 4, 6), known(3, 2, 4, 3)], GammaSettings())
    assert report.gamma.value == pytest.approx(1 - (1 + 3) / (5 + 3))
    assert (report.gamma.observed, report.gamma.expected) == (4, 8)
    assert (report.n_documents, report.n_units, report.samples) == (2, 8, 2)


def test_labels_are_pooled_by_the_weight_of_what_is_aligned() -> None:
    one = replace(known(1, 4, 6), labels={"x": LabelCosts(2.0, 0.5, (0.5, None, 0.25))})
    other = replace(known(1, 4, 6), labels={"x": LabelCosts(1.0, 0.5, (0.75,))})
    without = replace(known(1, 4, 6), labels={"x": LabelCosts(0.0, 0.0, (0.5,))})
    report = gamma_of_costs([one, other, without], GammaSettings())
    assert report.gamma_k["x"].value == pytest.approx(1 - 1 / (2 * 0.375 + 0.75))
    assert report.gamma_cat.reason == "no_matched_spans"


def test_the_coefficient_of_variation_says_how_many_samples_are_needed() -> None:
    # Pooled mean 8, variance 2 + 2: c_v = 1/4, and (1.96 / 4 / p)^2.
    costs = [known(1, 4, 6), known(3, 2, 4)]
    few = partial(GammaSettings, samples=4)
    assert samples_needed(costs, few(precision=0.05)) == 97
    assert samples_needed(costs, few(precision=0.05, most_samples=50)) == 50
    assert samples_needed(costs, few(precision=9)) == 2
    report = gamma_of_costs(costs, GammaSettings())
    assert report.precision == pytest.approx(1.96 / 4 / 2**0.5)


def test_it_draws_until_the_precision_is_reached() -> None:
    chosen = GammaSettings(precision=0.02)
    report = gamma_of_documents([DOCUMENT], chosen)
    assert report.samples > 30
    assert report.precision == pytest.approx(0.02, rel=0.25)
    assert report.settings == chosen


def test_many_documents_share_the_samples() -> None:
    report = gamma_of_documents([DOCUMENT] * 20, GammaSettings(precision=0.5))
    assert report.samples == 2
    alone = gamma_of_documents([DOCUMENT], GammaSettings(samples=300)).gamma.value
    assert report.gamma.value == pytest.approx(alone, abs=0.1)


def test_documents_that_do_not_count_take_no_samples_from_those_that_do() -> None:
    single = read(9, {"ada": [(0, 3, "x")]})
    chosen = GammaSettings(precision=0.5)
    alone = gamma_of_documents([DOCUMENT], chosen)
    assert alone.samples == 30
    assert gamma_of_documents([DOCUMENT, *[single] * 59], chosen) == alone


def test_a_chance_continuum_that_is_too_large_is_met_by_who_asks_for_it_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings, few, many = GammaSettings(), 5, 40
    whole = document_costs(DOCUMENT, settings, key=3, samples=many)
    found = whole
    # A limit that the document itself and its first continua keep to, and a later one does not.
    for limit in range(10, 500):
        monkeypatch.setattr("annotator.domain.agreement.gamma.candidates.MOST_TUPLES", limit)
        found = document_costs(DOCUMENT, settings, key=3, samples=many)
        if len(found.expected) >= few:
            break
    assert found.is_stopped
    assert len(found.expected) < many
    assert first_samples(found, few) == first_samples(whole, few)
    assert first_samples(found, many).reason == "too_many_alignments"


def test_documents_without_two_annotators_or_without_spans_count_for_nothing() -> None:
    more = [read(9, {"ada": [(0, 3, "x")]}), read(9, {"ada": [], "bo": []})]
    costs = [
        document_costs(document, GammaSettings(), key=n, samples=5)
        for n, document in enumerate([DOCUMENT, *more])
    ]
    assert [each.reason for each in costs] == [None, "no_pairable_documents", "no_spans"]
    assert gamma_of_costs(costs, GammaSettings()) == gamma_of_costs(costs[:1], GammaSettings())


@pytest.mark.parametrize(
    ("documents", "reasons"),
    [
        ([], ["no_pairable_documents"] * 2),
        ([read(9, {"ada": [(0, 3, "x")]})], ["no_pairable_documents"] * 2),
        ([read(9, {"ada": [], "bo": []}), read(9, {"ada": []})], ["no_spans"] * 2),
        ([read(90, {"ada": [(0, 3, "x")], "bo": []})], [None, "no_matched_spans"]),
        ([read(90, {"ada": [(5, 9, "x")], "bo": [(5, 9, "x")]})], [None, "one_value"]),
    ],
)
def test_it_says_why_a_figure_is_undefined(
    documents: list[DocumentSpans], reasons: list[str | None]
) -> None:
    report = gamma_of_documents(documents, GammaSettings())
    figures = [report.gamma, report.gamma_cat]
    assert [figure.reason for figure in figures] == reasons
    assert [figure.value is None for figure in figures] == [
        reason is not None for reason in reasons
    ]


def test_gamma_is_undefined_where_chance_costs_nothing() -> None:
    full = read(1, {"ada": [(0, 1, "x")], "bo": [(0, 1, "x")]})
    report = gamma_of_documents([full], GammaSettings(sampler=Sampler.SHUFFLE))
    assert (report.gamma.reason, report.precision) == ("no_variation", None)


def test_costs_are_plain_numbers_that_survive_being_stored() -> None:
    costs = document_costs(DOCUMENT, GammaSettings(), key=0, samples=3)
    stored: dict[str, Any] = json.loads(json.dumps(asdict(costs)))
    assert stored["expected"] == list(costs.expected)
    assert stored["labels"]["x"]["weight"] == costs.labels["x"].weight


@pytest.mark.parametrize(("key", "samples"), [(-1, 3), (0, 0)])
def test_it_refuses_a_negative_key_and_no_samples(key: int, samples: int) -> None:
    with pytest.raises(InvalidInput, match="key >= 0 and samples >= 1"):
        document_costs(DOCUMENT, GammaSettings(), key=key, samples=samples)


@pytest.mark.parametrize(
    "wrong", [{"seed": -1}, {"samples": 1}, {"precision": 0}, {"samples": 9, "most_samples": 8}]
)
def test_it_refuses_settings_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="Gamma needs seed >= 0"):
        GammaSettings(**wrong)
