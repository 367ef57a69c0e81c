"""Which language a text is written in, as far as its letters tell."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 10_000  # code points read; more does not change the answer
_MIN_LETTERS = 12
_MIN_CONFIDENCE = 0.5
_NO_LANGUAGE = "zxx"  # the model's own class for numbers, markup and the like


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, or "" when short of letters or unsure.

    Only the first 10,000 code points are read. The same text always gives the same answer.

    >>> guess_language("The two countries signed a road map for closer ties on Tuesday.")
    'en'
    >>> guess_language("1984")
    ''
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return ""
    code, confidence = _identifier().classify(sample)
    return code if code != _NO_LANGUAGE and confidence >= _MIN_CONFIDENCE else ""


class _Identifier(Protocol):
    """The part we use of a `py3langid` identifier, which has no types of its own."""

    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    """Load the model that comes inside the library: half a second, about 100 MB, no network."""
    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    two_letters = [code for code in loaded.labels if len(code) == 2]
    loaded.set_languages([*two_letters, _NO_LANGUAGE])
    identifier: _Identifier = loaded
    return identifier
