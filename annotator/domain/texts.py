"""How long the texts are that people write beside the documents, in code points."""

from __future__ import annotations

import unicodedata

ANSWER_LIMIT = 2_000  # to an attribute of kind text
REASON_LIMIT = 2_000  # why a document is put aside, or wanted back
NOTE_LIMIT = 10_000  # on a span, a relation, a document
PAGE_LIMIT = 50_000  # a guideline, a description, the notes of a release

# Spaces and ends of lines, controls, and format characters as the zero-width space.
_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def is_blank(text: str) -> bool:
    r"""Say whether a text has nothing that a reader would see.

    >>> is_blank(" \u200b\u00a0")
    True
    """
    return all(unicodedata.category(character) in _UNSEEN for character in text)
