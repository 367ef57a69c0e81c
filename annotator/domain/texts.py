"""How long the texts are that people write beside the documents, in code points."""

from __future__ import annotations

ANSWER_LIMIT = 2_000  # to an attribute of kind text
REASON_LIMIT = 2_000  # why a document is put aside, or wanted back
NOTE_LIMIT = 10_000  # on a span, a relation, a document
PAGE_LIMIT = 50_000  # a guideline, a description, the notes of a release
