"""Where the tokens and sentences of a text lie, alike for every language and without a model.

Agreement in tokens must be the same tomorrow and elsewhere, so these rules depend on nothing
but Unicode's properties of characters as Python knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Literal

import numpy as np

from annotator.domain.agreement.units import Bounds

Unit = Literal["token", "sentence"]

# Scripts written without spaces: each of their characters is a token.
_UNSPACED = (
    r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['’\-](?:(?![{_UNSPACED}])\w)+)*|[^\w\s]"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n+")


def bounds_of(text: str, unit: Unit) -> Bounds:
    """Return where a text's tokens or sentences lie, in code points: disjoint, ascending.

    A token is a run of letters, digits and marks, with hyphens and apostrophes within it, or one
    other character that is no white space; in Chinese, Japanese, Thai and Lao each character. A
    sentence ends with its full stop, question or exclamation mark and the quotes that follow,
    or with its line; white space around it is not of it.

    >>> text = "It didn’t. Why?"
    >>> found = bounds_of(text, "token")
    >>> [text[start:end] for start, end in zip(found.starts, found.ends)]
    ['It', 'didn’t', '.', 'Why', '?']
    >>> bounds_of(text, "sentence").starts.tolist()
    [0, 11]
    """
    places = _BOUNDS[unit](text)
    starts, ends = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return Bounds(starts, ends)


def _tokens(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _TOKEN.finditer(text)]


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    found = []
    for first, last in pairwise(cuts):
        stretch = text[first:last]
        start = first + len(stretch) - len(stretch.lstrip())
        end = first + len(stretch.rstrip())
        if start < end:
            found.append((start, end))
    return found


_BOUNDS: Mapping[Unit, Callable[[str], list[tuple[int, int]]]] = {
    "token": _tokens,
    "sentence": _sentences,
}
