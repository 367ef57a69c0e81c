"""Header lines, bylines, captions and page furniture carry no discourse spans (guideline H)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.nlp.pipeline import Pipeline, SuggestedSpan

Quotes = Callable[[str, str], list[str]]

DISCOURSE = {"argument", "evidence", "threat_claim"}
CLAIM = "Russia must not threaten NATO"


@pytest.mark.parametrize(
    "line",
    [
        f"Title: {CLAIM}",
        f"Author: {CLAIM}",
        f"Category 2: {CLAIM}",
        f"Source\n{CLAIM}",
        f"Photo: {CLAIM}",
        f"Related News\n{CLAIM}\n{CLAIM}",
        f"The author is convinced that {CLAIM}.",
        f"{CLAIM} Photo:VCG",
        f"Anything at all: {CLAIM}\nText:",
    ],
)
def test_it_marks_no_discourse_in_metadata(english: Pipeline, line: str) -> None:
    (spans,) = english.suggest([f"{line}\n"])
    assert not {span.label for span in spans} & DISCOURSE


@pytest.mark.parametrize(
    "text",
    [CLAIM, f"Text: {CLAIM}.", f"Author: A. Name\n\n{CLAIM}.", f"Source\nA Paper\n\n{CLAIM}."],
)
def test_it_marks_discourse_in_the_text_itself(english: Pipeline, text: str) -> None:
    (spans,) = english.suggest([text])
    assert {span.label for span in spans} & DISCOURSE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Title: Russia and NATO", ["Russia", "NATO"]),
        (
            "President Donald Trump (L) and Angela Merkel (R)",
            ["President Donald Trump", "Angela Merkel"],
        ),
        ("Author: Russia Today", []),
        ("Editor\nVladimir Putin", []),
        ("By Vladimir Putin", []),
        ("russia@NATO.int", []),
    ],
)
def test_it_marks_actors_in_headlines_but_not_in_metadata(
    quotes: Quotes, line: str, expected: list[str]
) -> None:
    assert quotes(f"{line}\n\nSo it goes.\n", "actor") == expected


@pytest.mark.parametrize(
    ("article", "last_header", "after_text"),
    [
        ("us-ukraine-defense-framework", "Text: \n", "opinion@"),
        ("inf-treaty-negotiations", "By Wang Xinyuan", "Disclaimer:"),
    ],
)
def test_it_keeps_discourse_inside_the_text_of_an_article(
    articles: dict[str, tuple[str, list[SuggestedSpan]]],
    article: str,
    last_header: str,
    after_text: str,
) -> None:
    text, spans = articles[article]
    begin, end = text.index(last_header), text.index(after_text)
    outside = [s for s in spans if s.label in DISCOURSE and not begin < s.start < s.end < end]
    headline = text[: text.index("\n")]
    assert {text[s.start : s.end] for s in outside} <= {headline}
