"""What the tests of the pipelines share: one English pipeline, and the demo project's articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.nlp.pipeline import Pipeline, SuggestedSpan, load_pipeline

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
Quotes = Callable[[str, str], list[str]]


@pytest.fixture(scope="session")
def english() -> Pipeline:
    return load_pipeline("en")


@pytest.fixture
def quotes(english: Pipeline) -> Quotes:
    """`quotes(text, "actor")` returns what is suggested for a label, as text."""

    def read(text: str, label: str) -> list[str]:
        (spans,) = english.suggest([text])
        return [text[span.start : span.end] for span in spans if span.label == label]

    return read


@pytest.fixture(scope="session")
def articles(english: Pipeline) -> dict[str, tuple[str, list[SuggestedSpan]]]:
    """Each demo article's text with the suggestions for it, by file name without its ending."""
    files = sorted(DOCUMENTS.glob("*.txt"))
    texts = [path.read_bytes().decode() for path in files]
    found = english.suggest(texts)
    stems = [path.stem for path in files]
    return dict(zip(stems, zip(texts, found, strict=True), strict=True))
