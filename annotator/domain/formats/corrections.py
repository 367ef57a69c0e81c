"""What a person says of a draft, in place of what was read or guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.formats.drafts import Draft
from annotator.domain.formats.jsonl import complaints, metadata_of
from annotator.domain.formats.strict_json import JSON
from annotator.errors import InvalidInput


def correct(draft: Draft, changes: Mapping[str, JSON]) -> Draft:
    """Return the draft with some metadata replaced; "" or None makes a field unknown.

    The fields and their rules are those of a JSON Lines record; the text cannot be changed.
    Raises InvalidInput naming the draft and everything that is wrong.

    >>> correct(Draft("a.txt", "text"), {"author": "Zhang Hong"}).metadata.author
    'Zhang Hong'
    """
    told = draft.metadata
    changes = {field: "" if value is None else value for field, value in changes.items()}
    record: dict[str, JSON] = {
        "title": told.title,
        "source": told.source,
        "author": told.author,
        "published": told.published.isoformat() if told.published else "",
        "category": told.category,
        "language": told.language,
        "url": told.url,
        "metadata": dict(told.extra),
    }
    wrong = list(complaints({**record, **changes, "text": draft.text}))
    if "text" in changes:
        wrong.append("A text cannot be corrected.")
    if wrong:
        raise InvalidInput(f"{draft.file_name}: {' '.join(wrong)}", code="invalid_metadata")
    metadata = metadata_of({**record, **changes}, draft.text, lambda _: "")
    return replace(draft, metadata=metadata)
