"""What every pipeline promises: valid offsets for any text, a stable order, an honest version."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from annotator.errors import InvalidInput
from annotator.nlp.pipeline import Pipeline, SuggestedSpan, build_rules, load_pipeline
from annotator.nlp.rules.lexicon import LEXICONS
from annotator.nlp.rules.words import WordTokenizer, words_of

LABELS = {"actor", "argument", "evidence", "threat_claim"}
PIECES = st.sampled_from(
    [
        *(
            "Russia",
            "the US",
            "US' ",
            "NATO.This means",
            "must act",
            "could provoke a strong reaction",
        ),
        *(
            "According to ",
            "President Putin",
            "It is important",
            "U.S.",
            " said that ",
            "If ",
            "not",
        ),
        *(
            "\r\n",
            "\n\n",
            "\u2028",
            "\xa0",
            "\u3000",
            "  ",
            "\t",
            ". ",
            "? ",
            ", ",
            ", but it ",
            "; ",
        ),
        *(
            "👩‍👩‍👧",
            "俄罗斯",
            "الولايات",
            "Türkiye",
            "Tu\u0308rkiye",
            "e\u0301",
            "\u200b",
            "\ufeff",
            "\x00",
        ),
        *("“", "”", "’s", '"', "(", ")", "Title: ", "Source\n", "a@b.org", "\ud800", "2021"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.text(),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_it_gives_valid_spans_for_any_text(texts: list[str]) -> None:
    found = list(load_pipeline("en").suggest(texts))
    assert len(found) == len(texts)
    for text, spans in zip(texts, found, strict=True):
        places = [(span.start, span.end, span.label) for span in spans]
        assert places == sorted(set(places))
        for span in spans:
            quote = text[span.start : span.end]
            assert 0 <= span.start < span.end <= len(text)
            assert quote == quote.strip()
            assert 0 < span.score <= 1
            assert span.label in LABELS
            assert span.reason


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_it_keeps_the_text_and_its_offsets_in_the_tokens(text: str) -> None:
    doc = WordTokenizer(Vocab())(text)
    lone = str.maketrans(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    assert doc.text == text.translate(lone)
    assert words_of(doc) == [token.text for token in doc]
    assert [doc.text[token.idx :][: len(token)] for token in doc] == words_of(doc)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u2028", ".", '"', "\x00"])
def test_it_suggests_nothing_where_nothing_is_said(english: Pipeline, text: str) -> None:
    assert list(english.suggest([text])) == [[]]


@pytest.mark.parametrize(
    "piece", ["Russia must act. ", "👩‍👩‍👧 Russia must act.\r\n", "俄 Russia must act!\n"]
)
def test_it_finds_a_repeated_sentence_as_often_as_it_stands(english: Pipeline, piece: str) -> None:
    few, many = english.suggest([piece * 10, piece * 1000])
    assert len(few) == 20
    assert len(many) == 2000
    told = [(span.start, span.end) for span in many if span.label == "actor"]
    first = piece.index("Russia")
    assert told == [(first + n * len(piece), first + 6 + n * len(piece)) for n in range(1000)]


@pytest.mark.parametrize("text", ["(" * 10**6, "a" * 10**6, '"' * 10**6, "not so " * 150_000])
def test_it_takes_a_million_characters_on_one_line(english: Pipeline, text: str) -> None:
    assert list(english.suggest([text])) == [[]]


def test_it_suggests_the_same_again_and_in_any_company(english: Pipeline) -> None:
    texts = ["Russia must act.", "", "It could provoke a strong reaction from Moscow."] * 20
    together = list(english.suggest(texts))
    assert together == [next(english.suggest([text])) for text in texts]


def test_it_reads_no_more_texts_than_it_needs(english: Pipeline) -> None:
    taken: list[int] = []
    texts = (taken.append(n) or "Russia must act." for n in range(1000))  # type: ignore[func-returns-value]
    next(english.suggest(texts))
    assert len(taken) < 100


def test_two_readers_may_take_turns(english: Pipeline) -> None:
    first, second = english.suggest(["Russia must act."] * 40), english.suggest(["NATO"] * 40)
    pairs = list(zip(first, second, strict=True))
    assert {(len(one), len(other)) for one, other in pairs} == {(2, 1)}


def test_it_is_loaded_once_for_a_language(english: Pipeline) -> None:
    assert load_pipeline("EN-gb") is english
    assert english.name == "rules-en"


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "none-zh"), ("ru-RU", "none-ru"), ("", "none-und")]
)
def test_it_says_so_where_it_has_no_rules(language: str, name: str) -> None:
    pipeline = load_pipeline(language)
    assert pipeline.name == name
    assert pipeline.version.startswith(name)
    assert list(pipeline.suggest(["Russia must act.", ""])) == [[], []]


def test_the_version_changes_with_a_lexicon(tmp_path: Path, english: Pipeline) -> None:
    folder = shutil.copytree(LEXICONS / "en", tmp_path / "en")
    assert build_rules("en", folder).version == english.version
    cues = folder / "cues_threat.toml"
    cues.write_text(cues.read_text().replace('"threaten"', '"threaten", "glower"'))
    changed = build_rules("en", folder)
    assert changed.version != english.version
    assert [span.label for span in next(changed.suggest(["They glower at us today."]))] == [
        "threat_claim"
    ]


def test_the_version_names_spacy(english: Pipeline) -> None:
    assert english.version.startswith("rules-en 1 / spacy 3.8.")


def test_it_refuses_a_lexicon_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"\.toml"):
        build_rules("en", tmp_path)
    with pytest.raises(InvalidInput, match="'nowhere'"):
        build_rules("en", tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("article", "least"),
    [
        (
            "us-ukraine-defense-framework",
            {"actor": 50, "argument": 12, "evidence": 5, "threat_claim": 1},
        ),
        (
            "inf-treaty-negotiations",
            {"actor": 40, "argument": 8, "evidence": 10, "threat_claim": 5},
        ),
        ("china-russia-road-map", {"actor": 80, "argument": 25, "evidence": 2, "threat_claim": 5}),
    ],
)
def test_it_finds_several_of_each_kind_in_an_article(
    articles: dict[str, tuple[str, list[SuggestedSpan]]], article: str, least: dict[str, int]
) -> None:
    counts = Counter(span.label for span in articles[article][1])
    assert {label: min(counts[label], number) for label, number in least.items()} == least
