"""Text to tokens, in linear time for any text.

spaCy's own tokenizer strips punctuation off a stretch without spaces one character at a time and
copies the rest each time: 32,000 brackets in a row take it two minutes. One regular expression
does here; it also keeps "US-Russia" whole (attributive, never an actor) and parts "Russia's".
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

WORDS, SPACES = "parallax_words", "parallax_spaces"
# \w leaves out combining marks, which decomposed (NFD) text has inside its words.
WORD = r"[\w\u0300-\u036f]+"
TOKEN = re.compile(
    r"\s+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,:]\d+)+"
    rf"|{WORD}(?:[-\u2010-\u2013]{WORD})*"
    r"|['’](?:s|t|re|ve|ll|d|m)\b"
    r"|\.{2,}|-{2,}|.",
    re.IGNORECASE | re.DOTALL,
)
# Half a surrogate pair is no character: UTF-8, which spaCy's string store uses, has no code for it.
SURROGATE = re.compile("[\ud800-\udfff]")
# The characters at which str.splitlines parts lines.
LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class WordTokenizer:
    """A spaCy tokenizer: `tokenizer(text).text` has the length and the offsets of `text`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in TOKEN.finditer(SURROGATE.sub("\ufffd", text)):
            piece = match.group()
            if piece[0] == " " and words:
                # spaCy keeps one space as a flag of the token before it.
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[WORDS], doc.user_data[SPACES] = words, spaces
        return doc


def words_of(doc: Doc) -> list[str]:
    """Return the tokens' texts, as the tokenizer kept them.

    Reading them from the Doc token by token took a third of the whole pipeline's time.
    """
    words: list[str] = doc.user_data[WORDS]
    return words


def spaces_of(doc: Doc) -> list[bool]:
    """Say for each token whether a space follows it that is no token of its own."""
    spaces: list[bool] = doc.user_data[SPACES]
    return spaces
