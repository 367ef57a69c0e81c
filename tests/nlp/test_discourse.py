"""Threat claims, evidence and arguments: which clauses, and how far they reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.nlp.pipeline import Pipeline

Quotes = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It knows that membership could provoke a strong reaction from Moscow.",
            "It knows that membership could provoke a strong reaction from Moscow",
        ),
        (
            "He warned that Tehran would respond militarily if Israel attacks its sites.",
            "Tehran would respond militarily if Israel attacks its sites",
        ),
        (
            "However, the policy will destabilise the region.",
            "the policy will destabilise the region",
        ),
        ("If it goes on, the arms control system may be destroyed and war may come.",) * 2,
    ],
)
def test_it_marks_dangers_without_frame_and_linking_words(
    quotes: Quotes, text: str, expected: str
) -> None:
    assert quotes(text, "threat_claim") == [expected.rstrip(".")]


@pytest.mark.parametrize(
    "text",
    [
        "It would be an exaggeration to say that the bombers create an immediate threat to Russia.",
        "The exercise does not threaten anyone.",
        "The exercise poses no threat to the region.",
        "In 2014, rebels attacked the town.",
        "The missile defence system has a nuclear role.",
    ],
)
def test_it_takes_no_denial_past_attack_or_topic_for_a_danger(quotes: Quotes, text: str) -> None:
    assert quotes(text, "threat_claim") == []


@pytest.mark.parametrize(
    "text",
    [
        "According to a poll, 54% of the voters favour talks.",
        "China and Russia signed a road map on Tuesday.",
        "The minister said that the army had left the town.",
        "In 2014, Russia annexed Crimea.",
    ],
)
def test_it_marks_reports_with_their_attribution_as_evidence(quotes: Quotes, text: str) -> None:
    assert quotes(text, "evidence") == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Therefore, they must talk.", "they must talk"),
        ("First of all, this is an important milestone.", "this is an important milestone"),
        ("But Moscow should not wait.", "Moscow should not wait"),
        ("“They must talk now.”", "They must talk now"),
        ("“Therefore they must talk.", "they must talk"),
        ("“Old” and “new” powers must talk.", "“Old” and “new” powers must talk"),
        ("The old must follow the “new”.", "The old must follow the “new”"),
    ],
)
def test_it_trims_arguments(quotes: Quotes, text: str, expected: str) -> None:
    assert quotes(text, "argument") == [expected]


def test_it_keeps_neighbouring_sentences_apart(quotes: Quotes) -> None:
    text = "They must talk now.This means that war is over. It is important, they\nsay."
    assert quotes(text, "argument") == [
        "They must talk now",
        "This means that war is over",
        "It is important, they\nsay",
    ]


def test_it_parts_a_sentence_whose_clauses_differ(quotes: Quotes) -> None:
    text = "The ministers signed the pact on Tuesday, but it will destabilise the region."
    assert quotes(text, "evidence") == ["The ministers signed the pact on Tuesday"]
    assert quotes(text, "threat_claim") == ["it will destabilise the region"]


@pytest.mark.parametrize("text", ["What may come of this?", "Who said that on Monday in 2014?"])
def test_it_takes_open_questions_for_nothing(english: Pipeline, text: str) -> None:
    assert next(english.suggest([text])) == []


def test_it_explains_itself(english: Pipeline) -> None:
    (spans,) = english.suggest(["It could provoke a strong reaction."])
    assert spans[0].reason == "cue 'strong reaction'; cue 'provoke'; cue 'reaction'; modal 'could'"
    assert spans[0].score == pytest.approx(1 - 0.25 * 0.5 * 0.5 * 0.75, abs=0.001)
