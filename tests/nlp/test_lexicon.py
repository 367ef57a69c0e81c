"""The lexicons and what is made of them: inflections, spellings, entries that can be matched."""

from __future__ import annotations

import pytest

from annotator.nlp.rules.inflection import inflect_noun, inflect_verb
from annotator.nlp.rules.lexicon import LEXICONS, Lexicon, spellings

ENGLISH = Lexicon(LEXICONS / "en")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("provoke", "provoke provokes provoking provoked"),
        ("deny", "deny denies denying denied"),
        ("destroy", "destroy destroys destroying destroyed"),
        ("ban", "ban bans banning banned"),
        ("launch", "launch launches launching launched"),
        ("agree", "agree agrees agreeing agreed"),
        ("visit", "visit visits visiting visited"),
        ("seize", "seize seizes seizing seized"),
        ("strike", "strike strikes striking struck"),
        ("need", "need needs needing needed"),
    ],
)
def test_it_inflects_verbs(verb: str, forms: str) -> None:
    assert inflect_verb(verb, ENGLISH.irregular) == forms.split()


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("crisis", "crises"), ("catastrophe", "catastrophes"), ("clash", "clashes"), ("day", "days")],
)
def test_it_inflects_nouns(noun: str, plural: str) -> None:
    assert inflect_noun(noun) == [noun, plural]


def test_it_expands_cues_to_every_form() -> None:
    forms = {phrase: cue for phrase, cue in ENGLISH.cues() if cue.name == "threaten"}
    assert set(forms) == {"threaten", "threatens", "threatening", "threatened"}
    assert {(cue.role, cue.weight) for cue in forms.values()} == {("threat_claim", 0.75)}


def test_it_halves_verbs_that_do_not_report() -> None:
    weights = {phrase: cue.weight for phrase, cue in ENGLISH.cues() if cue.name == "deploy"}
    assert weights == {"deploy": 0.225, "deploys": 0.45, "deploying": 0.225, "deployed": 0.45}


def test_every_cue_is_lower_case_and_weighs_something() -> None:
    for phrase, cue in ENGLISH.cues():
        assert phrase == phrase.lower().strip()
        assert 0 < cue.weight < 1 or cue.role in ENGLISH.frames


def test_it_adds_curly_and_decomposed_spellings() -> None:
    assert spellings(["n't"]) == ["n't", "n’t"]
    assert spellings(["é"]) == ["é", "e\u0301"]
